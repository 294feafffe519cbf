import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { PracticeFiles } from '../../src/engine/practice.js';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { playedUntil, type Practice } from './practice.js';
import { Served } from './served.js';

const served = new Served();
const drill = ['--users', '20'];
let practice: Practice;
let time: Practice;
let target: Practice;
let license: Practice;
let page: Page;

beforeAll(async () => {
  practice = await playedUntil(served, { until: 'R-102', drill });
  time = await playedUntil(served, { until: 'R-110' });
  target = await playedUntil(served, { until: 'clock-target-server' });
  license = await playedUntil(served, { until: 'R-301' });
  await served.start();
  page = await ownerOf(served);
}, 180_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const box = () => page.getByRole('region', { name: 'Übungskunde' });
const setClock = () => page.getByRole('button', { name: 'Uhr stellen' });
const enter = () => box().getByRole('button', { name: 'In das Formular eintragen' });
const toRun = ({ run }: Practice) => page.goto(`${served.address}/runs/${run}`);
const toStep = async ({ run }: Practice, step: string) => {
  await page.goto(`${served.address}/runs/${run}/steps/${step}`);
  await enter().waitFor();
};
const asked = async ({ run }: Practice, step: string) => {
  const answer = await page.request.get(`${served.address}/api/runs/${run}/practice?step=${step}`);
  return ((await answer.json()) as { practice: PracticeFiles }).practice;
};

describe('a practice run', () => {
  it('says where the files of its customer lie, and above a form what to enter, in the words of the form', async () => {
    await toRun(practice);
    await box().getByText(practice.folder).waitFor();
    expect(await box().textContent()).toContain('answers.yaml');
    await toStep(practice, 'R-102');
    await box().getByText('UC01', { exact: true }).waitFor();
    const said = await box().innerText();
    expect(said).toMatch(/\nJa\n/);
    expect(said).not.toMatch(/\btrue\b|\bvirtual\b/);
    const [above, form] = [await box().boundingBox(), await page.locator('.claim').boundingBox()];
    expect(above?.y).toBeLessThan(form?.y ?? 0);
    expect(await findings(page)).toEqual([]);
  }, 60_000);

  it('begins with a customer the server knows, whose values its box has', async () => {
    await page.goto(`${served.address}/start`);
    await page
      .getByRole('button', { name: /^Mit .+ üben$/ })
      .first()
      .click();
    await page.waitForURL(/\/runs\/[^/]+$/);
    await box().getByText('answers.yaml').first().waitFor();
    expect(await box().textContent()).not.toContain('kennt den Ordner');
  }, 60_000);

  it('says times in the zone in which the form takes them', async () => {
    expect((await asked(time, 'R-110')).values).toMatchObject({
      windowStart: '2026-03-14T06:00:00Z',
    });
    await toStep(time, 'R-110');
    expect(await box().innerText()).toContain('14.03.2026, 07:00');
  }, 60_000);

  it('knows the time of every answer, clocks that were moved on included', async () => {
    expect((await asked(practice, 'R-1007')).clock).toBe('2026-03-22T08:00:00.000Z');
    expect((await asked(practice, 'R-201')).clock).toBe('2026-03-03T15:00:00.000Z');
  }, 60_000);

  it('fills its form with tables and lists, asks before it replaces what was typed, and what it filled in is accepted', async () => {
    await toStep(license, 'R-301');
    expect(await box().locator('table tbody tr').count()).toBe(2);
    await page.locator('#field-orderNumber :is(input, textarea)').fill('mine');
    await enter().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Ersetzen' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.locator('#field-licenses tbody tr').nth(1).waitFor();
    expect(await page.locator('#field-orderNumber :is(input, textarea)').inputValue()).toMatch(
      /^A-2026-/,
    );
    const proof = join(license.folder, 'evidence', 'R-301-order.eml');
    await page.locator('#field-evidence input[type=file][multiple]').setInputFiles(proof);
    await page.locator('.claim > .button.primary').click();
    await page.locator('.verdict[data-tone=fits], .verdict[data-tone=quiet]').waitFor();
  }, 90_000);

  it('proposes to an untouched run the time at which its answers begin', async () => {
    const body = { customer: practice.customer, kind: 'drill' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    await page.goto(`${served.address}/runs/${id}`);
    await box().getByText('Für R-101 gelten die Antworten ab').waitFor();
    await setClock().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Uhr stellen' }).click();
    await box().getByText('gelten die Antworten ab').waitFor({ state: 'detached' });
    await page.locator('.practice-clock time[datetime^="2026-03-02"]').waitFor();
  }, 60_000);
});

describe('the clock of a practice run', () => {
  it('is what counts where a check says that a date lies in the future', async () => {
    await toStep(target, 'R-201');
    await enter().click();
    const { evidence } = await asked(target, 'R-201');
    await page.locator('#field-evidence input[type=file][multiple]').setInputFiles([...evidence]);
    await page.locator('.claim > .button.primary').click();
    await page.locator('.verdict').getByText('Dieses Datum liegt in der Zukunft.').waitFor();
    expect(await page.locator('.verdict').innerText()).toContain('02.03.2026, 09:00');
  }, 60_000);

  it('is to be moved on to the time of the step that is open next, by the one button of the page', async () => {
    await toRun(target);
    await box().getByText('Für R-201 gelten die Antworten ab 03.03.2026, 16:00').waitFor();
    expect(await setClock().count()).toBe(1);
    await setClock().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Uhr stellen' }).click();
    await box().getByText('gelten die Antworten ab').waitFor({ state: 'detached' });
    await toStep(target, 'R-201');
    expect(await setClock().count()).toBe(0);
    await page.goto(`${served.address}/runs/${target.run}/steps/R-101`);
    await page.locator('.claim-shown').waitFor();
    expect(await setClock().count()).toBe(0);
  }, 90_000);

  it('goes back behind what happened only where somebody wants that', async () => {
    await toRun(target);
    await setClock().click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.getByText('Damit geht die Uhr zurück').count()).toBe(0);
    await dialog.locator('[data-type=month]').click();
    await page.keyboard.type('02');
    await dialog.getByText('Damit geht die Uhr zurück').waitFor();
    await dialog.getByRole('button', { name: 'Uhr zurückstellen' }).waitFor();
    await dialog.getByRole('button', { name: 'Abbrechen' }).click();
  }, 60_000);
});

describe('a real project', () => {
  it('shows nothing of a practice customer', async () => {
    const body = { customer: practice.customer, kind: 'live' };
    const { id } = await send<{ id: string }>(page, '/api/projects', body);
    await page.goto(`${served.address}/runs/${id}`);
    await page.locator('.checklist').waitFor();
    const answer = await page.request.get(`${served.address}/api/runs/${id}/practice`);
    expect(await answer.json()).toEqual({ practice: null });
    expect(await box().count()).toBe(0);
  }, 60_000);
});
