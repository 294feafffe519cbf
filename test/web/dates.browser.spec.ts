import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
const STEP = 'R-110';
const NO_DAY = 'Den 31.02.2027 gibt es nicht.';
let page: Page;
let run = '';
let hand: StepHand;

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(page, '/api/projects', body)).id;
  hand = new StepHand(page, run);
  await product();
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

/** The step that opens the others. */
async function product(): Promise<void> {
  const task = await hand.open('R-101');
  const set = {
    ...{ customer: 'Muster GmbH', partner: 'Partner AG', contacts: ['a@muster.example'] },
    ...{ sourceProduct: 'uc-v4', targetVersion: 'V9 SR1' },
  };
  await hand.fill(task, { set, evidence: [] });
  await page
    .locator('#field-evidence input[type=file]')
    .first()
    .setInputFiles({
      ...{ name: 'info.png', mimeType: 'image/png' },
      buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]),
    });
  await page.locator('.file img').first().waitFor();
  await hand.send(task);
}

const field = (name: string) => page.locator(`#field-${name}`);
const people = { doer: 'Anna Berg', approver: 'Karl Ott', rollbackOwner: 'Karl Ott' };
const set = { ...people, timeZone: 'Europe/Berlin' };

/** Into the parts of a date, from the first one on, as with a keyboard alone. */
async function typeInto(name: string, digits: string): Promise<void> {
  await field(name).locator('[data-type=day]').focus();
  await page.keyboard.type(digits);
}

describe('a date', () => {
  it('that does not exist is refused and named when it is left, and another one is taken', async () => {
    const task = await hand.open(STEP);
    await hand.fill(task, { set, evidence: [] });
    await typeInto('windowStart', '310220270800');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await field('windowStart').getByText(NO_DAY).waitFor();
    expect(await findings(page)).toEqual([]);
    await typeInto('windowEnd', '010320270800');
    await hand.press();
    await page.getByRole('link', { name: NO_DAY }).waitFor();
    await typeInto('windowStart', '280220270800');
    const done = await hand.send(task);
    expect(done.status).toBe('done');
  });

  it('that was handed in stands there as people write it, without what nobody typed', async () => {
    await page.goto(`${served.address}/runs/${run}/steps/${STEP}`);
    const shown = page.locator('.claim-shown');
    await shown.getByText('28.02.2027, 08:00', { exact: true }).waitFor();
    expect(await shown.innerText()).not.toMatch(/\d{4}-\d\d/);
    const { claim } = (await (
      await page.request.get(`${served.address}/api/runs/${run}/steps/${STEP}/claim`)
    ).json()) as { claim: { input: { windowStart: string } } };
    expect(claim.input.windowStart).toBe('2027-02-28T07:00:00.000Z');
  });

  it('that was right before is not kept silently when it is changed to one that does not exist', async () => {
    await page.goto(`${served.address}/runs/${run}/plan`);
    await page.getByRole('button', { name: 'Termine ändern' }).first().click();
    const moment = page.locator('.plan-moment').first();
    await moment.locator('[data-type=day]').focus();
    await page.keyboard.type('280220270800');
    await page.keyboard.press('Tab');
    await moment.locator('[data-type=day]').focus();
    await page.keyboard.type('31');
    await page.locator('h1').click();
    await moment.getByText(NO_DAY).waitFor();
    expect(await moment.locator('[data-type=day][data-placeholder]').count()).toBe(1);
  });
});
