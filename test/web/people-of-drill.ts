import type { Page } from 'playwright-core';
import type { Role } from '../../src/access/rights.js';
import { openPage } from './browser.js';
import { PASSWORD, send } from './people.js';
import type { Served } from './served.js';

/** Somebody comes in by the link of an invitation, with a browser of their own. */
export async function invited(
  served: Served,
  owner: Page,
  who: { readonly name: string; readonly role: Role; readonly scope?: string },
): Promise<Page> {
  const body = { scope: 'installation', ...who };
  const { link } = await send<{ link: string }>(owner, '/api/invitations', body);
  const page = await openPage();
  await page.goto(served.address + link);
  await page.getByLabel('Kennwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Konto anlegen und weiter' }).click();
  await page.waitForURL(`${served.address}/`);
  return page;
}
