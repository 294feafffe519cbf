import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import type { OperationWork } from '../../src/engine/operations.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { serveHere, stopServers, type Answer, type Api } from './api.js';

let api: Api;
let umstieg: Umstieg;
let run = '';

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  run = made.body['id'] as string;
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

const at = () => `/api/runs/${run}/operations`;

async function over(asked: Answer): Promise<Answer> {
  for (;;) {
    const now = await api.get(asked.headers.get('location') ?? '');
    if (!['queued', 'running'].includes(String(now.body['status']))) return now;
    await delay(10);
  }
}

/** Work that goes on until it is let go. */
function held(key: string) {
  let letGo: () => void = () => undefined;
  const gone = new Promise<null>((done) => {
    letGo = () => {
      done(null);
    };
  });
  let record: Promise<{ id: string }> = Promise.resolve({ id: '' });
  const began = new Promise<OperationWork>((begun) => {
    record = umstieg.operations.begin({
      ...{ run, kind: 'verify', request: key, by: 'Anna', key },
      work: async (use) => {
        begun(use);
        use.signal.addEventListener('abort', letGo);
        return gone;
      },
    });
  });
  return { record, began, letGo };
}

describe('long work over HTTP', () => {
  it('verifies the trail and says what it found', async () => {
    const asked = await api.post(at(), { kind: 'verify' });
    expect(asked.status).toBe(202);
    const { body } = await over(asked);
    expect(body).toMatchObject({ status: 'done', result: { ok: true, run, findings: [] } });
  });

  it('exports a bundle that strangers can verify, and hands it out', async () => {
    const asked = await over(await api.post(at(), { kind: 'export' }));
    expect(asked.body).toMatchObject({ status: 'done', file: `${run}.zip` });
    const response = await api.fetch(`${at()}/${String(asked.body['id'])}/result`, {});
    expect(response.headers.get('content-disposition')).toContain(`${run}.zip`);
    const file = join(await temporaryFolder(), 'bundle.zip');
    await writeFile(file, new Uint8Array(await response.arrayBuffer()));
    expect((await verifyBundle(file)).status).not.toBe('broken');
  });

  it('is the same under the same key, and refused for other work', async () => {
    const once = { key: 'one-export' };
    const [first, second] = await Promise.all([
      api.post(at(), { kind: 'export' }, once),
      api.post(at(), { kind: 'export' }, once),
    ]);
    expect(second.body['id']).toBe(first.body['id']);
    await over(first);
    expect((await api.post(at(), { kind: 'verify' }, once)).body['code']).toBe('command.mismatch');
  });

  it('tells how far it is, how fast, and how long it will take', async () => {
    const work = held('progress');
    const { id } = await work.record;
    (await work.began).progress(25, 100, 'rows');
    const { body } = await api.get(`${at()}/${id}`);
    expect(body).toMatchObject({ status: 'running', progress: { done: 25, total: 100 } });
    work.letGo();
  });

  it('ends when it is canceled, and leaves no result', async () => {
    const work = held('cancel');
    const { id } = await work.record;
    await work.began;
    const answer = await api.call('DELETE', `${at()}/${id}`, undefined, {});
    expect(answer.body['status']).toBe('canceled');
    const asked = { ...answer, headers: new Headers({ location: `${at()}/${id}` }) };
    expect((await over(asked)).body['status']).toBe('canceled');
    expect((await api.get(`${at()}/${id}/result`)).status).toBe(404);
  });
});

describe('long work in a process that stops', () => {
  it('is cut off, says interrupted, keeps nothing, and begins again under the same key', async () => {
    const stopping = await openTiny(umstieg.core.database.folder);
    const order = {
      run,
      kind: 'export',
      request: 'stop',
      by: 'Anna',
      key: 'stop',
      fileName: 'a.zip',
    };
    let file = '';
    let begun: () => void = () => undefined;
    const began = new Promise<void>((done) => (begun = done));
    const { id } = await stopping.operations.begin({
      ...order,
      work: async (use) => {
        await writeFile((file = use.file), 'half of it');
        const stopped = new Promise((done) => use.signal.addEventListener('abort', done));
        begun();
        await stopped;
        return null;
      },
    });
    await began;
    stopping.operations.abandon();
    await stopping.operations.settle();
    expect(await stopping.operations.find(run, id)).toMatchObject({ status: 'interrupted' });
    expect(existsSync(file)).toBe(false);
    await stopping.operations.begin({ ...order, work: () => Promise.resolve(null) });
    await stopping.operations.settle();
    expect(await stopping.operations.find(run, id)).toMatchObject({ status: 'done' });
    await stopping.close();
  });
});

describe('several operations', () => {
  it('wait while two others are going on', async () => {
    const [first, second] = [held('wait-1'), held('wait-2')];
    await Promise.all([first.began, second.began]);
    const third = held('wait-3');
    const { id } = await third.record;
    expect((await api.get(`${at()}/${id}`)).body['status']).toBe('queued');
    first.letGo();
    await third.began;
    for (const work of [second, third]) work.letGo();
  });

  it('are refused as server.busy once twenty wait, with the next free place taken again', async () => {
    const all: ReturnType<typeof held>[] = [];
    for (let i = 0; i < 22; i++) {
      const work = held(`full-${i}`);
      all.push(work);
      await work.record;
    }
    const refused = await api.post(at(), { kind: 'verify' });
    expect([refused.status, refused.body['code']]).toEqual([503, 'server.busy']);
    all[0]?.letGo();
    await all[2]?.began;
    expect((await api.post(at(), { kind: 'verify' })).status).toBe(202);
    for (const work of all) work.letGo();
    await umstieg.operations.settle();
  });

  it('are seen as going on from another process that looks at the same folder', async () => {
    const work = held('elsewhere');
    const { id } = await work.record;
    await work.began;
    const other = await openTiny(umstieg.core.database.folder);
    expect(await other.operations.find(run, id)).toMatchObject({ status: 'running' });
    work.letGo();
    await other.close();
  });

  it('are listed, the newest first', async () => {
    const { body } = await api.get(at());
    const times = (body['items'] as { askedAt: string }[]).map(({ askedAt }) => askedAt);
    expect(times.length).toBeGreaterThan(3);
    expect(times).toEqual(times.toSorted().reverse());
  });
});
