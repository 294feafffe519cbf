import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { serveSession, stopServers, type Answer, type Api } from './api.js';
import { dripped } from './raw-request.js';

const MANY = 100_000;
const STEP = 'R-805';

let session: Session;
let api: Api;
let step = '';

/** A practice customer, played until its yellow users are decided on. */
beforeAll(async () => {
  const folder = makeFolder();
  const { out } = await newDrill({ out: join(folder, 'drill'), users: 20, seed: 3 });
  session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  const who = commandLineWho('Anna');
  const made = await session.umstieg.newProject({ customer: 'Muster GmbH', kind: 'drill', who });
  const { runId } = made;
  const file = await readAnswers(join(out, 'answers.yaml'));
  const part = { ...file, answers: file.answers.slice(0, file.answers.findIndex(isIt)) };
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  await play({ session, runId, file: part, as: undefined, environment: {}, ...quiet });
  api = await serveSession(session);
  step = `/api/runs/${runId}/steps/${STEP}`;
}, 120_000);
afterAll(async () => {
  await stopServers();
  await session.close();
  removeFolders();
});

const isIt = ({ id }: { readonly id: string }) => id === STEP;
const decided = (count: number) =>
  Array.from({ length: count }, (_none, i) => ({
    email: `vorname.nachname-${i}@niederlassung.muster.example`,
    decision: 'overwrite',
    reason: 'Mit dem Kunden besprochen',
  }));
const codeOf = ({ body }: Answer) => [body['code'], body['detail']];

describe('a table of 100,000 decisions', () => {
  const decisions = decided(MANY);

  it('is kept as a draft and given back', async () => {
    const draft = JSON.stringify({ acknowledged: [], values: { decisions } });
    expect(draft.length).toBeGreaterThan(10_000_000);
    expect((await api.call('PUT', `${step}/draft`, draft, {})).status).toBe(200);
    const { body } = await api.get(`${step}/draft`);
    const { values } = body['draft'] as { values: object };
    expect(JSON.stringify(values) === JSON.stringify({ decisions })).toBe(true);
  });

  it('is handed in as one claim, judged, and stands in it', async () => {
    const sent = await api.post(`${step}/claims`, { set: { decisions } });
    expect([sent.status, sent.body['code']]).toEqual([202, undefined]);
    await session.umstieg.settle();
    const { body } = await api.get(`${step}/claim`);
    const { input } = body['claim'] as { input: { decisions: unknown[] } };
    expect(input.decisions).toHaveLength(MANY);
    const attempt = await api.get(sent.headers.get('location') ?? '');
    expect(attempt.body['attempt']).toMatchObject({
      status: expect.not.stringMatching('started') as string,
    });
  });

  it('with one row more is refused, with the number that fits', async () => {
    const sent = await api.post(`${step}/claims`, { set: { decisions: decided(MANY + 1) } });
    expect(codeOf(sent)).toEqual([expect.any(String), expect.stringContaining(String(MANY))]);
    expect(sent.status).toBe(422);
  });
});

describe('a body that is too large', () => {
  const bytes = (mib: number) => JSON.stringify({ set: { x: 'x'.repeat(mib * 1_048_576) } });

  it('is refused with the limit of its route', async () => {
    const [code, says] = codeOf(await api.post(`${step}/redo`, { reason: 'x'.repeat(1_048_576) }));
    expect([code, says]).toEqual(['body.too-large', expect.stringContaining('größer als 1 MiB')]);
    const claim = await api.call('POST', `${step}/claims`, bytes(16), {});
    expect(codeOf(claim)).toEqual(['body.too-large', expect.stringContaining('größer als 16 MiB')]);
  });

  it.each([
    { whose: 'of nobody', token: 'wrong', status: 401 },
    { whose: 'for a run which there is not', at: '/api/runs/none/steps/R-805', status: 404 },
  ])('$whose is refused before a byte of it came', async ({ token, at, status }) => {
    const head = [
      `PUT ${at ?? step}/draft HTTP/1.1`,
      `Host: ${new URL(api.address).host}`,
      `Authorization: Bearer ${token ?? api.token}`,
      ...['Connection: close', 'Content-Type: application/json', 'Content-Length: 12000000'],
    ].join('\r\n');
    const answer = await dripped(api.address, `${head}\r\n\r\n`, '', 50);
    expect(answer.text).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  });
});
