// Makes docs/screens: every page in German and light, of a partner with a few customers: `node scripts/screens.mjs [NAME …]`.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { register } from 'node:module';
import { join } from 'node:path';
import { build } from './build.mjs';

register('../test/program/typescript-hooks.mjs', import.meta.url);
const [{ openPage, closeBrowser }, { ownerOf, PASSWORD, send }, { playedUntil }, { Served }] =
  await Promise.all([
    import('../test/web/browser.ts'),
    import('../test/web/people.ts'),
    import('../test/web/practice.ts'),
    import('../test/web/served.ts'),
  ]);

const OUT = process.env['SCREENS'] ?? join(import.meta.dirname, '..', 'docs', 'screens');
const SIZE = { width: 1280, height: 860 };
const MOST_BYTES = 150_000;

/** The pages the app knows: each is pictured, and no picture is of another. */
const routes = readFileSync(
  join(import.meta.dirname, '..', 'src', 'web', 'app', 'routes.ts'),
  'utf8',
);
const ROUTES = [...routes.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
const routeOf = (path) =>
  path
    .replace(/\?.*/, '')
    .replace(/RUN|NEAR/, ':run')
    .replace(/steps\/.*/, 'steps/:step');

/** Name of the picture → where it is taken and what is on it when it is ready. */
const PICTURES = {
  projects: ['/', '.runs'],
  start: ['/start', '.two-ways'],
  'sign-in': ['/sign-in', 'input[type=password]', 'nobody'],
  invitation: ['/invitation', 'input[type=password]', 'invited'],
  checklist: ['/runs/RUN', '.steps'],
  'step-verdict': ['/runs/RUN/steps/R-405', '.verdict'],
  'step-approval': ['/runs/RUN/steps/R-606', '.deciding', 'approver'],
  matching: [`/runs/NEAR/matching?outcome=case,other-domain,none`, '.both'],
  map: ['/runs/RUN/map', '.map-node'],
  plan: ['/runs/RUN/plan', 'h1'],
  audit: ['/runs/RUN/audit', 'h1'],
  report: ['/runs/RUN/report', 'iframe'],
  definition: ['/definitions', 'h1'],
  settings: ['/settings', '#about'],
  step: ['/runs/RUN/steps/R-605', '.claim', 'again'],
};

/** A customer some of whose addresses do not match. */
const MISMATCHED = {
  files: 'mismatched',
  drill: ['--users', '60', '--seed', '4', '--errors', 'match.case,match.none'],
};
const part = (from, until) => ({ from: `2026-${from}:00Z`, until: `2026-${until}:00Z` });
/** Dates of the practice customer, whose clock stands at 2026-03-09. */
const PLAN = {
  parts: {
    intake: part('03-02T08:00', '03-02T15:00'),
    'target-server': part('03-03T07:00', '03-03T12:00'),
    'license-upgrade': part('03-04T07:00', '03-05T15:00'),
    'config-export': part('03-06T14:00', '03-06T17:00'),
    transfer: part('03-06T17:00', '03-06T20:00'),
    'config-import': part('03-09T07:00', '03-09T16:00'),
    'user-creation': part('03-10T07:00', '03-10T15:00'),
  },
  steps: { 'R-1000': '2026-03-14T07:30:00Z' },
};
const PASSED = { parts: { intake: { from: null, until: '2026-03-04T16:00:00Z' } } };

async function stage() {
  const served = new Served();
  await playedUntil(served, { until: 'end', customer: 'Havel Logistik AG' });
  const near = await playedUntil(served, { ...MISMATCHED, until: 'repair-connect-match' });
  await playedUntil(served, { until: 'R-304', customer: 'Lahn Spedition GmbH' });
  const { run } = await playedUntil(served);
  await served.start();
  const owner = await ownerOf(served);
  await send(owner, `/api/runs/${run}/plan`, PLAN);
  for (const customer of ['Praxis Dr. Lind', 'Autohaus Kern KG']) {
    const { id } = await send(owner, '/api/projects', { customer, kind: 'live' });
    if (customer.startsWith('Praxis')) await send(owner, `/api/runs/${id}/plan`, PASSED);
    else await send(owner, `/api/runs/${id}/pause`, { reason: 'Betriebsferien' });
  }
  const invite = async (name, role) => {
    const body = { name, role, scope: 'installation' };
    return served.address + (await send(owner, '/api/invitations', body)).link;
  };
  return { served, run, near: near.run, owner, invite };
}

/** Somebody who sees the page as it is to be shown. */
async function viewer({ owner, invite, served }, who) {
  if (who === undefined || who === 'again') return { page: owner, address: served.address };
  const page = await openPage(SIZE);
  if (who === 'nobody') return { page, address: served.address };
  const link = await invite(who === 'invited' ? 'Lena Voss' : 'Karl Ott', 'approver');
  if (who === 'invited') return { page, address: link };
  await page.goto(link);
  await page.getByLabel('Kennwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Konto anlegen und weiter' }).click();
  await page.waitForURL(`${served.address}/`);
  return { page, address: served.address };
}

async function take(name, on) {
  const [path, ready, who] = PICTURES[name];
  if (who === 'again')
    await send(on.owner, `/api/runs/${on.run}/steps/R-605/redo`, { reason: 'Übung', keep: [] });
  const { page, address } = await viewer(on, who);
  await page.setViewportSize(SIZE);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(
    who === 'invited' ? address : address + path.replace('RUN', on.run).replace('NEAR', on.near),
  );
  await page.locator(ready).first().waitFor();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(500);
  const file = join(OUT, `${name}.png`);
  // no scroll bar is drawn here, so no room is kept for one
  await page.evaluate("document.documentElement.style.scrollbarGutter = 'auto'");
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  const { size } = statSync(file);
  process.stdout.write(`${name}.png ${String(Math.round(size / 1000))} kB\n`);
  if (size > MOST_BYTES) process.exitCode = 1;
}

build();
mkdirSync(OUT, { recursive: true });
const wanted = process.argv.slice(2);
const on = await stage();
try {
  for (const [name, [path]] of Object.entries(PICTURES)) {
    const isPage = ROUTES.includes(routeOf(path));
    if (isPage && (wanted.length === 0 || wanted.includes(name))) await take(name, on);
  }
  const pictured = Object.values(PICTURES).map(([path]) => routeOf(path));
  const missing = ROUTES.filter((route) => !pictured.includes(route));
  if (missing.length > 0) throw new Error(`no picture of ${missing.join(', ')}`);
} finally {
  await closeBrowser();
  await on.served.stop();
}
