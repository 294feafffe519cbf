import type { Umstieg } from '../../src/engine/umstieg.js';
import { serve } from '../../src/http/serve.js';
import { AuditStore } from '../../src/persistence/audit.store.js';
import {
  anna,
  cleanUp,
  karl,
  openTiny,
  statusOf,
  temporaryFolder,
} from '../engine/tiny-sequence.js';
import { accessTo, serveHere, stopServers, type Api } from './api.js';

const SOON_MS = 20_000;

afterEach(async () => {
  await stopServers();
  await cleanUp();
});

interface Place {
  readonly folder: string;
  readonly umstieg: Umstieg;
  readonly api: Api;
  readonly run: string;
}

/** A server that only looks, with a claim that waits to be checked. */
async function looking(): Promise<Place> {
  const folder = await temporaryFolder();
  const umstieg = await openTiny(folder, { startPaused: true });
  const api = await serveHere(umstieg, [], undefined, true);
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  const run = made.body['id'] as string;
  const sent = await api.post(`/api/runs/${run}/steps/T-101/claims`, { set: { size: 4 } });
  expect(sent.status).toBe(202);
  return { folder, umstieg, api, run };
}

async function told({ umstieg }: Place): Promise<unknown[]> {
  const bodies = await new AuditStore(umstieg.core.database).mentioning(
    'instance',
    '"event":"work.',
  );
  return bodies.map((body) => (JSON.parse(body) as { event: string }).event);
}

async function untilDone({ umstieg, run }: Place): Promise<void> {
  const until = Date.now() + SOON_MS;
  while ((await statusOf(umstieg, run, 'T-102')) !== 'done') {
    if (Date.now() > until) throw new Error('nothing began');
    await new Promise((next) => setTimeout(next, 50));
  }
}

describe('a server that only looks', () => {
  it('says so, begins nothing, and begins what waits once the owner lets it', async () => {
    const place = await looking();
    const { api, umstieg, run } = place;
    expect((await api.get('/ready')).body).toEqual({ status: 'ok', paused: true });
    expect((await api.get('/api/work')).body).toEqual({ paused: true });
    await umstieg.settle();
    expect(await statusOf(umstieg, run, 'T-101')).toBe('verifying');
    const begun = await api.post('/api/work/begin', { reason: 'angesehen' });
    expect([begun.status, begun.body]).toEqual([200, { paused: false, begun: true }]);
    expect((await api.get('/ready')).body).toEqual({ status: 'ok', paused: false });
    await untilDone(place);
  });

  it('is let begin once, however often it is said, and the trail says by whom', async () => {
    const place = await looking();
    const begin = () => place.api.post('/api/work/begin', {});
    const answers = [...(await Promise.all([begin(), begin()])), await begin()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.at(-1)?.body).toEqual({ paused: false, begun: false });
    expect(await told(place)).toEqual(['work.held', 'work.begun']);
    expect((await place.umstieg.verify('instance')).ok).toBe(true);
  });

  it('begins also when another process over the folder is told', async () => {
    const place = await looking();
    const other = await openTiny(place.folder, { startPaused: true });
    expect(await other.heldWork.release(karl.who)).toBe(true);
    expect(await other.heldWork.release(anna.who)).toBe(false);
    await untilDone(place);
    expect((await place.api.get('/api/work')).body).toEqual({ paused: false });
  });

  it('is not let begin by an earlier word, and is by a start that works', async () => {
    const first = await looking();
    await first.api.post('/api/work/begin', {});
    await stopServers();
    const umstieg = await openTiny(first.folder, { startPaused: true });
    await umstieg.heldWork.hold(anna.who);
    expect(await umstieg.heldWork.look()).toBe(true);
    const working = await openTiny(first.folder);
    const serving = await serve({
      session: { umstieg: working, report: () => Promise.resolve('') },
      ...{ access: accessTo(working), host: '127.0.0.1', port: 0, version: '9.9.9' },
      ...{ paused: false, write: () => undefined },
    });
    await serving.close();
    expect(await umstieg.heldWork.look()).toBe(false);
  });
});
