import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { playedUntil, type Practice } from './practice.js';
import { Served } from './served.js';

const served = new Served();
let practice: Practice;
let page: Page;

beforeAll(async () => {
  practice = await playedUntil(served, { until: 'R-102', drill: ['--users', '20'] });
  await served.start();
  page = await ownerOf(served);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const box = () => page.getByRole('region', { name: 'Übungskunde' });

describe('a practice run', () => {
  it('says where the files of its customer lie, and what to enter for a step', async () => {
    await page.goto(`${served.address}/runs/${practice.run}`);
    await box().getByText(practice.folder).waitFor();
    expect(await box().textContent()).toContain('answers.yaml');
    await page.goto(`${served.address}/runs/${practice.run}/steps/R-102`);
    await box().getByText('Werte für diesen Schritt').click();
    await box().getByText('UC01', { exact: true }).waitFor();
    expect(await findings(page)).toEqual([]);
  }, 60_000);

  it('proposes the time its answers are for', async () => {
    const body = { customer: practice.customer, kind: 'drill' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    await page.goto(`${served.address}/runs/${id}`);
    await box().getByText('Die Antworten gelten für den').waitFor();
    await box().getByRole('button', { name: 'Uhr stellen' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Uhr stellen' }).click();
    await box().getByText('Die Antworten gelten für den').waitFor({ state: 'detached' });
    await page.locator('.practice-clock time[datetime^="2026-03-02"]').waitFor();
  }, 60_000);
});

describe('a real project', () => {
  it('shows nothing of a practice customer', async () => {
    const body = { customer: practice.customer, kind: 'live' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    await page.goto(`${served.address}/runs/${id}`);
    await page.locator('.checklist').waitFor();
    const asked = await page.request.get(`${served.address}/api/runs/${id}/practice`);
    expect(await asked.json()).toEqual({ practice: null });
    expect(await box().count()).toBe(0);
  }, 60_000);
});
