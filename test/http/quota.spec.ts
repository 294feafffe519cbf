import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { AuditStore } from '../../src/persistence/audit.store.js';
import { anna, cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { serveHere, stopServers, type Api } from './api.js';

let api: Api;
let umstieg: Umstieg;
let folder = '';

beforeEach(async () => {
  folder = await temporaryFolder();
  umstieg = await openTiny(folder);
  api = await serveHere(umstieg);
});
afterEach(async () => {
  await stopServers();
  await cleanUp();
});

const project = async () => {
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  return made.body['id'] as string;
};
const upload = (run: string, text: string) =>
  api.call('POST', `/api/runs/${run}/evidence?name=beleg.txt`, new TextEncoder().encode(text), {});
const limit = (projectBytes: number | null, installationBytes: number | null) =>
  api.call('PUT', '/api/quota', JSON.stringify({ projectBytes, installationBytes }), {});
const outcome = ({ status, body }: Awaited<ReturnType<Api['get']>>) => [status, body['code']];
const REFUSED = [507, 'evidence.over-quota'];
const TAKEN = [201, undefined];

describe('room for evidence', () => {
  it('of a project is not exceeded, and the refusal says what is used, what is allowed and what helps', async () => {
    const [run, other] = [await project(), await project()];
    await limit(1_500_000, null);
    expect(outcome(await upload(run, 'a'.repeat(1_048_576)))).toEqual(TAKEN);
    const refused = await upload(run, 'b'.repeat(1_048_576));
    expect(outcome(refused)).toEqual(REFUSED);
    expect(refused.body['detail']).toContain('hat 1.0 MiB');
    expect(refused.body['detail']).toContain('belegen 1.0 von 1.4 MiB');
    expect(refused.body['detail']).toContain('umstieg quota');
    expect(outcome(await upload(run, 'a'.repeat(1_048_576)))).toEqual(TAKEN); // the same content counts once
    expect(outcome(await upload(other, 'b'.repeat(1_048_576)))).toEqual(TAKEN);
    const told = await new AuditStore(umstieg.core.database).mentioning(
      'instance',
      '"evidence.over-quota"',
    );
    expect(told).toHaveLength(1);
  });

  it('of all projects is not exceeded, by two at once either', async () => {
    const [run, other] = [await project(), await project()];
    await limit(null, 150);
    const both = await Promise.all([upload(run, 'a'.repeat(100)), upload(other, 'b'.repeat(100))]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 507]);
    expect((await api.get('/api/quota')).body).toMatchObject({
      quota: { projectBytes: null, installationBytes: 150 },
      usedBytes: 100,
      projects: [{ usedBytes: 100 }],
    });
    await limit(null, null);
    expect(outcome(await upload(other, 'b'.repeat(100)))).toEqual(TAKEN);
  });

  it('counts what a claim hands in by its path, and nothing of a refused claim is kept', async () => {
    const run = await project();
    await limit(50, null);
    const path = join(folder, 'beleg.txt');
    writeFileSync(path, 'c'.repeat(100));
    const claim = { set: { size: 4 }, evidence: [path] };
    await expect(umstieg.submit(run, 'T-101', claim, anna)).rejects.toMatchObject({
      code: 'evidence.over-quota',
    });
    expect((await umstieg.quotas.used()).usedBytes).toBe(0);
    await limit(100, null);
    await umstieg.submit(run, 'T-101', claim, anna);
    expect((await umstieg.quotas.used()).usedBytes).toBe(100);
  });

  it('is set once for the same words, and holds in another process and after a restart', async () => {
    await limit(10, 20);
    const head = async () =>
      (await umstieg.core.store.load(['instance'])).get('instance')?.row.headSeq;
    const before = await head();
    await limit(10, 20);
    expect(await head()).toBe(before);
    const other = await openTiny(folder);
    expect(await other.quotas.current()).toEqual({ projectBytes: 10, installationBytes: 20 });
    await other.quotas.set({ projectBytes: 11, installationBytes: null }, anna.who);
    expect(await umstieg.quotas.current()).toEqual({ projectBytes: 11, installationBytes: null });
  });
});
