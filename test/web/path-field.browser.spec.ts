import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { ownerOf } from './people.js';
import { playedUntil, type Practice } from './practice.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
let practice: Practice;
let page: Page;
let hand: StepHand;

beforeAll(async () => {
  practice = await playedUntil(served, { until: 'R-109', drill: ['--users', '20'] });
  await served.start();
  page = await ownerOf(served);
  hand = new StepHand(page, practice.run);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

const field = () => page.locator('#field-v4Users');

describe('a field that asks for a path', () => {
  it('says itself that the server does not read there', async () => {
    const task = await hand.open('R-109');
    const set = { v4Source: 'supplied-list', v4Users: '/etc/passwd' };
    await hand.fill(task, { set, evidence: [] });
    await hand.press();
    await field().locator('.react-aria-FieldError').waitFor();
    expect(await field().textContent()).toContain('Diesen Pfad liest der Server nicht.');
    await page.evaluate(() => scrollTo(0, 0)); // else the bar that stays on top half covers a button
    expect(await findings(page)).toEqual([]);
  }, 60_000);

  it('takes a file from here, names it, and the step reads it', async () => {
    const task = await hand.open('R-109');
    await hand.fill(task, { set: { v4Source: 'supplied-list' }, evidence: [] });
    const buffer = readFileSync(join(practice.folder, 'v4-users.csv'));
    const file = { name: 'liste-v4.csv', mimeType: 'text/csv', buffer };
    await field().locator('input[type=file]').setInputFiles(file);
    await field().getByText('liste-v4.csv').waitFor();
    expect(await findings(page)).toEqual([]);
    const after = await hand.send(task);
    expect(after.status).toBe('done');
    await page.getByText('hochgeladene Datei').waitFor();
  }, 60_000);
});
