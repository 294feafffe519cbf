// Lighthouse over the checklist and a step of the practice customer: `node scripts/lighthouse.mjs`.
// Accessibility and best practices have to reach 95 of 100. Performance is told, not judged: it measures the machine as well.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { register } from 'node:module';
import lighthouse, { desktopConfig } from 'lighthouse';
import { build } from './build.mjs';

register('../test/program/typescript-hooks.mjs', import.meta.url);
const [{ closeBrowser, launch }, { ownerOf }, { playedUntil }, { Served }] = await Promise.all([
  import('../test/web/browser.ts'),
  import('../test/web/people.ts'),
  import('../test/web/practice.ts'),
  import('../test/web/served.ts'),
]);

const LEAST = 95;
const JUDGED = ['accessibility', 'best-practices'];
const PAGES = { checklist: '/runs/RUN', step: '/runs/RUN/steps/R-606' };
/** The page keeps a stream of events open, so its network is never idle. */
const LOAD_MS = 20_000;

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** What Lighthouse says of one page: points of each category and the audits that cost some. */
async function measure(url, { port, cookie }) {
  const { lhr } = await lighthouse(
    url,
    {
      ...{ port, logLevel: 'error', maxWaitForLoad: LOAD_MS, extraHeaders: { cookie } },
      onlyCategories: [...JUDGED, 'performance'],
    },
    desktopConfig,
  );
  if (lhr.runtimeError) throw new Error(`${url}: ${lhr.runtimeError.message}`);
  const asked = lhr.audits['network-requests'].details.items;
  if (!asked.some((one) => /\/api\/runs\/[^/]+$/.test(one.url) && one.statusCode === 200))
    throw new Error(`${url}: the page did not show the run`);
  return Object.entries(lhr.categories).map(([name, { score, auditRefs }]) => ({
    name,
    points: Math.round((score ?? 0) * 100),
    lost: auditRefs
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 1)
      .map(({ id }) => `${id} (${lhr.audits[id].title})`),
  }));
}

build();
const served = new Served();
const { run } = await playedUntil(served);
await served.start();
const port = await freePort();
const browser = await launch([`--remote-debugging-port=${String(port)}`]);
try {
  const owner = await ownerOf(served);
  const cookies = await owner.context().cookies();
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  for (const [page, path] of Object.entries(PAGES)) {
    const url = served.address + path.replace('RUN', run);
    for (const { name, points, lost } of await measure(url, { port, cookie })) {
      const low = JUDGED.includes(name) && points < LEAST;
      if (low) process.exitCode = 1;
      process.stdout.write(
        `${page} ${name}: ${String(points)}${low ? ` of at least ${LEAST}` : ''}\n`,
      );
      if (name !== 'performance') for (const one of lost) process.stdout.write(`  ${one}\n`);
    }
  }
} finally {
  await browser.close();
  await closeBrowser();
  await served.stop();
}
