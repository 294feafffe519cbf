import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { makeFolder } from '../steps/temporary-folder.js';

/** A file in somebody's hand. */
export interface Held {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How the browser hears of a file from outside: copying is what is offered. */
const COPY = 1;

/**
 * Drags files from the disk over the middle of a place and lets them go. The browser itself does it, as when they come from the
 * desktop: https://chromedevtools.github.io/devtools-protocol/tot/Input/#method-dispatchDragEvent
 * @returns attributes of the place while the files were over it
 */
export async function dragged(
  page: Page,
  place: string,
  files: readonly Held[],
): Promise<readonly string[]> {
  const folder = makeFolder(Object.fromEntries(files.map(({ name, bytes }) => [name, bytes])));
  const paths = files.map(({ name }) => join(folder, name));
  const at = page.locator(place);
  await at.scrollIntoViewIfNeeded();
  const box = await at.boundingBox();
  if (!box) throw new Error(`${place} is not to be seen`);
  const data = { items: [], files: paths, dragOperationsMask: COPY };
  const where = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const hand = await page.context().newCDPSession(page);
  const move = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    hand.send('Input.dispatchDragEvent', { type, data, ...where });
  await move('dragEnter');
  await move('dragOver');
  const over = await at.evaluate((one) => one.getAttributeNames());
  await move('drop');
  await hand.detach();
  return over;
}
