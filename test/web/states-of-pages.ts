import type { Page } from 'playwright-core';
import { at, CHECKLIST, matching, step, type PageState, type Stage } from './page-state.js';
import { PASSWORD } from './people.js';

/** Outcomes of a comparison that nearly match. */
const NEAR = 'blank,case,unicode,alias,other-domain,name-only';

/** Where a page looks otherwise than when it is simply opened. */
export const OPENED: readonly PageState[] = [
  ...[
    at('/invitation', 'of a first person', 'first', (s) => s.firstLink, '.form'),
    { ...at('/', 'the first start', 'first', (s) => s.firstLink, '.form'), open: firstStart },
    at('/invitation', 'of a link that is not good', 'nobody', '/invitation#none', '.problem'),
    at('/', 'somebody who may start nothing', 'technician', '/start', 'h1'),
    at('nowhere', 'which there is not', 'owner', '/nowhere', 'h1'),
    at(CHECKLIST, 'of a run which there is not', 'owner', '/runs/none', '.problem'),
    at(CHECKLIST, 'in which nothing was done', 'owner', (s) => `/runs/${s.fresh}`, '.steps'),
    at('/definitions', 'of a technician', 'technician', '/definitions', 'h1'),
    matching('in which every row matches', 'owner', (s) => s.decide, '', '.rows-frame'),
    matching('with a near miss', 'owner', (s) => s.near, `?outcome=${NEAR}`, '.rows-frame'),
    matching('whose rows nobody decides', 'auditor', (s) => s.near, '?only=target', '.rows-frame'),
  ],
  ...(['lead', 'approver', 'technician', 'auditor'] as const).flatMap((who) => [
    at('/', `as seen by ${who}`, who, '/', '.runs'),
    at(CHECKLIST, `as seen by ${who}`, who, (s) => `/runs/${s.run}`, '.next'),
    step('R-606', `as seen by ${who}`, who, '.step-body'),
    at('/settings', `as seen by ${who}`, who, '/settings', '#about'),
  ]),
  ...[
    step('R-606', 'waits for a second person, seen by the first', 'owner', '.deciding'),
    step('R-1006', 'cannot start yet', 'owner', '.step-body'),
    step('R-406', 'was done by Umstieg', 'owner', '.verdict'),
    step('R-707', 'is contradicted', 'owner', '.verdict', (s) => s.near),
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
    open: async (page, { address, fresh }) => {
      await page.goto(`${address}/settings?run=${fresh}`);
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
