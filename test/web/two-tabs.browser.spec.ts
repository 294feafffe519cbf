import type { Page } from 'playwright-core';
import type { TaskView } from '../../src/engine/views.js';
import { findings } from './axe.js';
import { closeBrowser } from './browser.js';
import { keptInBrowser } from './kept-in-browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
let owner: Page;
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
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(owner, '/api/projects', body)).id;
});

/** A step that takes any answer, so that only the other window can be in the way. */
const STEP = 'R-111';
const ANSWERS = { found: 'unklar', stepId: 'R-905' };

async function filled(page: Page, remark: string): Promise<StepHand> {
  const hand = new StepHand(page, run);
  const task = await hand.open(STEP);
  await hand.fill(task, { set: { ...ANSWERS, remark }, evidence: [] });
  return hand;
}

interface Window {
  readonly hand: StepHand;
  readonly remark: string;
}

/** Both press at once; answers who was quicker, and who was not. */
async function race(one: Window, two: Window): Promise<{ winner: Window; loser: Window }> {
  await Promise.all([one.hand.press(), two.hand.press()]);
  await one.hand.judged({ ...(await one.hand.task(STEP)), attempts: [] });
  const shown = await owner.request.get(`${served.address}/api/runs/${run}/steps/${STEP}/claim`);
  const { claim } = (await shown.json()) as { claim: { input: { remark: string } } };
  const isOne = claim.input.remark === one.remark;
  return isOne ? { winner: one, loser: two } : { winner: two, loser: one };
}

/** What happened meanwhile; where the page had heard of it just before the press, that the step is done. */
async function told({ hand: { page } }: Window): Promise<void> {
  const meanwhile = page.getByText('Inzwischen ist etwas geschehen');
  await meanwhile
    .or(page.getByText(`${STEP} ist erledigt`))
    .first()
    .waitFor();
}

async function expectOneClaim(): Promise<void> {
  const task = await new StepHand(owner, run).task(STEP);
  const { history } = task as TaskView & { history: { event: string; code?: string }[] };
  const submits = history.filter(({ event }) => event.endsWith('.submit'));
  expect(submits.filter(({ code }) => code === undefined)).toHaveLength(1);
  expect([task.status, task.attempts.length]).toEqual(['done', 1]);
}

/** Opened again, the form of who was not quicker holds what that person had typed. */
async function expectNothingLost({ hand, remark }: Window): Promise<void> {
  await send(owner, `/api/runs/${run}/steps/${STEP}/redo`, { reason: 'Noch ein Hinweis' });
  await hand.open(STEP);
  await hand.page.getByText('Weiter, wo Sie waren').waitFor();
  const line = hand.page.locator('#field-remark').locator('textarea, input');
  expect(await line.inputValue()).toBe(remark);
}

/** In the browser of the owner, as another window of it would. */
async function signedInAs(name: string): Promise<void> {
  const data = { name, password: PASSWORD };
  const answer = await owner.request.post(`${served.address}/api/session`, { data });
  expect(answer.status()).toBe(200);
}

describe('two windows on the same step at the same time', () => {
  it('of two people: one claim counts, the other is told what happened and loses nothing', async () => {
    const bernd = await invited(served, owner, { name: `Bernd ${run}`, role: 'technician' });
    const [one, two] = [
      { hand: await filled(owner, 'Anna war es'), remark: 'Anna war es' },
      { hand: await filled(bernd, 'Bernd war es'), remark: 'Bernd war es' },
    ];
    const { loser } = await race(one, two);
    await told(loser);
    await loser.hand.page.getByText('Angaben eingereicht').first().waitFor();
    await expectOneClaim();
    await expectNothingLost(loser);
  }, 120_000);

  it('of one person: one claim counts, and what was typed in the other window is still there', async () => {
    const second = await owner.context().newPage();
    await second.goto(served.address);
    const [one, two] = [
      { hand: await filled(owner, 'im ersten Fenster'), remark: 'im ersten Fenster' },
      { hand: await filled(second, 'im zweiten Fenster'), remark: 'im zweiten Fenster' },
    ];
    const { loser } = await race(one, two);
    await told(loser);
    await expectOneClaim();
    await expectNothingLost(loser);
    await second.close();
  }, 120_000);

  it('of two people one after the other: what the first left on its way waits for them, and never goes out as the second', async () => {
    const name = `Carl ${run}`;
    await invited(served, owner, { name, role: 'technician' });
    const hand = await filled(owner, 'von Anna');
    await owner.route('**/claims', (route) => route.abort());
    await hand.press();
    await owner.getByText('werden einmal gesendet').waitFor();
    await signedInAs(name);
    await owner.unroute('**/claims');
    await owner.getByText('Sie sind nicht mehr angemeldet.').waitFor();
    expect(await hand.task(STEP)).toMatchObject({ status: 'ready', attempts: [] });
    await signedInAs('Anna Berg');
    await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
    const shown = await owner.request.get(`${served.address}/api/runs/${run}/steps/${STEP}/claim`);
    expect(await shown.json()).toMatchObject({ claim: { actor: 'Anna Berg' } });
  }, 120_000);

  it('without a line: what was sent arrives once, though a second window of the same browser is open', async () => {
    const second = await owner.context().newPage();
    await second.goto(served.address);
    const hand = await filled(owner, 'ohne Netz');
    const other = new StepHand(second, run);
    const task = await other.open('R-101');
    await owner.context().setOffline(true);
    await hand.press();
    await owner.getByText('werden einmal gesendet').waitFor();
    await owner.context().setOffline(false);
    await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
    expect(task.status).toBe('ready');
    await expectOneClaim();
    expect(await keptInBrowser(owner, run)).toEqual([]);
    await second.close();
  }, 120_000);
});

describe('what one person had typed in a second window when the first one sent', () => {
  it('is shown there with its reason, and survives', async () => {
    const second = await owner.context().newPage();
    await second.goto(served.address);
    const remark = 'noch nicht gesendet';
    const first = await filled(owner, 'gesendet');
    const other = { hand: await filled(second, remark), remark };
    await first.press();
    await first.judged({ ...(await first.task(STEP)), attempts: [] });
    const left = second.getByRole('region', { name: 'Ihre Eingabe ist nicht gesendet' });
    await left.getByText(remark).waitFor();
    await second.reload();
    await left.getByText(remark).waitFor();
    expect(await findings(second, { languages: ['de'], themes: ['light'] })).toEqual([]);
    await expectNothingLost(other);
    await second.close();
  }, 120_000);

  it('is gone once it is discarded', async () => {
    const second = await owner.context().newPage();
    await second.goto(served.address);
    const first = await filled(owner, 'gesendet');
    await filled(second, 'weg damit');
    await first.press();
    await first.judged({ ...(await first.task(STEP)), attempts: [] });
    const left = second.getByRole('region', { name: 'Ihre Eingabe ist nicht gesendet' });
    await left.getByRole('button', { name: 'Verwerfen' }).click();
    await left.waitFor({ state: 'detached' });
    await second.reload();
    await second.getByText('Angaben von Anna Berg').waitFor();
    expect(await left.count()).toBe(0);
    expect(await keptInBrowser(owner, run)).toEqual([]);
    await second.close();
  }, 120_000);
});
