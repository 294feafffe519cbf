import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';

const STEP = 'R-111';
const LIMIT_MS = 20_000;
const PAUSE_MS = 50;
const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  run = (await send<{ id: string }>(page, '/api/projects', { customer: 'Muster GmbH' })).id;
  await page.goto(`${served.address}/runs/${run}/steps/${STEP}`);
  await page.locator('.claim').waitFor();
});
afterEach(() => page.context().setOffline(false));

/** Everything that may be opened lies in the browser by then. */
async function partsAhead(): Promise<void> {
  const until = Date.now() + LIMIT_MS;
  const ahead = `Object.keys(sessionStorage).some((name) => name.startsWith('umstieg.parts'))`;
  while (!(await page.evaluate<boolean>(ahead))) {
    if (Date.now() > until) throw new Error('the parts were not fetched in time');
    await page.waitForTimeout(PAUSE_MS);
  }
}

const lineGone = async () => {
  await page.context().setOffline(true);
  await page.locator('.connection[data-lost]').waitFor();
};

async function openNote(): Promise<void> {
  await page.getByRole('button', { name: 'Anderes …' }).click();
  await page.getByRole('menuitem', { name: 'Notiz festhalten' }).click();
}

describe('without a line', () => {
  it('menus, dialogs and other pages open, though nobody opened them before', async () => {
    await partsAhead();
    await lineGone();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: 'Tastenkürzel' }).waitFor();
    await page.keyboard.press('Escape');
    await openNote();
    await page.getByRole('dialog', { name: 'Notiz festhalten' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Karte' }).click();
    await page.context().setOffline(false);
    await page.locator('.map-node').first().waitFor();
  });

  it('what a dialog sends is refused at once, and nothing that was canceled is done later', async () => {
    await partsAhead();
    await openNote();
    await page.getByRole('dialog').getByRole('textbox').fill('doch nicht');
    await lineGone();
    await page.getByRole('dialog').locator('.button.primary').click();
    await page.getByText('Der Server antwortet nicht').waitFor();
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await page.context().setOffline(false);
    await page.locator('.connection[data-lost]').waitFor({ state: 'detached' });
    await openNote();
    await page.getByRole('dialog').getByRole('textbox').fill('diese ja');
    await page.getByRole('dialog').locator('.button.primary').click();
    await page.getByText('diese ja').waitFor();
    expect(await page.getByText('doch nicht').count()).toBe(0);
  });
});

describe('a part of the page that cannot be loaded', () => {
  it('says so, the page stays, and it begins anew by itself when the server answers', async () => {
    const other = await openPage(); // has loaded nothing ahead
    await other.goto(`${served.address}/sign-in`);
    await other.getByLabel('Name').fill('Anna Berg');
    await other.getByLabel('Kennwort').fill(PASSWORD);
    const gone = /search-dialog/;
    await other.route(gone, (route) => route.abort());
    await other.route('**/manifest.json', (route) => route.abort());
    await other.route('**/api/work', (route) => route.abort());
    await other.getByRole('button', { name: 'Anmelden und weiter' }).click();
    await other.getByRole('heading', { name: 'Projekte' }).waitFor();
    await other.keyboard.press('Control+k');
    await other.getByText('Dieser Teil ist noch nicht geladen').waitFor();
    await other.getByRole('heading', { name: 'Projekte' }).waitFor();
    expect(await findings(other)).toEqual([]);
    const anew = other.waitForRequest(`${served.address}/`);
    await other.unrouteAll();
    await anew;
    await other.getByRole('heading', { name: 'Projekte' }).waitFor();
    await other.keyboard.press('Control+k');
    await other.getByRole('dialog').waitFor();
  }, 60_000);
});
