import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { closeBrowser, openPage } from './browser.js';
import { ownerOf } from './people.js';
import { playedUntil } from './practice.js';
import { Served } from './served.js';

const source = readFileSync(join(process.cwd(), 'src', 'web', 'app', 'routes.ts'), 'utf8');
const ROUTES = [...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path);
/** A second person decides it, on what others found. */
const STEP = 'R-606';
/** Of the run that waits for that decision: decided, done with and without a form, cannot start yet, left out. */
const STEPS = [STEP, 'R-607', 'R-605', 'R-404', 'R-406', 'R-207'];
/** Forms that are still to be filled in: the entries of the practice answers before which they are. */
const FORMS = ['R-404', 'R-605', 'R-609'];
const PATHS = [
  ...ROUTES.filter((route) => !route.includes(':step')),
  ...[...STEPS.map((step) => `/runs/:run/steps/${step}`), ...FORMS.map((step) => `form ${step}`)],
];

/** Remembers what moves without a hand having moved it: https://wicg.github.io/layout-instability/ */
const WATCH = `window.moved = [];
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput)
        window.moved.push(...sources.map(({ node, previousRect: a, currentRect: b }) =>
          [node?.parentElement?.className, node?.className ?? node?.textContent, a.x, a.y, a.width, a.height, '→', b.x, b.y, b.width, b.height].join(' ')));
  }).observe({ type: 'layout-shift', buffered: true });`;
const LIMIT = { timeout: 20_000 };
const ANSWER_MS = 40;
/** There are many of them. */
const PART_MS = 8;

const served = new Served();
let owner: Page;
let run = '';
const forms = new Map<string, string>();

beforeAll(async () => {
  ({ run } = await playedUntil(served, { until: `${STEP}-approve` }));
  for (const step of FORMS) {
    const played = await playedUntil(served, { until: step, customer: `Kunde ${step}` });
    forms.set(`form ${step}`, `/runs/${played.run}/steps/${step}`);
  }
  await served.start();
  owner = await ownerOf(served);
}, 240_000);
afterAll(async () => {
  await closeBrowser();
  await served.stop();
});

/** The same person in a browser that has kept nothing. */
async function anew(width: number): Promise<Page> {
  const page = await openPage({ width });
  await page.context().addCookies(await owner.context().cookies());
  await page.addInitScript(WATCH);
  return page;
}

/** Resolves once nothing is asked for any more; the stream of events never ends. */
async function quiet(page: Page, open: () => Promise<unknown>): Promise<void> {
  const asked = new Set<object>();
  let answered = 0;
  page.on('request', (request) => !request.url().endsWith('/events') && asked.add(request));
  const over = (request: object) => {
    asked.delete(request);
    answered++;
  };
  page.on('requestfinished', over);
  page.on('requestfailed', over);
  await open();
  for (let seen = -1; asked.size > 0 || seen < answered;) {
    seen = answered;
    await page.evaluate('new Promise((go) => requestIdleCallback(go, { timeout: 500 }))');
  }
}

/** Every answer and every part of the page comes later than the one before it, so that each is drawn by itself. */
async function slowly(page: Page): Promise<void> {
  await page.route('**/manifest.json', (asked) => asked.abort()); // nothing is fetched ahead
  const later = (address: RegExp, ms: number) => {
    let turn = 0;
    return page.route(address, async (asked) => {
      await new Promise((go) => setTimeout(go, ++turn * ms));
      await asked.continue().catch(() => undefined); // the page was closed
    });
  };
  await later(/\/api\//, ANSWER_MS);
  await later(/\/assets\//, PART_MS);
}

describe('a page that is opened by somebody who waits for every answer', () => {
  it.each(PATHS.flatMap((route) => [1366, 360].map((width) => [route, width] as const)))(
    '%s at %i px stays where it is while its parts come',
    async (route, width) => {
      const page = await anew(width);
      await slowly(page);
      const path = forms.get(route) ?? route.replace(':run', run);
      await quiet(page, () => page.goto(served.address + path));
      await page.locator('h1').waitFor(LIMIT);
      expect(await page.evaluate('window.moved')).toEqual([]);
      await page.context().close();
    },
    60_000,
  );
});

it('buttons of a decision come when all that it is decided on is there, and stay where they are', async () => {
  const page = await anew(1366);
  await slowly(page);
  await page.goto(`${served.address}/runs/${run}/steps/${STEP}`);
  const button = page.locator('.deciding').getByRole('button', { name: 'Freigeben' });
  await button.waitFor(LIMIT);
  const first = await button.boundingBox();
  await quiet(page, () => page.locator('.grounds li').first().waitFor(LIMIT));
  expect(await button.boundingBox()).toEqual(first);
  await page.context().close();
}, 60_000);

it('the map says how far it is while it is laid out, and nothing moves when it comes', async () => {
  const page = await anew(1366);
  let answer = () => {};
  const held = new Promise<void>((go) => (answer = go));
  await page.route('**/elk-worker*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${served.address}/runs/${run}/map`);
  await page.locator('.map-frame').getByRole('progressbar').getByText('0 von 10').waitFor();
  answer();
  await page.locator('a.map-node[aria-current=step]').first().waitFor();
  expect(await page.evaluate('window.moved')).toEqual([]);
  await page.context().close();
});
