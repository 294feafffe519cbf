import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';

const served = new Served();
const MADE = 58;
let page: Page;
let paused = '';

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  for (let i = 0; i < MADE; i++) {
    const body = { customer: `Kunde ${i}`, kind: 'drill' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    if (i === 3) paused = id;
  }
  await send(page, `/api/runs/${paused}/pause`, { reason: 'Ferien' });
});
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  await page.goto(`${served.address}/`);
  await page.getByRole('heading', { level: 1, name: 'Projekte' }).waitFor();
});

const rows = () => page.locator('.runs > li');
const nth = (n: number) => rows().nth(n).getByRole('link').first();

describe('a dashboard of many projects', () => {
  it('comes in pages, and reading goes on with the first of the next', async () => {
    expect(await rows().count()).toBe(50);
    await page.getByRole('button', { name: 'Weitere zeigen, noch 8 Projekte' }).click();
    await nth(MADE - 1).waitFor();
    await page.locator('.runs > li:nth-child(51) a:focus').waitFor();
    expect(await page.getByRole('button', { name: /Weitere/ }).count()).toBe(0);
    const names = await rows().locator(':scope > :first-child > a').allTextContents();
    expect(new Set(names).size).toBe(MADE);
    expect(await findings(page)).toEqual([]);
  });

  it('is narrowed to alarms by the server, whatever page they would be on', async () => {
    await page.getByRole('button', { name: 'Nur mit Alarm' }).click();
    await page.getByText('1 Projekt · 1 mit Alarm').waitFor();
    expect(await rows().count()).toBe(1);
    await rows().getByText('Kunde 3', { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
    await page.getByRole('searchbox').fill('Kunde 4');
    await page.getByText('Kein Projekt passt').waitFor();
  });
});
