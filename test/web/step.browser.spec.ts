import type { Page } from 'playwright-core';
import type { TaskView } from '../../src/engine/views.js';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { keptInBrowser } from './kept-in-browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
let page: Page;
let run = '';
let hand: StepHand;

beforeAll(async () => {
  await served.start();
  page = await ownerOf(served);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(page, '/api/projects', body)).id;
  hand = new StepHand(page, run);
});

const R101 = {
  customer: 'Muster GmbH',
  partner: 'Partner AG',
  contacts: ['a@muster.example'],
};

/** Answers for what the first step asks, by the kinds of its fields. */
function answersFor(task: TaskView): Record<string, unknown> {
  return Object.fromEntries(
    task.fields.flatMap(({ name, input, options, required, example }): [string, unknown][] => {
      if (!required) return [];
      if (name in R101) return [[name, R101[name as keyof typeof R101]]];
      if (input === 'choice') return [[name, options?.[0]?.value]];
      return [[name, input === 'list' ? ['a@muster.example'] : (example ?? 'Muster')]];
    }),
  );
}

async function pasteScreenshot(): Promise<void> {
  await page.evaluate(`(() => {
    const bytes = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0]);
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  })()`);
}

const submits = (task: TaskView) =>
  (task as TaskView & { history: { event: string }[] }).history.filter(({ event }) =>
    event.endsWith('.submit'),
  );
const primary = () => page.locator('.claim > .button.primary');

describe('the page of a step', () => {
  it('names what is missing above the form and at each field, and leads there', async () => {
    await hand.open('R-101');
    await primary().click();
    const summary = page.getByRole('region', { name: 'So kann es noch nicht geprüft werden' });
    await summary.waitFor();
    await summary.getByRole('link').first().press('Enter');
    expect(await page.locator('#field-partner :focus').count()).toBe(1);
    await page.evaluate('scrollTo(0, 0)'); // nothing half under the head of the page
    expect(await findings(page)).toEqual([]);
  });
});

describe('what was typed', () => {
  it('is kept when the page is left', async () => {
    await hand.open('R-101');
    await page.locator('#field-customer input').fill('Halb getippt');
    await page.reload();
    await page.getByText('Weiter, wo Sie waren').waitFor();
    expect(await page.locator('#field-customer input').inputValue()).toBe('Halb getippt');
  });

  it('and sent without a line is kept, and sent once when the line is back', async () => {
    const task = await hand.open('R-101');
    await hand.fill(task, { set: answersFor(task), evidence: [] });
    await pasteScreenshot();
    await page.locator('.file img').waitFor();
    await page.context().setOffline(true);
    await primary().click();
    await page.getByText('werden einmal gesendet').waitFor();
    await page.context().setOffline(false);
    const done = await hand.judged(task);
    expect([done.status, submits(done).length]).toEqual(['done', 1]);
  });

  it('goes by itself when what happened meanwhile does not concern this step', async () => {
    await page.route('**/events', (route) => route.abort());
    const task = await hand.open('R-101');
    await hand.fill(task, { set: answersFor(task), evidence: [] });
    await pasteScreenshot();
    await page.locator('.file img').waitFor();
    await send(page, `/api/runs/${run}/steps/R-102/notes`, { text: 'anderswo' });
    const done = await hand.send(task);
    expect([done.status, submits(done).length]).toEqual(['done', 2]); // the first one was too early
    expect(await page.getByText('Inzwischen ist etwas geschehen').count()).toBe(0);
    await page.unroute('**/events');
  });

  it('is no draft any more when it was accepted', async () => {
    const task = await hand.open('R-101');
    await hand.fill(task, { set: answersFor(task), evidence: [] });
    await pasteScreenshot();
    await page.locator('.file img').waitFor();
    await hand.send(task);
    await page.locator('.claim').waitFor({ state: 'detached' });
    const draft = `${served.address}/api/runs/${run}/steps/R-101/draft`;
    expect(await (await page.request.get(draft)).json()).toEqual({ draft: null });
    expect(await keptInBrowser(page, run)).toEqual([]);
  });

  it('stays when somebody else was quicker, below what happened meanwhile', async () => {
    await page.route('**/events', (route) => route.abort());
    const task = await hand.open('R-101');
    await hand.fill(task, { set: answersFor(task), evidence: [] });
    await pasteScreenshot();
    await page.locator('.file img').waitFor();
    await send(page, `/api/runs/${run}/steps/R-101/notes`, { text: 'aus einem anderen Fenster' });
    await primary().click();
    await page.getByText('Inzwischen ist etwas geschehen').waitFor();
    expect(await page.locator('#field-customer input').inputValue()).not.toBe('');
    await page.getByRole('button', { name: 'Meine Angaben trotzdem senden' }).click();
    expect((await hand.judged(task)).status).toBe('done');
    await page.unroute('**/events');
  });
});

describe('beside the form', () => {
  it('a second person decides, and the first is told why not', async () => {
    const karl = await invited(served, page, { name: `Karl ${run}`, role: 'approver' });
    await send(page, `/api/runs/${run}/steps/R-101/waive`, { reason: 'Übung' });
    await page.goto(`${served.address}/runs/${run}/steps/R-101`);
    await page.getByText('Entscheiden muss eine andere Person').waitFor();
    expect(await findings(page)).toEqual([]);
    const other = new StepHand(karl, run);
    const task = await other.open('R-101');
    expect(await findings(karl)).toEqual([]);
    await other.approve(task, 'einverstanden');
    expect((await other.task('R-101')).status).toBe('waived');
  });

  it('j and k lead to the next and the previous step', async () => {
    await page.goto(`${served.address}/runs/${run}/steps/R-102`);
    await page.getByRole('heading', { level: 1, name: 'R-102' }).waitFor();
    await page.keyboard.press('j');
    await page.getByRole('heading', { level: 1, name: 'R-103' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: 'R-102' }).waitFor();
  });
});

it('a pasted screenshot is named by the time on the clock of whoever pasted it', async () => {
  await hand.open('R-101');
  const hour = () => page.evaluate<string>(`String(new Date().getHours()).padStart(2, '0')`);
  const before = await hour();
  await pasteScreenshot();
  const name = await page.locator('.file-name').last().innerText();
  expect([before, await hour()]).toContain(/ (\d\d)\.\d\d\.\d\d\.png$/.exec(name)?.[1]);
});
