import type { Page } from 'playwright-core';
import { PASSWORD, send } from './people.js';

/** Who has a browser of their own in the table of pages. */
interface People {
  readonly owner: Page;
  readonly approver: Page;
  readonly technician: Page;
  readonly nobody: Page;
}

export interface Stage {
  readonly address: string;
  /** The practice customer, halfway. */
  readonly run: string;
  /** A project in which nothing was done. */
  readonly fresh: string;
  readonly people: People;
  /** Link of an installation where nobody has an account, and the browser that follows it. */
  readonly firstLink: string;
  readonly first: Page;
}

export interface PageState {
  /** The page, as the app lists it. */
  readonly of: string;
  readonly name: string;
  readonly who: keyof People | 'first';
  /** Also from itself: it is called once a language. Knows no word of either. */
  readonly open: (page: Page, stage: Stage) => Promise<void>;
}

const CHECKLIST = '/runs/:run';
const STEP = '/runs/:run/steps/:step';

/** Where a page looks otherwise than when it is simply opened. */
export const STATES: readonly PageState[] = [
  ...[
    at('/invitation', 'of a first person', 'first', (s) => s.firstLink, '.form'),
    { ...at('/', 'the first start', 'first', (s) => s.firstLink, '.form'), open: firstStart },
    at('/invitation', 'of a link that is not good', 'nobody', '/invitation#none', '.problem'),
    at('/', 'somebody who may start nothing', 'technician', '/start', 'h1'),
    at('nowhere', 'which there is not', 'owner', '/nowhere', 'h1'),
    at(CHECKLIST, 'of a run which there is not', 'owner', '/runs/none', '.problem'),
    at(CHECKLIST, 'in which nothing was done', 'owner', (s) => `/runs/${s.fresh}`, '.steps'),
    at(CHECKLIST, 'of somebody who approves', 'approver', (s) => `/runs/${s.run}`, '.next'),
    at('/settings', 'of a technician', 'technician', '/settings', '#about'),
    at('/definitions', 'of a technician', 'technician', '/definitions', 'h1'),
  ],
  ...[
    step('R-606', 'waits for a second person, seen by the first', 'owner', '.deciding'),
    step('R-606', 'waits for a second person, seen by the second', 'approver', '.deciding'),
    step('R-1006', 'cannot start yet', 'owner', '.step-body'),
    step('R-405', 'was done by Umstieg', 'owner', '.verdict'),
    step('R-604', 'was done by a person', 'technician', '.verdict'),
    step('R-310', 'was done with evidence', 'approver', '.verdict'),
    step('R-101', 'can be begun', 'technician', '.claim', (s) => s.fresh),
  ],
  {
    ...step('R-101', 'names what is missing', 'technician', '.claim', (s) => s.fresh),
    open: async (page, { address, fresh }) => {
      await page.goto(`${address}/runs/${fresh}/steps/R-101`);
      await page.locator('.claim > .button.primary').click();
      await page.locator('[aria-labelledby=summary-title]').waitFor();
    },
  },
  {
    ...step('R-101', 'offers what else can be done', 'owner', '.claim', (s) => s.fresh),
    open: async (page, { address, fresh }) => {
      await page.goto(`${address}/runs/${fresh}/steps/R-101`);
      await page.locator('button[aria-haspopup]:has(.lucide-ellipsis-vertical)').click();
      await page.getByRole('menuitem').nth(1).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    ...step('R-405', 'was opened again', 'owner', '.claim'),
    open: async (page, { address, run }) => {
      await page.goto(`${address}/runs/${run}`);
      // the second language finds it open
      await send(page, `/api/runs/${run}/steps/R-405/redo`, { reason: 'Übung' }).catch(noMatter);
      await page.goto(`${address}/runs/${run}/steps/R-405`);
      await page.locator('.claim').waitFor();
    },
  },
  {
    of: '/',
    name: 'nothing fits the search',
    who: 'owner',
    open: async (page, { address }) => {
      await page.goto(address);
      await page.getByRole('searchbox').fill('zzz');
      await page.locator('.runs').waitFor({ state: 'detached' });
    },
  },
  {
    of: '/',
    name: 'the server does not answer',
    who: 'owner',
    open: async (page, { address }) => {
      await page.route('**/api/overview*', (route) => route.abort());
      await page.goto(address);
      await page.locator('.problem').waitFor();
    },
  },
  {
    of: CHECKLIST,
    name: 'the line is gone',
    who: 'approver',
    open: async (page, { address, run }) => {
      await page.context().setOffline(false);
      await page.goto(`${address}/runs/${run}`);
      await page.locator('.next').waitFor();
      await page.context().setOffline(true);
      await page.locator('.connection[data-lost]').waitFor();
    },
  },
  {
    of: CHECKLIST,
    name: 'the keys are shown',
    who: 'owner',
    open: async (page, { address, run }) => {
      await page.goto(`${address}/runs/${run}`);
      await page.locator('.next').waitFor();
      await page.keyboard.press('Shift+?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    of: '/runs/:run/map',
    name: 'as a list',
    who: 'owner',
    open: async (page, { address, run }) => {
      await page.goto(`${address}/runs/${run}/map`);
      await page.getByRole('radio').nth(1).click();
      await page.locator('.map-list').waitFor();
    },
  },
  {
    of: '/settings',
    name: 'somebody is invited, with the link',
    who: 'owner',
    open: async (page, { address }) => {
      await page.goto(`${address}/settings`);
      await page.locator('section[aria-labelledby=people] .button').first().click();
      await page.locator('.form input').first().fill('Lena Voss');
      await page.locator('.form button[type=submit]').click();
      await page.locator('.copyable').first().waitFor();
    },
  },
  {
    of: '/sign-in',
    name: 'refused',
    who: 'nobody',
    open: async (page, { address }) => {
      await page.goto(`${address}/sign-in`);
      await page.locator('input[type=password]').fill('falsch, aber lang genug');
      await page.locator('input:not([type=password])').first().fill('Anna Berg');
      await page.locator('button[type=submit]').click();
      await page.locator('.problem').waitFor();
    },
  },
];

const noMatter = () => undefined;

/** A page that only has to be opened. */
function at(
  of: string,
  name: string,
  who: PageState['who'],
  path: string | ((stage: Stage) => string),
  shows: string,
): PageState {
  return {
    ...{ of, name, who },
    open: async (page, stage) => {
      const to = typeof path === 'string' ? path : path(stage);
      await page.goto('about:blank'); // an address that differs behind the # only would load nothing
      await page.goto(new URL(to, stage.address).href);
      await page.locator(shows).first().waitFor();
    },
  };
}

function step(
  id: string,
  name: string,
  who: PageState['who'],
  shows: string,
  runOf = (stage: Stage) => stage.run,
): PageState {
  return at(STEP, `${id} ${name}`, who, (stage) => `/runs/${runOf(stage)}/steps/${id}`, shows);
}

/** Nobody was here before: the account is made, and the empty list of projects says what can be done. */
async function firstStart(page: Page, { firstLink }: Stage): Promise<void> {
  await page.goto(new URL('/', firstLink).href);
  await page.locator('.two-ways, input[type=password]').first().waitFor();
  if ((await page.locator('.two-ways').count()) === 0) {
    await page.goto(firstLink);
    await page.locator('input').first().fill('Anna Berg');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.locator('button[type=submit]').click();
  }
  await page.locator('.two-ways').waitFor();
}
