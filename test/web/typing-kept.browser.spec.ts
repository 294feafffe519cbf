import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';

/** Its form has a table. */
const TABLE = 'R-605';
const served = new Served();
let page: Page;
let run = '';

beforeAll(async () => {
  ({ run } = await playedUntil(served));
  await served.start();
  page = await ownerOf(served, 'Lena Voss');
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const open = (path: string) => page.goto(`${served.address}/runs/${run}${path}`);

describe('what is typed beside the form of a step', () => {
  const opener = () => page.getByRole('button', { name: 'Bei Ihnen steht etwas anderes?' });
  const instead = () => page.getByLabel('Was steht dort?');

  it('is still there after a reload, and Escape closes it before it leads away', async () => {
    await open('/steps/R-606');
    await opener().click();
    await page.getByRole('button', { name: 'Abweichung festhalten' }).click();
    await page.getByText('Das fehlt noch.').waitFor();
    await instead().fill('Dienste neu laden');
    await page.reload();
    await instead().waitFor();
    expect(await instead().inputValue()).toBe('Dienste neu laden');
    expect(await findings(page, { languages: ['de'], themes: ['light'] })).toEqual([]);
    await page.getByRole('heading', { name: 'Was zu tun ist' }).click();
    await page.keyboard.press('Escape');
    await instead().waitFor({ state: 'detached' });
    expect(page.url()).toContain('/steps/R-606');
    expect(await opener().evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Escape');
    await page.waitForURL(`${served.address}/runs/${run}`);
  });

  it('goes once it is recorded', async () => {
    await open('/steps/R-606');
    await instead().waitFor();
    await page.getByRole('button', { name: 'Abweichung festhalten' }).click();
    await page.getByText('Die Abweichung ist im Protokoll festgehalten.').waitFor();
    await page.reload();
    await opener().waitFor();
    expect(await instead().count()).toBe(0);
  });

  it('holds for dates that are being planned', async () => {
    await open('/plan');
    await page.getByRole('button', { name: 'Termine ändern' }).click();
    const day = page.locator('.plan-moment').first();
    await day.getByRole('spinbutton').first().click();
    await page.keyboard.type('01092026');
    await page.keyboard.type('0800');
    await day.getByRole('button', { name: /löschen/ }).waitFor();
    await open('');
    await page.locator('h1').waitFor();
    await open('/plan');
    await page.getByText('Weiter, wo Sie waren').waitFor();
    expect(await day.innerText()).toContain('2026');
    await page.getByRole('button', { name: 'Abbrechen' }).click();
    await page.reload();
    await page.getByRole('button', { name: 'Termine ändern' }).waitFor();
  });
});

it('says so where the browser lets nothing into the clipboard, and nothing fails unseen', async () => {
  const failed: string[] = [];
  page.on('pageerror', ({ message }) => failed.push(message));
  await open('/steps/R-606');
  const denied = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
  await page.evaluate(`navigator.clipboard.writeText = ${denied.toString()}`);
  await page.locator('.vendor').first().click();
  await page.getByText('Der Browser lässt das Kopieren nicht zu.').waitFor();
  expect(failed).toEqual([]);
});

it('puts the focus into the first field of a row that is added, so that it can be typed in', async () => {
  await send(page, `/api/runs/${run}/steps/${TABLE}/redo`, { reason: 'Noch eine Zeile', keep: [] });
  await open(`/steps/${TABLE}`);
  await page.getByRole('button', { name: 'Zeile hinzufügen' }).first().click();
  const isFirst =
    'document.activeElement?.closest("tr")?.querySelector("td")?.contains(document.activeElement)';
  expect(await page.evaluate<boolean>(isFirst)).toBe(true);
  const added = page.locator('.rows tbody tr').last();
  expect(await added.evaluate((row) => row.contains(document.activeElement))).toBe(true);
});
