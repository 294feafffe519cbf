import { join } from 'node:path';
import type { Session } from '../../src/cli/ports.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { openSession } from '../../src/open-session.js';
import { readPdf } from '../../src/steps/evidence/read-pdf.js';
import { ReadingThread } from '../../src/steps/evidence/reading-thread.js';
import { CERTIFICATE_RENEWAL } from '../second-sequence/certificate-renewal.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { serveSession, stopServers, type Api } from './api.js';

const sessions: Session[] = [];

afterAll(async () => {
  await stopServers();
  for (const session of sessions) await session.close();
  removeFolders();
});

async function begun(sequence: Sequence): Promise<{ api: Api; session: Session; run: string }> {
  const session = await openSession(sequence, { dataFolder: join(makeFolder(), 'data') });
  sessions.push(session);
  const api = await serveSession(session);
  const made = await api.post('/api/projects', { customer: 'Muster GmbH', kind: 'drill' });
  return { api, session, run: made.body['id'] as string };
}

interface Node {
  readonly id: string;
  readonly part: string;
  readonly name: string;
  readonly step?: string;
  readonly title?: { readonly de: string };
  readonly side: boolean;
  readonly live: boolean;
  readonly pointOfNoReturn: boolean;
}
interface Edge {
  readonly from: string;
  readonly to: string;
  readonly kind: string;
}
interface MapAnswer {
  readonly parts: readonly { name: string; starts: string[] }[];
  readonly nodes: readonly Node[];
  readonly edges: readonly Edge[];
}

const mapOf = async ({ api, run }: { api: Api; run: string }) =>
  (await api.get(`/api/runs/${run}/map`)).body as unknown as MapAnswer;

const SEQUENCES = [
  ['the documented sequence', DOCUMENTED],
  ['the second sequence', CERTIFICATE_RENEWAL],
] as const;

describe.each(SEQUENCES)('pages of %s', (_, sequence) => {
  let it_: Awaited<ReturnType<typeof begun>>;
  beforeAll(async () => {
    it_ = await begun(sequence);
  });

  it('tell by what each step is found: its title, lines of the document, labels', async () => {
    const { body } = await it_.api.get(`/api/runs/${it_.run}/words`);
    const items = body['items'] as { id: string; lines: number[]; labels: string[] }[];
    expect(items).toHaveLength(sequence.steps.length);
    expect(items.some(({ lines }) => lines.length > 0)).toBe(true);
  });

  it('draw a map whose arrows all lead from and to something that is on it', async () => {
    const { parts, nodes, edges } = await mapOf(it_);
    const ids = new Set(nodes.map(({ id }) => id));
    const steps = new Set(nodes.flatMap(({ step }) => (step === undefined ? [] : [step])));
    const lanes = new Set(parts.map(({ name }) => name));
    expect(ids.size).toBe(nodes.length);
    expect([...lanes]).toEqual(Object.keys(sequence.definition.parts));
    for (const { from, to, kind } of edges) {
      const opens = kind === 'opens';
      expect([from, opens ? steps.has(from) || lanes.has(from) : ids.has(from)]).toEqual([
        from,
        true,
      ]);
      expect([to, opens ? lanes.has(to) : ids.has(to)]).toEqual([to, true]);
    }
    for (const { starts } of parts) expect(starts.every((start) => ids.has(start))).toBe(true);
  });

  it('name every state beside the way in words, never as the machine does', async () => {
    const { nodes } = await mapOf(it_);
    const beside = nodes.filter(({ step, side }) => side && step === undefined);
    const bare = beside.filter(({ name, title }) => title === undefined || title.de === name);
    expect(bare).toEqual([]);
  });

  it('say in words what leads on, never as the machine hears it', async () => {
    const { edges } = (await mapOf(it_)) as unknown as { edges: { event?: { de: string } }[] };
    const said = edges.flatMap(({ event }) => (event ? [event.de] : []));
    expect(said.filter((words) => /^\S+\.\S+$/.test(words))).toEqual([]);
  });

  it('draw every step of the sequence', async () => {
    const { nodes } = await mapOf(it_);
    const drawn = new Set(nodes.map(({ step }) => step));
    const { body } = await it_.api.get(`/api/runs/${it_.run}`);
    const steps = (body['steps'] as { id: string }[]).map(({ id }) => id);
    expect(steps.filter((id) => !drawn.has(id))).toEqual([]);
  });

  it('fill the position in the parts that have begun, and in no other', async () => {
    const { nodes } = await mapOf(it_);
    const { body } = await it_.api.get(`/api/runs/${it_.run}`);
    const open = (body['parts'] as { name: string; status: string }[])
      .filter(({ status }) => status !== 'locked')
      .map(({ name }) => name);
    expect([...new Set(nodes.filter(({ live }) => live).map(({ part }) => part))]).toEqual(open);
  });

  it('give each step a page of its own', async () => {
    const { body } = await it_.api.get(`/api/runs/${it_.run}`);
    for (const { id } of body['steps'] as { id: string }[]) {
      const page = await it_.api.get(`/api/runs/${it_.run}/steps/${id}`);
      expect([id, page.status]).toEqual([id, 200]);
    }
  });
});

