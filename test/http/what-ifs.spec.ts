import { ForkedTiny } from '../engine/forked-tiny.js';
import { cleanUp, statusOf } from '../engine/tiny-sequence.js';
import { serveHere, stopServers, type Api } from './api.js';

let tiny: ForkedTiny;
let api: Api;
let made: string;
const at = (run: string) => `/api/runs/${run}`;
const promotion = (run: string, step = 'T-101') => `${at(run)}/steps/${step}/promotion`;

beforeEach(async () => {
  tiny = await ForkedTiny.open();
  await tiny.claim(tiny.origin, 'T-101', { size: 3 });
  api = await serveHere(tiny.umstieg);
  const answer = await api.post(`${at(tiny.origin)}/what-ifs`, {}, { key: 'once' });
  made = String(answer.body['id']);
  await tiny.umstieg.settle();
});
afterEach(async () => {
  await stopServers();
  await cleanUp();
});

async function otherwise(): Promise<void> {
  await tiny.redo(made, 'T-101');
  await tiny.claim(made, 'T-101', { size: 30 });
}

describe('a what-if over HTTP', () => {
  it('is forked once under one key, and says which run it came from', async () => {
    const again = await api.post(`${at(tiny.origin)}/what-ifs`, {}, { key: 'once' });
    expect([again.status, again.body['id'], again.headers.get('location')]).toEqual([
      ...[201, made, at(made)],
    ]);
    expect(again.body).toMatchObject({ kind: 'what-if', from: { run: tiny.origin } });
    const other = await api.post(`${at(tiny.origin)}/what-ifs`, {}, { key: 'once', as: 'Karl' });
    expect(other.body['id']).not.toBe(made);
  });

  it('stands where it was told to', async () => {
    const { body } = await api.post(`${at(tiny.origin)}/what-ifs`, { at: ['T-101'] });
    expect((await tiny.statuses(String(body['id'])))['T-101']).toBe('ready');
    expect((await tiny.statuses(made))['T-101']).toBe('done');
  });

  it.each([
    [{ at: ['T-101'], without: ['T-102'] }, 'input.invalid'],
    [{ at: ['X-1'] }, 'step.unknown'],
  ])('is refused when %j is left out', async (body, code) => {
    const refused = await api.post(`${at(tiny.origin)}/what-ifs`, body);
    expect([refused.status >= 400, refused.body['code']]).toEqual([true, code]);
  });

  it('is refused on a revision that has passed', async () => {
    const { revision } = await tiny.umstieg.queries.run(tiny.origin);
    const old = { match: `"${revision - 1}"` };
    const refused = await api.post(`${at(tiny.origin)}/what-ifs`, {}, old);
    expect([refused.status, refused.body['code']]).toEqual([412, 'run.conflict']);
  });

  it('lies beside its origin row by row, with what was answered otherwise', async () => {
    await otherwise();
    const { status, body } = await api.get(`${at(tiny.origin)}/comparison?with=${made}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ a: { id: tiny.origin }, b: { id: made }, inputs: ['T-101'] });
    const rows = body['rows'] as { id: string; handedIn: object }[];
    expect(rows.find(({ id }) => id === 'T-101')?.handedIn).toMatchObject({
      fields: [{ name: 'size', differs: true, a: 3, b: 30 }],
    });
  });
});

describe('a claim of a what-if over HTTP', () => {
  it('goes back to its origin and is checked again; the same key does it once', async () => {
    await otherwise();
    await tiny.redo(tiny.origin, 'T-101');
    const planned = await api.get(`${promotion(tiny.origin)}?from=${made}`);
    expect(planned.body).toMatchObject({ step: 'T-101', input: { size: 30 }, before: false });
    const body = { from: made, reason: 'das passt besser' };
    const sent = await api.post(promotion(tiny.origin), body, { key: 'back' });
    await tiny.umstieg.settle();
    expect([sent.status, await statusOf(tiny.umstieg, tiny.origin, 'T-101')]).toEqual([
      202,
      'done',
    ]);
    const again = await api.post(promotion(tiny.origin), body, { key: 'back' });
    expect([again.status, again.body['answer']]).toEqual([202, sent.body['answer']]);
    expect(again.body['claim']).toMatchObject({ before: true });
    await tiny.sound(tiny.origin);
  });

  it('goes nowhere but to its origin, and not without a reason; both are recorded', async () => {
    const before = (await tiny.umstieg.queries.run(tiny.origin)).head.seq;
    const stranger = await api.post(promotion(made), { from: tiny.origin, reason: 'x' });
    expect([stranger.status, stranger.body['code']]).toEqual([422, 'promote.not-origin']);
    const bare = await api.post(promotion(tiny.origin), { from: made, reason: ' ' });
    expect(bare.body['code']).toBe('reason.required');
    const done = await api.post(promotion(tiny.origin), { from: made, reason: 'x' });
    expect(done.body['code']).toBe('promote.nothing');
    expect((await tiny.umstieg.queries.run(tiny.origin)).head.seq).toBe(before + 1);
  });
});
