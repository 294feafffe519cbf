import type { Page } from 'playwright-core';
import { openPage } from './browser.js';
import type { Served } from './served.js';

/** A server may end a connection that rests at the moment it is used again; browsers then ask once more, and so do tests. */
export const RETRIES = 2;
export const PASSWORD = 'vier Pferde ziehen den Heuwagen';

/** The first person of an installation: comes by the link the server printed, and owns it. */
export async function ownerOf(served: Served, name = 'Anna Berg'): Promise<Page> {
  const page = await openPage();
  await page.goto(served.link);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Kennwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Konto anlegen und weiter' }).click();
  await page.waitForURL(`${served.address}/`);
  return page;
}

/** Sends a request as the person who is signed in on this page, for what a test needs beforehand. */
export async function send<T>(page: Page, path: string, body: unknown): Promise<T> {
  const origin = new URL(page.url()).origin;
  const session = await page.request.get(`${origin}/api/session`, { maxRetries: RETRIES });
  const { csrf } = (await session.json()) as { csrf: string };
  const answer = await page.request.post(origin + path, {
    data: body,
    maxRetries: RETRIES,
    headers: { 'umstieg-csrf': csrf, 'idempotency-key': crypto.randomUUID(), 'if-match': '*' },
  });
  if (!answer.ok()) throw new Error(`${path}: ${String(answer.status())} ${await answer.text()}`);
  return (await answer.json()) as T;
}
