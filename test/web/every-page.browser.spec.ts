import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Role } from '../../src/access/rights.js';
import { findings } from './axe.js';
import { closeBrowser, openPage } from './browser.js';
import { invited } from './people-of-drill.js';
import { ownerOf, send } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';
import type { Stage } from './page-state.js';
import { DIALOGS } from './states-of-dialogs.js';
import { OPENED } from './states-of-pages.js';

const LANGUAGES = ['de', 'en'] as const;
/** In CSS pixels. */
const WIDTHS = [1280, 360, 2560];

/** What the app itself says of its pages, so that a new one is looked at without a line here. */
const source = readFileSync(join(process.cwd(), 'src', 'web', 'app', 'routes.ts'), 'utf8');
const ROUTES = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);

/** Twelve looks at a long page on a busy machine. */
const LOOKS_MS = 240_000;
/** Where nobody is signed in yet. */
const BEFORE = ['/sign-in', '/sign-in/return', '/invitation'];

const served = new Served();
const empty = new Served();
let stage: Stage;

/** Addresses that nearly match, and one that nobody has: planted in a practice customer. */
const PLANTED = ['--seed', '4', '--errors', 'match.case,match.none'];

async function practiced() {
  const near = { files: 'near', drill: PLANTED };
  const [half, decide] = await Promise.all([
    playedUntil(served),
    playedUntil(served, { ...near, customer: 'Havel Logistik AG', until: 'R-805' }),
  ]);
  const open = await playedUntil(served, { ...near, until: 'repair-connect-match' });
  return { run: half.run, near: open.run, files: open.folder, decide: decide.run };
}

beforeAll(async () => {
  const runs = await practiced();
  await Promise.all([served.start(), empty.start()]);
  const owner = await ownerOf(served);
  const as = (role: Role, name: string) => invited(served, owner, { name, role });
  const fresh = await send<{ id: string }>(owner, '/api/projects', { customer: 'Muster GmbH' });
  const late = { parts: { intake: { from: null, until: '2026-03-04T16:00:00Z' } } };
  await send(owner, `/api/runs/${fresh.id}/plan`, late);
  stage = {
    ...{ address: served.address, ...runs, fresh: fresh.id, firstLink: empty.link },
    people: {
      ...{
        owner,
        lead: await as('lead', 'Petra Lang'),
        approver: await as('approver', 'Karl Ott'),
      },
      technician: await as('technician', 'Tina Roth'),
      ...{ auditor: await as('auditor', 'Ida Rau'), nobody: await openPage() },
    },
    first: await openPage(),
  };
}, 240_000);
afterAll(async () => {
  await closeBrowser();
  await Promise.all([served.stop(), empty.stop()]);
});

/** What axe finds, and what is wider than the window, in both languages, in light and dark, from a phone to a wall. */
async function everyLook(page: Page, open: () => Promise<void>): Promise<string[]> {
  const found: string[] = [];
  for (const language of LANGUAGES) {
    await page.evaluate(`localStorage.setItem('umstieg.language', '${language}')`);
    await open();
    await page.locator(`html[lang=${language}]`).waitFor();
    found.push(...(await findings(page, { languages: [language], widths: WIDTHS })));
  }
  return found;
}

describe('a page', () => {
  it('is listed by the app, and every state below is of one of them', () => {
    expect(ROUTES.length).toBeGreaterThan(8);
    const known = [...ROUTES, 'nowhere'];
    expect([...OPENED, ...DIALOGS].filter(({ of }) => !known.includes(of))).toEqual([]);
  });

  it.each(ROUTES)(
    '%s is shown as it stands, and axe finds nothing',
    async (route) => {
      const page = route === '/sign-in' ? stage.people.nobody : stage.people.owner;
      const path = route.replace(':run', stage.run).replace(':step', 'R-101');
      await page.goto(stage.address);
      const found = await everyLook(page, async () => {
        await page.goto(stage.address + path);
        await page.locator('h1').waitFor();
      });
      expect(found).toEqual([]);
      const instead = page.locator('.notice.problem, input[type=password]');
      if (!BEFORE.includes(route)) expect(await instead.count()).toBe(0);
    },
    LOOKS_MS,
  );
});

describe('in its other states', () => {
  it.each([...OPENED, ...DIALOGS])(
    '$of: $name',
    async ({ who, open }) => {
      const page = who === 'first' ? stage.first : stage.people[who];
      if (page.url() === 'about:blank') await page.goto(stage.address);
      expect(await everyLook(page, () => open(page, stage))).toEqual([]);
      await page.unrouteAll();
      await page.context().setOffline(false);
    },
    LOOKS_MS,
  );
});
