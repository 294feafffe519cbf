import 'reflect-metadata';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play, type PlayResult } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { isSettled } from '../../src/core/task-status.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { answerKey, count } from '../../src/drill/key.js';
import { History } from '../../src/engine/history.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { unpack } from '../audit/bundle-fixture.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { writtenDrill } from './drill-folder.js';

const [USERS, SEED] = [13, 3];
const customer = inventCustomer(USERS, SEED);
let session: Session;
let runId: string;
let answers: string;
let result: PlayResult;

/** A real data folder with a real database file, as the command line opens it. */
const open = (dataFolder: string) => openSession(DOCUMENTED, { dataFolder });

async function playIt(): Promise<PlayResult> {
  const file = await readAnswers(answers);
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  return play({ session, runId, file, as: undefined, environment: {}, ...quiet });
}

const fact = async (step: string) => {
  const run = await session.umstieg.core.read(runId);
  const digest = run.state.tasks[step]?.result;
  if (!digest) throw new Error(`no fact of ${step}`);
  return (await session.umstieg.core.store.facts(runId, [{ step, digest }])).get(step);
};

beforeAll(async () => {
  answers = join(await writtenDrill(USERS, SEED), 'answers.yaml');
  session = await open(join(makeFolder(), 'data'));
  const who = commandLineWho('Anna Berg');
  const project = { customer: customer.name, kind: 'drill', who } as const;
  ({ runId } = await session.umstieg.newProject(project));
  result = await playIt();
}, 120_000);

afterAll(async () => {
  await session.close();
  removeFolders();
});

/** Nothing came from elsewhere to compare these with: no earlier row, no readable evidence, no file. */
const ON_A_PERSONS_WORD: readonly string[] = [
  'R-101',
  'R-102',
  'R-105',
  'R-106',
  'R-107',
  'R-108',
  'R-110',
  'R-111',
  'R-202',
  'R-203',
  'R-204',
  'R-205',
  'R-206',
  'R-301',
  'R-302',
  'R-303',
  'R-401',
  'R-402',
  'R-404',
  'R-602',
  'R-701',
];

describe('playing the answers of a practice customer', () => {
  it('brings the whole sequence to its end, each answer ending as it says', async () => {
    expect(result.stopped).toBeUndefined();
    expect(result.played).toBe(result.total);
    const run = await session.umstieg.queries.run(runId);
    expect(run.steps.filter((s) => !isSettled(s.status)).map((s) => s.id)).toEqual([]);
    expect([run.status, run.progress]).toEqual(['completed', { done: 92, total: 92 }]);
  });

  it('says "attested" of what rests on a person\'s word alone, and of nothing else', async () => {
    const { steps } = await session.umstieg.queries.run(runId);
    expect(steps.filter((s) => s.status === 'waived').map((s) => s.id)).toEqual([]);
    const attested = steps.filter((s) => s.attested).map((s) => s.id);
    expect(attested).toEqual(ON_A_PERSONS_WORD);
  });

  it('does not need the rows of the ways not taken', async () => {
    const { steps } = await session.umstieg.queries.run(runId);
    const left = steps.filter((s) => s.status === 'not-applicable').map((s) => s.id);
    expect(left.filter((id) => id !== 'R-111')).toEqual([
      'R-207',
      'R-411',
      'R-704',
      'R-705',
      'R-708',
    ]);
  });

  it('finds what was planted wrong in the answers, and records it', async () => {
    const refused: string[] = [];
    const contradicted: string[] = [];
    for await (const { entry } of new History(session.umstieg.core).entries(runId)) {
      if (entry.kind === 'refused') refused.push(`${entry.event} ${entry.code ?? ''}`);
      if (entry.verdict === 'contradicts') contradicted.push(entry.step ?? '');
    }
    expect(refused).toEqual(['R-606.submit step.not-ready', 'R-606.approve approval.same-person']);
    expect(contradicted).toEqual(['R-304']);
  });

  it('comes to the numbers of the key', async () => {
    const key = answerKey(customer);
    expect(await fact('R-707')).toMatchObject({ totals: key.match, left: 0 });
    const { usersWithData, usersWithoutData } = count(customer);
    expect(await fact('R-808')).toMatchObject({
      source: USERS,
      imported: usersWithData - 1,
      kept: 1,
      uncertain: 0,
      left: 0,
      withoutData: usersWithoutData,
    });
    const { settingsGroups, greetings, recordedNames } = key.export;
    const found = { settingsFiles: settingsGroups, greetingFiles: greetings, recordedNames };
    expect(await fact('R-406')).toMatchObject({ ...found, usersWithData });
  });

  it('leaves a chain without a gap', async () => {
    expect(await session.umstieg.verify(runId)).toMatchObject({ ok: true, findings: [] });
  });

  it('says nothing twice when it is played again', async () => {
    const before = await session.umstieg.queries.run(runId);
    const again = await playIt();
    expect([again.stopped, again.played]).toEqual([undefined, result.total]);
    const after = await session.umstieg.queries.run(runId);
    expect([after.revision, after.head]).toEqual([before.revision, before.head]);
  }, 60_000);
});

it('the chain of a whole drill names nobody and no place: it can never be erased', async () => {
  const file = join(makeFolder(), 'bundle.zip');
  await session.umstieg.archive.export(runId, file, commandLineWho('Anna Berg'));
  const members = new Map(await unpack(file));
  const rows = await session.umstieg.core.database.query<{ body: string }>(
    'SELECT body FROM audit_entry',
  );
  const { address, domain, hardwareId, name, newMac, oldMac, orderNumber } = customer;
  const people = customer.people.flatMap((p) => [`${p.given} ${p.family}`, p.account, p.sid]);
  const places = [customer.sourceHost, customer.targetHost, `"${hostname()}"`, tmpdir(), answers];
  const devices = [oldMac, newMac, hardwareId, orderNumber];
  const names = ['Anna Berg', name, domain, address, customer.partner.name, ...people];
  const forms = [/[A-Za-z]:\\\\/, /\b\d{1,3}(\.\d{1,3}){3}\b/, /[^\s"]@[^\s"]/, /"\/[a-z]+\//];
  const entries = members.get('entries.jsonl')?.toString('utf8') ?? '';
  expect(entries.split('\n').length).toBeGreaterThan(100);
  for (const text of [...rows.map(({ body }) => body), entries]) {
    const said = [...names, ...places, ...devices].filter((word) => text.includes(word));
    expect([...said, ...forms.flatMap((form) => form.exec(text)?.[0] ?? [])]).toEqual([]);
  }
}, 60_000);
