import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import { serveHere, stopServers, type Api } from './api.js';

let api: Api;
let umstieg: Umstieg;
let run = '';

beforeAll(async () => {
  umstieg = await openTiny(await temporaryFolder());
  api = await serveHere(umstieg);
});
afterAll(async () => {
  await stopServers();
  await cleanUp();
});
beforeEach(async () => {
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  run = made.body['id'] as string;
});

/** Any point in time. */
const moment = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string;
const step = (id: string) => `/api/runs/${run}/steps/${id}`;

async function handIn(
  id: string,
  set: object,
  as = 'Anna',
  evidence: string[] = [],
): Promise<void> {
  const sent = await api.post(`${step(id)}/claims`, { set, evidence }, { as });
  expect(sent.status).toBe(202);
  await umstieg.settle(run);
}

describe('the checklist of a run', () => {
  it('says what is next, who must act, and names what is missing', async () => {
    const { body } = await api.get(`/api/runs/${run}`);
    expect(body).toMatchObject({
      nextAction: { step: 'T-101', act: 'do', acts: { who: 'anyone' } },
      last: { actor: 'Anna' },
    });
    const steps = body['steps'] as { id: string; missing?: object[]; acts?: object }[];
    const locked = steps.find(({ id }) => id === 'T-201');
    expect(locked?.missing).toEqual([
      { kind: 'step', id: 'T-102', title: { de: 'T-102', en: 'T-102' } },
    ]);
    expect(locked?.acts).toBeUndefined();
  });

  it('counts the steps of every part so that the sum fits', async () => {
    await handIn('T-101', { size: 4 });
    const { body } = await api.get(`/api/runs/${run}`);
    for (const part of body['parts'] as { counts: Record<string, number>; total: number }[])
      expect(Object.values(part.counts).reduce((a, b) => a + b, 0)).toBe(part.total);
    expect(body['parts']).toMatchObject([
      { name: 'first', counts: { done: 2 }, began: moment, ended: moment },
      { name: 'second' },
    ]);
  });

  it('names the person a step is assigned to, and since when it waits', async () => {
    await api.post(`${step('T-101')}/assign`, { to: 'Karl' });
    const { body } = await api.get(`/api/runs/${run}`);
    expect(body['nextAction']).toMatchObject({
      acts: { who: 'person', named: ['Karl'] },
      since: moment,
    });
  });

  it('asks a second person, and says who that cannot be', async () => {
    await handIn('T-101', { size: 4, mode: 'unreadable' });
    await api.post(`${step('T-101')}/waive`, { reason: 'not here' });
    const { body } = await api.get(`/api/runs/${run}`);
    const steps = body['steps'] as { id: string; status: string; acts?: object }[];
    const waiting = steps.filter(({ status }) => status === 'waiting-approval');
    expect(waiting.length).toBeGreaterThan(0);
    for (const { acts } of waiting) expect(acts).toMatchObject({ who: 'second-person' });
  });

  it('shows at once what another process wrote', async () => {
    const before = await api.get(`/api/runs/${run}`);
    const other = await openTiny(umstieg.core.database.folder);
    const who = { name: 'Karl', authenticated: false, via: 'cli', host: 'h', osUser: 'o' } as const;
    await other.command(run, { do: 'assign', step: 'T-101', to: 'Berta' }, { who });
    await other.close();
    const after = await api.get(`/api/runs/${run}`);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(after.body['nextAction']).toMatchObject({ acts: { named: ['Berta'] } });
  });
});