describe.each(SEQUENCES)('the report of %s', (_, sequence) => {
  let it_: Awaited<ReturnType<typeof begun>>;
  beforeAll(async () => {
    it_ = await begun(sequence);
  });

  it('is printed in the language asked for', async () => {
    const report = async (query: string, headers = {}) =>
      (await it_.api.get(`/api/runs/${it_.run}/report.html${query}`, { headers })).body['text'];
    expect(await report('?lang=en')).toContain('<html lang="en">');
    expect(await report('', { 'accept-language': 'en' })).toContain('<html lang="en">');
    expect(await report('')).toContain('<html lang="de">');
    expect(await report('?zone=America/New_York')).toContain('America/New_York');
    const unknown = await it_.api.get(`/api/runs/${it_.run}/report.html?zone=Berlin`);
    expect(unknown.status).toBe(422);
  });

  it('is handed out as a PDF, named in its language, that nobody keeps on the way', async () => {
    const { api, run } = it_;
    const shown = await api.get(`/api/runs/${run}`);
    const { hash } = shown.body['head'] as { hash: string };
    for (const [query, name, page] of [
      ['', 'bericht', 'Seite 1 von'],
      ['?lang=en', 'report', 'Page 1 of'],
    ] as const) {
      const answer = await api.fetch(`/api/runs/${run}/report.pdf${query}`, {});
      const lines = await readPdf(new Uint8Array(await answer.arrayBuffer()), new ReadingThread());
      const { headers } = answer;
      expect(headers.get('content-type')).toBe('application/pdf');
      expect(headers.get('content-disposition')).toBe(`attachment; filename=${name}-${run}.pdf`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toContain('no-store');
      expect(lines[0]).toEqual(expect.arrayContaining([hash, expect.stringContaining(page)]));
    }
  });
});

describe('the page of a documented step', () => {
  it('names the labels of the vendor letter for letter, with the way to them', async () => {
    const { api, run } = await begun(DOCUMENTED);
    const { body } = await api.get(`/api/runs/${run}/steps/R-203`);
    expect(body['labels']).toContainEqual({
      text: 'Systemeinstellungen > Lizenzen > Lizenzverwaltung',
      path: ['Systemeinstellungen', 'Lizenzen', 'Lizenzverwaltung'],
    });
  });

  it('marks the point of no return on the map', async () => {
    const { nodes } = await mapOf(await begun(DOCUMENTED));
    const last = nodes.filter(({ pointOfNoReturn }) => pointOfNoReturn).map(({ step }) => step);
    expect([...new Set(last)]).toContain('R-309');
  });

  it('says on the map why a way is taken, and shows no name that is meant for programs', async () => {
    const { edges } = (await mapOf(await begun(DOCUMENTED))) as unknown as {
      edges: { when?: { de: string; en: string } }[];
    };
    const words = edges.flatMap(({ when }) => (when ? [when.de, when.en] : []));
    expect(words).toContain('R-102: der neue Server ist virtuell');
    expect(words.filter((said) => /=|\b[a-z]+[A-Z]/.test(said))).toEqual([]);
  });
});

describe('the briefing', () => {
  it('tells what happened since the last visit, and nothing once it was read', async () => {
    const { api, session, run } = await begun(CERTIFICATE_RENEWAL);
    const briefing = async (query = '', as = 'Anna') =>
      (await api.get(`/api/runs/${run}/briefing${query}`, { as })).body;
    expect(await briefing()).toMatchObject({ since: null, happened: [], last: { actor: 'Anna' } });
    const { seq } = await briefing();
    const mark = await api.call('PUT', `/api/runs/${run}/visit`, JSON.stringify({ seq }), {});
    expect(mark.status).toBe(200);

    const set = { host: 'mail', expiresOn: '2099-01-01', pinned: true };
    await api.post(`/api/runs/${run}/steps/C-101/claims`, { set }, { as: 'Karl' });
    await session.umstieg.settle(run);
    const now = await briefing();
    expect(now).toMatchObject({
      since: seq,
      last: { actor: 'Karl', step: 'C-101' },
      nextAction: { act: expect.any(String) as string },
    });
    expect((now['happened'] as object[])[0]).toMatchObject({
      step: 'C-101',
      actor: 'Karl',
      title: { de: 'Server und Ablauf feststellen' },
    });
    await api.call('PUT', `/api/runs/${run}/visit`, JSON.stringify({ seq: now['seq'] }), {});
    expect(await briefing()).toMatchObject({ happened: [], count: 0 });
    await api.post(`/api/runs/${run}/steps/C-101/notes`, { text: 'own act' }, { as: 'Anna' });
    expect(await briefing()).toMatchObject({ happened: [], count: 0 });
    expect((await briefing(`?since=${String(seq)}`, 'Karl'))['happened']).toContainEqual(
      expect.objectContaining({ actor: 'Anna' }),
    );
    expect(await briefing('', 'Berta')).toMatchObject({ since: null });
    expect(((await briefing('?since=0'))['happened'] as object[]).length).toBeGreaterThan(1);
  });

  it('says what became outdated and why', async () => {
    const { api, session, run } = await begun(CERTIFICATE_RENEWAL);
    const steps = `/api/runs/${run}/steps`;
    const handIn = async (step: string, set: object, evidence: unknown[] = []) => {
      const sent = await api.post(`${steps}/${step}/claims`, { set, evidence });
      expect(sent.status).toBe(202);
      await session.umstieg.settle(run);
    };
    await handIn('C-101', { host: 'mail', expiresOn: '2099-01-01', pinned: true });
    await api.post(`${steps}/C-201/approve`, { reason: 'seen' }, { as: 'Karl' });
    const bytes = new TextEncoder().encode('saved');
    const sent = await api.call('POST', `/api/runs/${run}/evidence?name=saved.txt`, bytes, {});
    await handIn('C-201', { exchangedAt: '2026-03-02T09:30:00Z' }, [sent.body['digest']]);
    await api.post(`${steps}/C-101/redo`, { reason: 'another server' });
    await session.umstieg.settle(run);
    await handIn('C-101', { host: 'post', expiresOn: '2099-01-01', pinned: true });
    const { body } = await api.get(`/api/runs/${run}/briefing`);
    expect(body['outdated']).toMatchObject([
      { id: 'C-201', because: [{ id: 'C-101', title: { de: 'Server und Ablauf feststellen' } }] },
    ]);
  });
});
