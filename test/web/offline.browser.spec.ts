import type { Page } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { keptInBrowser } from './kept-in-browser.js';
import { ownerOf, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const PROJECT = { customer: 'Muster GmbH', kind: 'drill' };
const served = new Served();
let owner: Page;
let second: Page;
let run = '';

beforeAll(async () => {
  await served.start();
  owner = await ownerOf(served);
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});
beforeEach(async () => {
  run = (await send<{ id: string }>(owner, '/api/projects', PROJECT)).id;
  second = await owner.context().newPage();
  await second.goto(served.address);
});
afterEach(async () => {
  await owner.context().setOffline(false);
  await second.close();
});

/** A step that takes any answer. */
const STEP = 'R-111';
const ANSWERS = { found: 'unklar', stepId: 'R-905' };

/** A window at a step, with everything answered. */
async function filled(page: Page, remark: string, of = run): Promise<StepHand> {
  const hand = new StepHand(page, of);
  const task = await hand.open(STEP);
  await hand.fill(task, { set: { ...ANSWERS, remark }, evidence: [] });
  return hand;
}

/** Hands in without a line. */
async function handIn(hand: StepHand): Promise<void> {
  await hand.press();
  await hand.page.getByText('werden einmal gesendet').waitFor();
}

/** The remark of the one claim of a run, once the server has taken it; fails when it took more than one. */
async function submitted(of: string): Promise<string> {
  const hand = new StepHand(owner, of);
  await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
  const task = await hand.task(STEP);
  const { history } = task as typeof task & {
    history: { event: string; code?: string }[];
  };
  const taken = history.filter(({ event, code }) => event.endsWith('.submit') && !code);
  expect([taken.length, task.attempts.length]).toEqual([1, 1]);
  const path = `${served.address}/api/runs/${of}/steps/${STEP}/claim`;
  const { claim } = (await (await owner.request.get(path)).json()) as {
    claim: { input: { remark: string } };
  };
  return claim.input.remark;
}

describe('two windows of one browser without a line', () => {
  it('say so, and send what both have handed in once each, in the order in which it was', async () => {
    const other = (await send<{ id: string }>(owner, '/api/projects', PROJECT)).id;
    const one = await filled(owner, 'im ersten Fenster');
    const two = await filled(second, 'im zweiten Fenster', other);
    await owner.context().setOffline(true);
    for (const page of [owner, second])
      await page.locator('.connection').getByText('Keine Verbindung').waitFor();
    await handIn(two);
    await handIn(one);
    const answered: (string | undefined)[] = [];
    owner.context().on('response', (response) => {
      const [, id] = /\/runs\/([^/]+)\/steps\/[^/]+\/claims$/.exec(response.url()) ?? [];
      if (id !== undefined) answered.push(id);
    });
    await owner.context().setOffline(false);
    expect(await submitted(other)).toBe('im zweiten Fenster');
    expect(await submitted(run)).toBe('im ersten Fenster');
    expect(answered).toEqual([other, run]);
    for (const page of [owner, second]) await page.locator('.claim').waitFor({ state: 'detached' });
    for (const id of [run, other]) expect(await keptInBrowser(owner, id)).toEqual([]);
  });

  it.each([
    ['first', 0],
    ['second', 1],
  ])(
    'and both at the same step: the one handed in first counts, here in the %s window',
    async (_name, at) => {
      const hands = [await filled(owner, 'Fenster 0'), await filled(second, 'Fenster 1')] as const;
      const [early, late] = at === 0 ? hands : ([hands[1], hands[0]] as const);
      await owner.context().setOffline(true);
      await handIn(early);
      await handIn(late);
      await owner.context().setOffline(false);
      expect(await submitted(run)).toBe(`Fenster ${String(at)}`);
      await late.page.getByText('Inzwischen ist etwas geschehen').waitFor();
      await early.page.locator('.verdict').waitFor();
    },
  );
});

describe('what was handed in without an answer', () => {
  it('goes when any page is opened next, though its window was closed', async () => {
    await second.route('**/claims', (route) => route.abort());
    const hand = await filled(second, 'Fenster zu');
    await handIn(hand);
    await second.close();
    second = await owner.context().newPage();
    await second.goto(served.address);
    expect(await submitted(run)).toBe('Fenster zu');
    expect(await keptInBrowser(second, run)).toEqual([]);
  });

  it('and is refused is there again after a reload, and goes when it is sent once more', async () => {
    await owner.route('**/events', (route) => route.abort());
    const hand = await filled(owner, 'noch einmal');
    await send(owner, `/api/runs/${run}/steps/${STEP}/notes`, { text: 'von anderswo' });
    await hand.press();
    await owner.getByText('Inzwischen ist etwas geschehen').waitFor();
    await owner.reload();
    await owner.getByText('Weiter, wo Sie waren').waitFor();
    await hand.press();
    expect(await submitted(run)).toBe('noch einmal');
    await owner.unrouteAll({ behavior: 'ignoreErrors' });
    expect(await keptInBrowser(owner, run)).toEqual([]);
  });
});