describe('the page of a step', () => {
  it('carries form, limits, last verdict and everything that happened to it', async () => {
    await handIn('T-101', { size: 3, mode: 'bad' });
    const { body, headers } = await api.get(step('T-101'));
    expect(headers.get('etag')).toBe(`"${String(body['revision'])}"`);
    expect(body).toMatchObject({
      status: 'rejected',
      acts: { who: 'anyone' },
      judged: { verdict: 'contradicts', reasons: [{ code: 'size.wrong' }] },
      before: null,
      after: 'T-102',
    });
    expect((body['fields'] as object[])[0]).toMatchObject({
      name: 'size',
      limits: { min: 0, max: 1_000_000_000 },
    });
    expect(body['history']).toMatchObject([
      { event: 'T-101.submit', actor: 'Anna' },
      { event: 'T-101.contradicts', actor: null, verdict: 'contradicts' },
    ]);
  });

  it('says field by field and cell by cell what is wrong with a form, in the language asked for', async () => {
    const sent = await api.post(
      `${step('T-101')}/claims`,
      { set: { size: 'many', unknown: 1 }, evidence: [] },
      { headers: { 'accept-language': 'de' } },
    );
    expect(sent.body).toMatchObject({
      code: 'input.invalid',
      errors: [{ field: 'size', text: expect.stringContaining('Zahl') as string }, { field: '' }],
    });
  });

  it('keeps a note of what was seen, which moves nothing', async () => {
    const text = 'Beschriftung „Weiter“ fehlt, dort steht: Next';
    const noted = await api.post(`${step('T-101')}/notes`, { text });
    expect(noted.body).toMatchObject({ step: 'T-101', status: 'ready' });
    const { body } = await api.get(step('T-101'));
    expect(body['history']).toMatchObject([
      { event: 'T-101.note', what: { de: 'Notiz' }, actor: 'Anna', note: text },
    ]);
    const empty = await api.post(`${step('T-101')}/notes`, { text: ' ' });
    expect(empty.body['code']).toBe('reason.required');
  });

  it('says which files are taken as evidence', async () => {
    const { body } = await api.get(step('T-101'));
    expect(body).toMatchObject({ uploads: { most: 25 * 1024 * 1024 }, progress: null });
    expect((body['uploads'] as { endings: string[] }).endings).toContain('.png');
  });

  it('opens the reason somebody gave', async () => {
    await api.post(`${step('T-101')}/waive`, { reason: 'no server here' });
    const { body } = await api.get(step('T-101'));
    expect((body['history'] as object[]).at(-1)).toMatchObject({ note: 'no server here' });
  });
});

interface Found {
  readonly run: string;
  readonly customer: string;
}
const overview = async (query: string) => {
  const { body } = await api.get(`/api/overview?${query}`);
  return {
    items: body['items'] as Found[],
    next: body['next'] as string | null,
    totals: body['totals'],
  };
};

describe('the dashboard', () => {
  it('shows each run with progress, who must act, and the alarm of a problem until it is mended', async () => {
    await handIn('T-101', { size: 3, mode: 'bad' });
    const [wrong] = (await overview(`q=${run}`)).items;
    expect(wrong).toMatchObject({
      run,
      progress: { done: 0, total: 5 },
      alarms: [{ kind: 'problem', step: 'T-101' }],
      next: { step: 'T-101', act: 'mend' },
      waits: [{ step: 'T-101', acts: { who: 'anyone' } }],
    });
    await handIn('T-101', { size: 3 });
    const [mended] = (await overview(`q=${run}`)).items;
    expect(mended).toMatchObject({ alarms: [], progress: { done: 2 } });
  });

  it('pages through all runs in either order, none left out and none twice', async () => {
    for (let i = 0; i < 5; i++)
      await api.post('/api/projects', { customer: `Kunde ${i % 2}`, kind: 'drill' });
    for (const sort of ['activity', 'customer']) {
      const all: string[] = [];
      let after = '';
      for (;;) {
        const page = await overview(`sort=${sort}&limit=2${after}`);
        all.push(...page.items.map((one) => one.run));
        if (page.next === null) break;
        after = `&after=${encodeURIComponent(page.next)}`;
      }
      const listed = (await umstieg.queries.list()).map(({ id }) => id);
      expect(all.toSorted()).toEqual(listed.toSorted());
    }
  });

  it('finds a customer whatever the case, and counts what it found', async () => {
    await api.post('/api/projects', { customer: 'Über-Straße AG', kind: 'drill' });
    const { items, totals } = await overview(`q=${encodeURIComponent('ÜBER-straße')}`);
    expect(items.map(({ customer }) => customer)).toEqual(['Über-Straße AG']);
    expect(totals).toMatchObject({ matching: 1 });
  });

  it('tells a paused run, and one whose deadline has passed by its own clock', async () => {
    await api.post(`/api/runs/${run}/pause`, { reason: 'holidays' });
    const paused = (await overview('alarm=paused')).items;
    expect(paused.map((one) => one.run)).toContain(run);
  });

  it('still lists a run that cannot be read, and says so', async () => {
    const who = { name: 'Karl', authenticated: false, via: 'cli', host: 'h', osUser: 'o' } as const;
    const { runId } = await umstieg.newProject({ customer: 'Schaden AG', kind: 'drill', who });
    await umstieg.core.database.write(`UPDATE run SET state = state || ' ' WHERE id = ?`, [runId]);
    const { items } = await overview('alarm=unusable');
    expect(items).toMatchObject([
      { run: runId, customer: 'Schaden AG', progress: null, alarms: [{ kind: 'unusable' }] },
    ]);
    expect((await api.get(`/api/runs/${runId}`)).status).toBe(500);
  });
});
