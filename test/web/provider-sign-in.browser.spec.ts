import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { OpenIdProvider } from '../http/openid-provider.js';
import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let provider: OpenIdProvider;
let owner: Page;

beforeAll(async () => {
  provider = await OpenIdProvider.start();
  const { clientSecret = '', ...declared } = provider.declared('team', 'Team-Konto');
  const file = join(served.folder, 'team.json');
  writeFileSync(join(served.folder, 'team.secret'), `${clientSecret}\n`);
  writeFileSync(file, JSON.stringify({ ...declared, clientSecretFile: 'team.secret' }));
  await served.start('--sign-in-with', file);
  await provider.knows(served.address);
  owner = await ownerOf(served);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
  await provider.stop();
});

const choose = (page: Page) =>
  page.getByRole('button', { name: 'Anmelden mit Team-Konto' }).click();

/** What a person does at the provider's own pages. */
async function agree(page: Page, subject: string): Promise<void> {
  await page.locator('input[name=login]').fill(subject);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

describe('somebody who was invited', () => {
  it('chooses the provider at the link, comes back signed in, and comes in that way ever after', async () => {
    const grant = { role: 'technician', scope: 'installation' };
    const { link } = await send<{ link: string }>(owner, '/api/invitations', {
      ...{ name: 'Berta Klein', ...grant },
    });
    const page = await openPage();
    await page.goto(served.address + link);
    await choose(page);
    await agree(page, 'berta-7');
    await page.waitForURL(`${served.address}/`);
    await page.getByRole('button', { name: 'Berta Klein' }).click();
    await page.getByRole('menuitem', { name: 'Abmelden' }).click();
    await page.goto(`${served.address}/sign-in`);
    await choose(page); // the provider still knows them
    await page.waitForURL(`${served.address}/`);
    await page.getByRole('button', { name: 'Berta Klein' }).waitFor();
  });
});

describe('somebody whom nobody invited', () => {
  it('is told what to do, and code and state stand no longer in the address', async () => {
    const page = await openPage();
    await page.goto(`${served.address}/sign-in`);
    await choose(page);
    await agree(page, 'stranger');
    await page.getByText('Bitten Sie um einen Einladungslink').waitFor();
    expect(new URL(page.url()).search).toBe('');
    expect(await findings(page, { languages: ['de'], themes: ['light'] })).toEqual([]);
    await page.getByRole('link', { name: 'Zur Anmeldung' }).click();
    await page.getByLabel('Kennwort').waitFor();
  });
});
