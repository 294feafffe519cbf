import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import {
  at,
  CHECKLIST,
  matching,
  pressed,
  step,
  type PageState,
  type Stage,
} from './page-state.js';
import { send } from './people.js';

const ACTS = 'button[aria-haspopup]:has(.lucide-ellipsis-vertical)';
const act = (n: number) => `[role=menuitem] >> nth=${String(n)}`;
const checklist = (name: string) =>
  at(CHECKLIST, name, 'owner', (s) => `/runs/${s.run}`, '.practice-clock .button');
const settings = (name: string) => at('/settings', name, 'owner', '/settings', '.people .buttons');
const fresh = (name: string) => step('R-101', name, 'owner', '.claim', (s) => s.fresh);

/** What lies over a page or unfolds on it when something is pressed. */
export const DIALOGS: readonly PageState[] = [
  pressed(checklist('the clock is set'), ['.practice-clock .button']),
  pressed(checklist('the menu of the person'), ['[data-testid=person-menu]'], '[role=menu]'),
  { ...checklist('signing out did not reach the server'), open: stillIn },
  pressed(checklist('the menu of the projects'), ['.bar > button'], '[role=menu]'),
  keys(checklist('the keys are shown'), async (page) => page.keyboard.press('Shift+?')),
  keys(checklist('something is searched'), async (page) => {
    await page.keyboard.press('Control+k');
    await page.keyboard.type('R-60');
  }),
  pressed(fresh('offers what else can be done'), [ACTS], '[role=menu]'),
  pressed(fresh('is left out'), [ACTS, act(0)]),
  pressed(fresh('is given to somebody'), [ACTS, act(1)]),
  pressed(step('R-604', 'is opened again, and what stays', 'owner', '.verdict'), [ACTS, act(0)]),
  pressed(
    step('R-606', 'has another label', 'owner', '.label-missing'),
    ['.label-missing .link-button'],
    '.label-missing .form',
  ),
  pressed(
    moved(at('/definitions', 'a move is taken back', 'owner', '/definitions', '.forecasts')),
    ['.forecasts .button'],
  ),
  pressed(settings('a role is given'), ['.people .buttons .button']),
  pressed(settings('an account is closed'), ['.people .buttons .button:last-child']),
  pressed(
    at('/runs/:run/plan', 'dates are changed', 'owner', (s) => `/runs/${s.fresh}/plan`, 'h1'),
    ['.page-head .button'],
    '.plan-form',
  ),
  pressed(
    matching('all rows are decided at once', 'owner', (s) => s.decide, '', '.deciding .buttons'),
    ['.deciding .buttons .button:last-child'],
  ),
  { ...step('R-406', 'is at work', 'owner', '.working'), open: longWork },
];

function keys(before: PageState, press: (page: Page) => Promise<void>): PageState {
  return {
    ...before,
    open: async (page, stage) => {
      await before.open(page, stage);
      await press(page);
      await page.getByRole('dialog').waitFor();
    },
  };
}

/** As after a move: the server's own forecasts, of runs that could go back. How a move goes is for test/migrate. */
function moved(before: PageState): PageState {
  return {
    ...before,
    open: async (page, stage) => {
      await page.route('**/api/forecasts*', async (route) => {
        const response = await route.fetch();
        const { items, ...rest } = (await response.json()) as { items: object[] };
        const json = { ...rest, items: items.map((item) => ({ ...item, canGoBack: true })) };
        await route.fulfill({ response, json });
      });
      await before.open(page, stage);
      await page.locator('.forecasts .button').first().waitFor();
      await page.unroute('**/api/forecasts*');
    },
  };
}

/** Nobody comes out without an answer of the server. */
async function stillIn(page: Page, stage: Stage): Promise<void> {
  await page.route('**/api/session', (route) =>
    route.request().method() === 'DELETE' ? route.abort() : route.continue(),
  );
  await checklist('').open(page, stage);
  await page.locator('[data-testid=person-menu]').click();
  await page.getByRole('menuitem').last().click();
  await page.getByRole('alertdialog').waitFor();
  await page.unroute('**/api/session');
}

/** A folder whose one file is so large that reading it outlasts every look. Takes no room: it is a hole. */
async function longWork(page: Page, { address, near, files }: Stage): Promise<void> {
  const [path, folder] = [`${address}/runs/${near}/steps/R-406`, join(files, 'export')];
  await page.goto(path);
  await page.locator('.step-body').waitFor();
  // the second language finds it at work
  if ((await page.locator('.working').count()) === 0) {
    const hole = join(folder, 'hole.bin');
    writeFileSync(hole, '');
    truncateSync(hole, 400e9);
    await send(page, `/api/runs/${near}/steps/R-406/redo`, { reason: 'Übung' });
    await send(page, `/api/runs/${near}/steps/R-406/claims`, { set: { folder } });
    await page.goto(path);
  }
  await page.locator('.working .numbers').waitFor();
}
