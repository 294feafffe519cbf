import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { serveSession, stopServers, type Api } from './api.js';

let session: Session;
let api: Api;
let run = '';

/** A practice customer, two of whose addresses were misspelled in Connect, played until its addresses were compared. */
beforeAll(async () => {
  const folder = makeFolder();
  const { out } = await newDrill({ out: join(folder, 'drill'), users: 20, seed: 3 });
  misspell(join(out, 'connect-users.csv'));
  session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  const who = commandLineWho('Anna');
  run = (await session.umstieg.newProject({ customer: 'Muster GmbH', kind: 'drill', who })).runId;
  const file = await readAnswers(join(out, 'answers.yaml'));
  const until = file.answers.findIndex(({ id }) => id === 'R-707') + 1;
  const part = { ...file, answers: file.answers.slice(0, until) };
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  await play({ session, runId: run, file: part, as: undefined, environment: {}, ...quiet });
  api = await serveSession(session);
}, 120_000);
afterAll(async () => {
  await stopServers();
  await session.close();
  removeFolders();
});

/** One address in capitals, one in another domain. */
function misspell(file: string): void {
  const lines = readFileSync(file, 'utf8').split('\n');
  const address = /[\w.-]+@[\w.-]+/;
  lines[1] = (lines[1] ?? '').replace(address, (email) => email.toUpperCase());
  lines[2] = (lines[2] ?? '').replace(address, (email) => email.replace('.example', '.test'));
  writeFileSync(file, lines.join('\n'));
}

interface Row {
  readonly email: string;
  readonly outcome: string;
  readonly target: { email: string } | null;
  readonly explained?: { source: Piece[]; target: Piece[] };
  readonly repair?: { inTarget: string | null; inSource: string | null };
}
interface Piece {
  readonly text: string;
  readonly differs: boolean;
  readonly codes?: string;
}
interface Decision {
  readonly step: string;
  readonly options: readonly { readonly value: string }[];
  readonly about: readonly string[];
}
interface Found {
  readonly totals: { source: number; outcomes: Record<string, number> };
  readonly matching: number;
  readonly rows: readonly Row[];
}
const matching = async (query = '') =>
  (await api.get(`/api/runs/${run}/matching?${query}`)).body as unknown as Found;

describe('the comparison of a run', () => {
  it('counts every row of the source exactly once', async () => {
    const { totals, matching: all } = await matching();
    const sum = Object.values(totals.outcomes).reduce((a, b) => a + b, 0);
    expect(sum).toBe(totals.source);
    expect(all).toBe(totals.source);
  });

  it('gives each outcome the rows its number promises', async () => {
    const { totals } = await matching();
    for (const [outcome, count] of Object.entries(totals.outcomes)) {
      const found = await matching(`outcome=${outcome}&limit=500`);
      expect([outcome, found.matching, found.rows.length]).toEqual([outcome, count, count]);
      expect(found.rows.every((row) => row.outcome === outcome)).toBe(true);
    }
  });

  it('shows of a near miss which characters differ, by their numbers', async () => {
    const { rows } = await matching('outcome=case,other-domain');
    expect(rows.length).toBeGreaterThan(0);
    for (const { email, target, explained } of rows) {
      const joined = (pieces: readonly Piece[] = []) => pieces.map(({ text }) => text).join('');
      expect(joined(explained?.source)).toBe(email);
      expect(joined(explained?.target)).toBe(target?.email);
      const marked = [...(explained?.source ?? []), ...(explained?.target ?? [])].filter(
        (piece) => piece.differs,
      );
      expect(marked.length).toBeGreaterThan(0);
      for (const { codes } of marked)
        expect(codes).toMatch(/^U\+[0-9A-F]{4,6}( U\+[0-9A-F]{4,6})*$/);
    }
  });

  it('says of each row that does not match what would mend it, on either side', async () => {
    const { rows } = await matching('outcome=case,other-domain,exact&limit=500');
    for (const { email, outcome, target, repair } of rows) {
      if (outcome === 'exact') expect(repair).toBeUndefined();
      else expect(repair).toMatchObject({ inTarget: email, inSource: target?.email });
    }
  });

  it('is read window by window, none left out and none twice', async () => {
    const { matching: total } = await matching();
    const emails: string[] = [];
    for (let offset = 0; offset < total; offset += 7)
      emails.push(...(await matching(`offset=${offset}&limit=7`)).rows.map((row) => row.email));
    const { rows } = await matching('limit=500');
    expect(emails).toEqual(rows.map((row) => row.email));
  });

  it('finds a part of an address whatever its letter case', async () => {
    const { rows } = await matching('limit=1');
    const part = (rows[0]?.email ?? '').slice(0, 5).toUpperCase();
    const found = await matching(`q=${encodeURIComponent(part)}`);
    expect(found.rows.map(({ email }) => email)).toContain(rows[0]?.email);
  });
});

describe('around the rows of a comparison', () => {
  it('stand the steps that take one decision for each address', async () => {
    const { body } = await api.get(`/api/runs/${run}/matching`);
    const decisions = body['decisions'] as Decision[];
    const yellow = decisions.find(({ step }) => step === 'R-805');
    expect(yellow?.options.map(({ value }) => value)).toEqual(['keep', 'overwrite']);
    expect(yellow?.about).toEqual(['import-overwrites']);
  });

  it('is a list of all comparisons, the newest of each step', async () => {
    const { body } = await api.get(`/api/runs/${run}/matching/comparisons`);
    const items = body['items'] as (Pick<Found, 'totals'> & { step: string })[];
    expect(items.map(({ step }) => step)).toEqual(['R-109', 'R-707']);
    for (const { step, totals } of items)
      expect((await matching(`step=${step}`)).totals).toEqual(totals);
  });

  it('is a sheet of repairs for either side', async () => {
    const sheet = async (side: string) => {
      const { body, headers } = await api.get(
        `/api/runs/${run}/matching/repair.csv?side=${side}&lang=en`,
      );
      expect(headers.get('content-disposition')).toContain('attachment');
      return String(body['text']);
    };
    const { totals } = await matching();
    const target = await sheet('target');
    const lines = target.trimEnd().split('\r\n');
    expect(lines.length - 1).toBe(totals.source - (totals.outcomes['exact'] ?? 0));
    expect(lines[0]).toContain('Change in directory/Connect to');
    expect(target).not.toContain('Change in V4 to');
    expect(await sheet('source')).toContain('Change in V4 to (export again)');
  });

  it('is a list of who is in Connect only', async () => {
    const { body } = await api.get(`/api/runs/${run}/matching/target-without-source`);
    const { totals } = (await matching()) as unknown as { totals: { targetWithoutSource: number } };
    expect(body['matching']).toBe(totals.targetWithoutSource);
  });

  it('is nothing before anything was compared', async () => {
    const made = await api.post('/api/projects', { customer: 'Neu AG', kind: 'drill' });
    const answer = await api.get(`/api/runs/${String(made.body['id'])}/matching`);
    expect(answer.status).toBe(404);
    expect(answer.body['code']).toBe('match.not-found');
    const list = await api.get(`/api/runs/${String(made.body['id'])}/matching/comparisons`);
    expect(list.body['items']).toEqual([]);
  });
});
