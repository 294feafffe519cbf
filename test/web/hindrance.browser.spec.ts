import type { Page } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
let page: Page;
let run = '';
const STEP = 'R-111';
const ANSWERS = { found: 'unklar', stepId: 'R-905' };
const banner = () => page.locator('.connection');

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
});
afterEach(async () => {
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

async function filled(remark: string): Promise<StepHand> {
  const hand = new StepHand(page, run);
  const task = await hand.open(STEP);
  await hand.fill(task, { set: { ...ANSWERS, remark }, evidence: [] });
  return hand;
}
const remark = () => page.locator('#field-remark').locator('textarea, input');
const answerWith = (status: number, headers: Record<string, string> = {}) => ({
  ...{ status, headers, contentType: 'application/problem+json' },
  body: JSON.stringify({ type: 'about:blank', title: 'x', status, detail: 'x', code: 'x' }),
});

describe('news of a project that do not come', () => {
  it.each([
    [429, 'Zu viele Anfragen auf einmal'],
    [503, 'Der Server meldet einen Fehler'],
    [403, 'gibt Neues aus diesem Projekt nicht heraus'],
  ])('for status %d say why, not that there is no connection', async (status, words) => {
    await page.route('**/events', (route) => route.fulfill(answerWith(status)));
    await page.goto(`${served.address}/runs/${run}`);
    await banner().getByText(words).waitFor();
    expect(await banner().getByText('Keine Verbindung').count()).toBe(0);
  });

  it('since nobody is signed in any more lead to signing in', async () => {
    await page.goto(`${served.address}/runs/${run}`);
    await page.locator('.steps').waitFor();
    await page.route('**/api/**', (route) => route.fulfill(answerWith(401)));
    await page.evaluate("dispatchEvent(new Event('online'))");
    await page.goto(`${served.address}/runs/${run}/map`);
    await page.getByRole('button', { name: 'Anmelden und weiter' }).waitFor();
  });
});

describe('a claim that the server does not take yet', () => {
  it('is sent again once, not before the moment the server names', async () => {
    const asked: number[] = [];
    await page.route('**/claims', async (route) => {
      asked.push(Date.now());
      if (asked.length > 1) return route.continue();
      return route.fulfill(answerWith(429, { 'retry-after': '6' }));
    });
    const hand = await filled('nicht so schnell');
    await hand.press();
    await page.getByText('Zu viele Anfragen auf einmal. Ihre Angaben').waitFor();
    await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
    expect(asked).toHaveLength(2);
    expect((asked[1] ?? 0) - (asked[0] ?? 0)).toBeGreaterThanOrEqual(6_000);
  });

  it('since it fails says that, and that nothing is lost', async () => {
    let failed = false;
    await page.route('**/claims', (route) => {
      if (failed) return route.continue();
      failed = true;
      return route.fulfill(answerWith(503));
    });
    const hand = await filled('noch einmal');
    await hand.press();
    await page.getByText('Der Server meldet einen Fehler. Ihre Angaben').waitFor();
    await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
  });
});

describe('a browser whose storage is full', () => {
  const stuff = `(() => {
    for (let size = 1 << 20; size > 0; size >>= 1)
      for (;;) try { localStorage.setItem('full ' + Math.random(), 'x'.repeat(size)); } catch { break; }
  })()`;
  afterEach(() =>
    page.evaluate(
      "Object.keys(localStorage).filter((k) => k.startsWith('full ')).forEach((k) => localStorage.removeItem(k))",
    ),
  );

  it('says so as long as only the window holds what was typed, and it is there again after a reload', async () => {
    const hand = new StepHand(page, run);
    const task = await hand.open(STEP);
    await page.evaluate(stuff);
    await page.route('**/draft', (route) =>
      route.request().method() === 'PUT' ? route.abort() : route.continue(),
    );
    await hand.fill(task, { set: { ...ANSWERS, remark: 'kein Platz' }, evidence: [] });
    await banner().getByText('Der Speicher dieses Browsers ist voll').waitFor();
    await page.unroute('**/draft');
    await remark().fill('kein Platz mehr');
    await banner()
      .getByText('Der Speicher dieses Browsers ist voll')
      .waitFor({ state: 'detached' });
    await page.reload();
    await page.getByText('Weiter, wo Sie waren').waitFor();
    expect(await remark().inputValue()).toBe('kein Platz mehr');
  });

  it('still sends what is handed in, once', async () => {
    const hand = new StepHand(page, run);
    const task = await hand.open(STEP);
    await page.evaluate(stuff);
    await hand.fill(task, { set: { ...ANSWERS, remark: 'trotzdem' }, evidence: [] });
    await hand.press();
    const judged = await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
    expect([judged.status, judged.attempts.length]).toEqual(['done', 1]);
  });
});
