import type { Page } from 'playwright-core';
import { closeBrowser } from './browser.js';
import { keptInBrowser } from './kept-in-browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, PASSWORD, send } from './people.js';
import { Served } from './served.js';
import { StepHand } from './step-hand.js';

const served = new Served();
const BERND = 'Bernd Rau';
const STEP = 'R-111';
let anna: Page;
let run = '';
let hand: StepHand;

beforeAll(async () => {
  await served.start();
  anna = await ownerOf(served);
  await (await invited(served, anna, { name: BERND, role: 'technician' })).context().close();
}, 90_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

/** Anna's window at a step, filled in. */
beforeEach(async () => {
  await signIn(anna, 'Anna Berg');
  const body = { customer: 'Muster GmbH', kind: 'drill' };
  run = (await send<{ id: string }>(anna, '/api/projects', body)).id;
  hand = new StepHand(anna, run);
  const task = await hand.open(STEP);
  const set = { found: 'unklar', stepId: 'R-905', remark: 'Anna war es' };
  await hand.fill(task, { set, evidence: [] });
});

/** With the page of this window. */
async function signIn(page: Page, name: string): Promise<void> {
  await page.goto(`${served.address}/sign-in`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Kennwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden und weiter' }).click();
  await page.waitForURL(`${served.address}/`);
}

/** Who did what at the step, refusals included. */
async function doers(): Promise<(string | null)[]> {
  const task = await hand.task(STEP);
  return (task as typeof task & { history: { actor: string | null }[] }).history.map(
    ({ actor }) => actor,
  );
}

const draft = async (): Promise<unknown> => {
  const path = `${served.address}/api/runs/${run}/steps/${STEP}/draft`;
  return ((await (await anna.request.get(path)).json()) as { draft: unknown }).draft;
};

describe('when another person signs in in a second window of the same browser', () => {
  it('the first window begins anew under that name, and shows nothing that was typed before', async () => {
    const second = await anna.context().newPage();
    await signIn(second, BERND);
    await anna.getByTestId('person-menu').click();
    await anna.getByText(BERND).waitFor();
    await anna.keyboard.press('Escape');
    await anna.locator('#field-remark').waitFor();
    expect(await anna.locator('#field-remark').locator('textarea, input').inputValue()).toBe('');
    expect(await draft()).toBeNull();
    await second.close();
  });

  it('what the first one hands in never goes under that name, and goes when its own person is back', async () => {
    const answer = await anna.request.post(`${served.address}/api/session`, {
      data: { name: BERND, password: PASSWORD },
    }); // no window has heard of it
    expect(answer.ok()).toBe(true);
    await hand.press();
    await anna.getByText('Sie sind nicht mehr angemeldet.').waitFor();
    await anna.getByRole('button', { name: 'Anderes …' }).click();
    await anna.getByRole('menuitem', { name: 'Notiz festhalten' }).click();
    await anna.getByRole('dialog').getByRole('textbox').fill('von Anna');
    await anna.getByRole('dialog').locator('.button.primary').click();
    await anna.getByRole('dialog').getByRole('alert').waitFor();
    expect([await draft(), await doers()]).toEqual([null, []]);
    await signIn(anna, 'Anna Berg');
    await hand.judged({ ...(await hand.task(STEP)), attempts: [] });
    expect(await doers()).not.toContain(BERND);
    expect(await keptInBrowser(anna, run)).toEqual([]);
  });
});
