import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aftermath } from './aftermath.js';
import { assign } from './delivery.js';
import type { Bench, Fault, Trial } from './fault.js';
import { copyTo, newFolder, type Answered } from './sent.js';
import { accounts, Server } from './server.js';
import { injecting, ONE_THREAD } from './strace.js';

/** Flushes of a server until it listens, about; what fails begins behind them. */
const FIRST = 30;
/** Three are answered as failed, two more by those who try. */
const FAILING = 5;

/** reliability.md, fault 3: a server whose disk fails for a while. */
export const readOnly: Fault = {
  name: 'disk.read-only',
  provoked: `${String(FAILING)} flushes of a server fail one after another (EIO), then none`,
  behavior:
    'after three it takes nothing (503 store.read-only) and `/ready` says so, pages are shown; it takes commands again by itself',
  needs: ['strace'],
  tries: { slice: 1, full: 10 },
  trials,
};

async function* trials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const first = FIRST + Math.floor(random() * 10);
    const when = `${String(first)}..${String(first + FAILING - 1)}`;
    const under = injecting([`fsync,fdatasync:error=EIO:when=${when}`]);
    const server = await Server.start(data, { under, env: ONE_THREAD });
    const { problems, answered } = await goThrough(server, run, token);
    await server.kill();
    yield {
      what: `flushes ${when}`,
      problems: [...problems, ...(await aftermath(data, run, answered))],
    };
  }
}

async function goThrough(server: Server, run: string, token: string) {
  const answered: Answered[] = [];
  const statuses: string[] = [];
  const problems: string[] = [];
  const end = Date.now() + 90_000;
  let looked = false;
  for (let i = 0; Date.now() < end; i++) {
    const key = `disk-${String(i)}`;
    const { status, body } = await assign(server, { run, token, key });
    if (status === 200) answered.push({ key, revision: Number(body['revision']) });
    const said = status === 200 ? 'taken' : String(body['code']);
    if (said === 'store.failed' && status !== 503)
      problems.push(`a flush that failed is answered with ${String(status)}`);
    if (said !== statuses.at(-1)) statuses.push(said);
    if (said === 'store.read-only' && !looked) {
      looked = true;
      const [ready, page] = [
        await server.send(token, '/ready'),
        await server.send(token, `/api/runs/${run}`),
      ];
      if (ready.status !== 503) problems.push(`/ready says ${String(ready.status)}`);
      if (page.status !== 200) problems.push(`the run is answered with ${String(page.status)}`);
    }
    if (looked && said === 'taken') break;
    await delay(100);
  }
  const wanted = ['taken', 'store.failed', 'store.read-only', 'taken'];
  const seen = statuses.filter((one, n) => wanted.includes(one) && one !== statuses[n - 1]);
  if (seen[1] !== wanted[1] || seen[2] !== wanted[2] || seen.at(-1) !== 'taken')
    problems.push(`answered: ${statuses.join(', ')}`);
  return { problems, answered };
}
