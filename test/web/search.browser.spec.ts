import type { Page } from 'playwright-core';
import { findings, speak } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  const made = async (customer: string) =>
    (await send<{ id: string }>(page, '/api/projects', { customer, kind: 'drill' })).id;
  run = await made('Muster GmbH');
  await made('Nordwind Seilbahnen');
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  await page.goto(`${served.address}/runs/${run}`);
  await page.getByRole('heading', { level: 1, name: 'Muster GmbH' }).waitFor();
});

const search = async (words: string) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('searchbox').waitFor();
  await page.keyboard.type(words);
};

/** Escape empties the field first, then closes. */
const leave = async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

describe('Ctrl K', () => {
  it('goes to a step by its id, with the keyboard alone', async () => {
    await search('R-106');
    await page.locator('[role=menuitem][data-focused]', { hasText: 'R-106' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`${served.address}/runs/${run}/steps/R-106`);
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds steps by what the vendor’s screen says and by a line of the manual', async () => {
    await search('Migration Manager');
    await page
      .getByRole('menuitem', { name: /Migration Manager/ })
      .first()
      .waitFor();
    await leave();
    await search('L155');
    await page
      .getByRole('menuitem', { name: /Handbuch, Zeile 155/ })
      .first()
      .waitFor();
  });

  it('finds parts, pages and other projects, and says where it finds nothing', async () => {
    await search('Export');
    await page
      .getByRole('group', { name: 'Teile' })
      .getByRole('menuitem', { name: /Export/ })
      .waitFor();
    await page.getByRole('searchbox').fill('Karte');
    await page
      .getByRole('group', { name: 'Seiten' })
      .getByRole('menuitem', { name: 'Karte' })
      .waitFor();
    await page.getByRole('searchbox').fill('Nordwind');
    await page.getByRole('menuitem', { name: /Nordwind Seilbahnen/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Nordwind Seilbahnen' }).waitFor();
    await search('gibtesnicht');
    await page.getByText('Nichts gefunden.').waitFor();
  });

  it('speaks English, and leaves axe nothing to find', async () => {
    await search('R-1');
    await page.getByRole('menuitem', { name: /^R-101/ }).waitFor();
    await page.keyboard.press('ArrowDown'); // react-aria can name an entry that a later answer replaced, until somebody moves
    expect(await findings(page, { languages: ['de'] })).toEqual([]);
    await leave();
    await speak(page, 'en');
    await search('intake');
    await page.getByText('Step, part, page, customer, label or line of the manual').waitFor();
    await leave();
    await speak(page, 'de');
  });
});

describe('the menu of projects', () => {
  it('leads to the one that is chosen', async () => {
    await page.getByRole('button', { name: 'Projekte' }).click();
    await page.getByRole('menuitem', { name: 'Nordwind Seilbahnen' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nordwind Seilbahnen' }).waitFor();
  });
});
