import type { Locator, Page, Request } from 'playwright-core';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { playedUntil, type Prepared } from './compared.js';
import { invited } from './people-of-drill.js';
import { ownerOf } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
let page: Page;
let drill: Prepared;

/** A practice customer before its yellow users are decided, two of whom lists and run know. */
beforeAll(async () => {
  drill = await playedUntil(served.folder, 'R-805');
  await served.start();
  page = await ownerOf(served);
}, 120_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

async function open(at: Page, search = ''): Promise<void> {
  await at.goto(`${served.address}/runs/${drill.run}/matching${search}`);
  await at.getByRole('heading', { name: 'R-805' }).first().waitFor();
  await at.locator('.rows-body [role=row]').first().getByText('@').first().waitFor();
}

/** Goes on by Tab until this has the focus. */
async function tabTo(place: Locator): Promise<void> {
  for (let n = 0; n < 100; n++) {
    if ((await place.and(page.locator(':focus')).count()) > 0) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`${String(place)} is not reached by Tab`);
}

const decided = () => page.getByRole('status').filter({ hasText: 'entschieden' });
const submits = (request: Request) =>
  request.method() === 'POST' && request.url().endsWith('/R-805/claims');

describe('who may not hand anything in', () => {
  it('reads everything and decides nothing', async () => {
    const auditor = await invited(served, page, { name: 'Ina Prüf', role: 'auditor' });
    await open(auditor);
    await auditor.locator('[role=row][aria-rowindex="2"]').click();
    await auditor.getByText('In V4, Zeile 2').waitFor();
    await auditor.keyboard.press('1');
    expect(await auditor.getByRole('radio', { name: 'behalten' }).count()).toBe(0);
    expect(await auditor.locator('.claim').count()).toBe(0);
    expect(await findings(auditor, { languages: ['de'], themes: ['light'] })).toEqual([]);
  });
});

describe('a step that compared addresses', () => {
  it('shows how many came out how, and each number opens its rows', async () => {
    await page.goto(`${served.address}/runs/${drill.run}/steps/R-109`);
    const compared = page.getByRole('region', { name: /^Abgleich von \d+ Adressen$/ });
    const exact = compared.getByRole('link', { name: /^\d+ gleich$/ });
    const count = /\d+/.exec(await exact.innerText())?.[0];
    await exact.click();
    await page.waitForURL(/\/matching\?step=R-109&outcome=exact$/);
    const grid = page.getByRole('grid', { name: 'Benutzer aus V4' });
    await grid.locator('.rows-body [role=row]').first().getByText('@').first().waitFor();
    expect(Number(await grid.getAttribute('aria-rowcount')) - 1).toBe(Number(count));
    expect(await findings(page, { languages: ['de'], themes: ['light'] })).toEqual([]);
  });
});

describe('the decisions of the yellow users', () => {
  it('are made for all shown at once, and looked for one by one', async () => {
    await open(page);
    await page.getByRole('button', { name: 'Nur diese zeigen' }).click();
    await page.locator('[role=grid][aria-rowcount="3"]').waitFor();
    await page.getByRole('button', { name: 'Alle gezeigten entscheiden' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Gilt für die 2 gezeigten Zeilen').waitFor();
    expect(await findings(page, { languages: ['de'] })).toEqual([]);
    await dialog.getByRole('button', { name: 'Entscheidung eintragen' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await decided().innerText()).toBe('2 entschieden: 2 behalten, 0 überschreiben');
    await page.getByRole('button', { name: 'Nächste ohne Entscheidung' }).click();
    await page.getByText('In dieser Auswahl ist jede Zeile entschieden.').waitFor();
    await page.locator('[role=row][aria-rowindex="3"]').focus();
    await page.keyboard.press('0');
    await page.locator('[role=row][aria-rowindex="2"]').click();
    await page.getByRole('button', { name: 'Nächste ohne Entscheidung' }).click();
    const looked = page.locator('[role=row][aria-selected=true]');
    await looked.and(page.locator('[aria-rowindex="3"]')).waitFor();
    await page.getByRole('button', { name: 'Alle gezeigten entscheiden' }).waitFor();
    await page.keyboard.press('0');
  });

  it('are kept as the draft of their step, where its form has them too', async () => {
    await open(page);
    await decided().getByText('1 entschieden').waitFor();
    await page.goto(`${served.address}/runs/${drill.run}/steps/R-805`);
    await page.getByText('Weiter, wo Sie waren').waitFor();
    expect(await page.locator('#field-decisions tbody tr').count()).toBe(1);
  });
});

describe('the same decisions', () => {
  it('are made and handed in by keyboard alone, once, under the revision that was seen', async () => {
    await open(page);
    const sent: Request[] = [];
    page.on('request', (request) => submits(request) && sent.push(request));
    await tabTo(page.locator('[role=row][tabindex="0"]'));
    const wanted = drill.set['decisions'] as { email: string; decision: string; reason?: string }[];
    for (const { email, decision, reason } of wanted) {
      const row = page.locator('.rows-body [role=row]').filter({ hasText: email });
      const to = Number(await row.getAttribute('aria-rowindex'));
      await page.keyboard.press('Home');
      for (let at = 2; at < to; at++) await page.keyboard.press('ArrowDown');
      await page.keyboard.press(decision === 'keep' ? '1' : '2');
      if (reason === undefined) continue;
      await page.keyboard.press('Enter');
      await page.locator('#matching-row:focus').waitFor();
      await tabTo(page.locator('.decision-fields input[type=text]'));
      await page.keyboard.type(reason);
      await page.keyboard.press('Escape');
    }
    await decided().getByText('2 entschieden: 1 behalten, 1 überschreiben').waitFor();
    expect(await findings(page)).toEqual([]);
    const hand = new StepHand(page, drill.run);
    const task = await hand.task('R-805');
    for (const { code, statements } of task.warnings) {
      const right = statements?.right.de.replaceAll('`', '') ?? '';
      await tabTo(page.locator(`#warning-${code}`).getByRole('button', { name: right }));
      await page.keyboard.press('Enter');
    }
    await tabTo(page.locator('.claim > .button.primary'));
    await page.keyboard.press('Enter');
    const done = await hand.judged(task);
    expect(done.attempts.at(-1)?.verdict).toBe('consistent');
    await page.getByRole('heading', { name: 'stimmt überein' }).waitFor();
    expect(sent.map((request) => request.headers()['if-match'])).toEqual([
      expect.stringMatching(/^"\d+"$/),
    ]);
    expect(sent[0]?.headers()['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('stand at their rows afterwards and can no longer be changed', async () => {
    await open(page, '?decide=R-805');
    const answers = await page.locator('[data-column=decision] strong').allInnerTexts();
    expect(answers.toSorted()).toEqual(['behalten', 'überschreiben']);
    expect(await page.locator('.claim').count()).toBe(0);
    await page.locator('[role=row][aria-rowindex="3"]').focus();
    await page.keyboard.press('0');
    expect(await page.locator('[data-column=decision] strong').count()).toBe(2);
  });
});
