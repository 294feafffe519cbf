import { createHash } from 'node:crypto';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { serveHere, stopServers, type Api } from './api.js';

interface Entry {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly step: string | null;
  readonly actor: string | null;
}

let api: Api;
let umstieg: Umstieg;
let run = '';

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
  run = await newRun();
  const at = (step: string) => `/api/runs/${run}/steps/${step}`;
  await api.post(`${at('T-101')}/assign`, { to: 'Karl' });
  await api.post(
    `${at('T-101')}/claims`,
    { set: { size: 4 }, evidence: [] },
    { as: 'Jörg Müller' },
  );
  await umstieg.settle(run);
  await api.post(`${at('T-201')}/claims`, { set: {}, evidence: [] }); // too early: refused
  await api.post(`${at('T-102')}/notes`, { text: 'Straße gesperrt' });
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});

async function newRun(): Promise<string> {
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  return made.body['id'] as string;
}

const ask = async (query: string, of = run) => {
  const { body, status } = await api.get(`/api/runs/${of}/entries?${query}`);
  return { ...body, status } as {
    status: number;
    code?: string;
    items: Entry[];
    next: string | null;
  };
};

async function all(query: string): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let after = ''; ;) {
    const { items, next } = await ask(`${query}&limit=2${after}`);
    found.push(...items);
    if (next === null) return found;
    after = `&after=${next}`;
  }
}

describe('the audit trail over HTTP', () => {
  it('comes in pages in either order, none left out and none twice', async () => {
    const oldest = await all('order=oldest');
    expect(oldest.length).toBeGreaterThan(6);
    expect(oldest.map(({ seq }) => seq)).toEqual(oldest.map((_entry, i) => i + 1));
    expect(await all('order=newest')).toEqual(oldest.toReversed());
  });

  it('stays where it is while the chain grows', async () => {
    const first = await ask('order=newest&limit=2');
    await api.post(`/api/runs/${run}/steps/T-102/notes`, { text: 'inzwischen' });
    const second = await ask(`order=newest&limit=2&after=${String(first.next)}`);
    expect(second.items[0]?.seq).toBe((first.items[1]?.seq ?? 0) - 1);
  });
});

describe('the audit trail narrowed', () => {
  it('shows some kinds, a step, and both', async () => {
    const refused = await all('kind=refused,timer');
    expect(refused.map(({ kind }) => kind)).toEqual(['refused']);
    const ofStep = await all('step=T-101');
    expect(ofStep.length).toBeGreaterThan(2);
    expect(new Set(ofStep.map(({ step }) => step))).toEqual(new Set(['T-101']));
    expect(await all('step=T-101&kind=refused')).toEqual([]);
  });

  it('shows what a person did, found by a part of the name, whatever its case', async () => {
    const found = await all(`person=${encodeURIComponent('MÜLL')}`);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ actor }) => actor))).toEqual(new Set(['Jörg Müller']));
  });

  it('shows a time, its start included and its end not', async () => {
    const entries = await all('order=oldest');
    const [third] = entries.slice(2);
    const at = encodeURIComponent(third?.at ?? '');
    const before = await all(`to=${at}`);
    const after = await all(`from=${at}`);
    expect([...before, ...after]).toEqual(entries);
    expect(after.some(({ seq }) => seq === third?.seq)).toBe(true);
  });

  it('is searched by words in any order, by a reason somebody gave and by the start of a hash', async () => {
    const [note] = await all(`q=${encodeURIComponent('gesperrt STRASSE straße')}`);
    expect(note).toBeUndefined();
    expect(await all(`q=${encodeURIComponent('gesperrt STRAßE')}`)).toMatchObject([
      { step: 'T-102', note: 'Straße gesperrt' },
    ]);
    expect(await all('q=handed%20t-101%20claim')).toMatchObject([{ event: 'T-101.submit' }]);
    const [first] = await all('order=oldest');
    const { hash } = first as Entry & { hash: string };
    expect(await all(`q=${hash.slice(0, 16)}`)).toMatchObject([{ seq: 1 }]);
  });
});

describe('a question about the audit trail', () => {
  it('refuses a cursor of another question, of another run, and one that was made up', async () => {
    const { next } = await ask('order=newest&limit=1');
    const other = await newRun();
    for (const [query, of] of [
      [`limit=1&after=${String(next)}`, run],
      [`order=newest&kind=event&after=${String(next)}`, run],
      [`order=newest&limit=1&after=${String(next)}`, other],
      ['after=3', run],
      ['after=3.000000000000', run],
    ] as const)
      expect(await ask(query, of)).toMatchObject({ status: 422, code: 'input.invalid' });
    expect((await ask(`order=newest&limit=3&after=${String(next)}`)).status).toBe(200);
  });

  it('says what does not fit of a filter', async () => {
    for (const query of ['kind=event,nothing', 'from=yesterday', 'order=up', 'who=Anna'])
      expect(await ask(query)).toMatchObject({ status: 422, code: 'input.invalid' });
  });

  it('gives the very text of one entry that is hashed', async () => {
    const { body } = await api.get(`/api/runs/${run}/entries/2`);
    const bytes = Buffer.concat([Buffer.of(0), Buffer.from(String(body['body']), 'utf8')]);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(body['hash']);
    expect(JSON.parse(String(body['body']))).toMatchObject({ seq: 2, run });
    for (const seq of ['0', '100000', 'x', '-1'])
      expect((await api.get(`/api/runs/${run}/entries/${seq}`)).body['code']).toBe(
        'entry.not-found',
      );
  });
});
