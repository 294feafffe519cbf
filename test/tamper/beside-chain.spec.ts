import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Erasures } from '../../src/engine/erasures.js';
import { namedPerson } from '../../src/engine/named-person.js';
import { commandLineWho, type Umstieg } from '../../src/engine/umstieg.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  temporaryFolder,
} from '../engine/tiny-sequence.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';

let data: string;
let run: string;
let other: string;

/** A run with every kind of row: claims, attempts, evidence, a timer, an approval, a refusal, people. */
beforeAll(async () => {
  const folder = await temporaryFolder();
  data = join(folder, 'data');
  const umstieg = await openTiny(data);
  run = await newTinyRun(umstieg);
  other = await newTinyRun(umstieg);
  const proof = join(folder, 'proof.txt');
  writeFileSync(proof, 'seen');
  const claim = { set: { size: 3, who: 'Jörg' }, evidence: [proof] };
  await umstieg.submit(run, 'T-101', claim, { ...anna, key: 'first' });
  await umstieg.settle();
  await umstieg.command(run, { do: 'approve', step: 'T-201', reason: 'gesehen' }, karl);
  await umstieg.command(run, { do: 'assign', step: 'T-202', to: 'Mia' }, karl);
  await umstieg.command(run, { do: 'waive', step: 'T-203', reason: 'unnötig' }, anna);
  await umstieg.close();
}, 60_000);
afterAll(cleanUp);

let copies = 0;

/** Spoils a copy of the data folder and opens it. `$RUN` is the run. */
async function openAfter(...statements: string[]): Promise<Umstieg> {
  const copy = `${data}-${String(copies++)}`;
  cpSync(data, copy, { recursive: true });
  await RawFile.use(databaseIn(copy), async (raw) => {
    await raw.exec('PRAGMA foreign_keys = OFF');
    for (const sql of statements) await raw.exec(sql.replaceAll('$RUN', `'${run}'`));
  });
  return openTiny(copy);
}

async function codesAfter(...statements: string[]): Promise<string[]> {
  const umstieg = await openAfter(...statements);
  const { findings } = await umstieg.verify(run);
  await umstieg.close();
  return findings.map(({ code }) => code);
}

const mine = 'WHERE run_id = $RUN';
const last = (table: string) =>
  `rowid = (SELECT max(rowid) FROM "${table}" ${mine}) AND run_id = $RUN`;
const openingOf = (value: string) => `opening ${mine} AND value = '"${value}"'`;
const set = (what: string, to: string) => `UPDATE ${what.replace(' WHERE', ` SET ${to} WHERE`)}`;
const one = (text: string) => `UPDATE ${text}`;

const ATTACKS: readonly (readonly [what: string, code: string, ...sql: string[]])[] = [
  ['the customer renamed', 'run.customer-changed', `UPDATE project SET customer = 'Beta'`],
  ['the customer emptied', 'run.customer-changed', `UPDATE project SET customer = ''`],
  ['a live run made a drill', 'run.kind-changed', one(`run SET kind = 'drill' WHERE id = $RUN`)],
  [
    'a later beginning',
    'run.created-at-changed',
    one(`run SET created_at = '2030' WHERE id = $RUN`),
  ],
  [
    'another project',
    'run.project-changed',
    `INSERT INTO project VALUES ('p-x', 'X', '')`,
    one(`run SET project_id = 'p-x' WHERE id = $RUN`),
  ],
  ['another status', 'run.status-changed', one(`run SET status = 'completed' WHERE id = $RUN`)],
  ['another revision', 'run.revision-changed', one(`run SET revision = 99 WHERE id = $RUN`)],
  ['a later change', 'run.updated-at-changed', one(`run SET updated_at = '2030' WHERE id = $RUN`)],
  [
    'a result reworded',
    'run.outcome-changed',
    one(`attempt SET result = replace(result, 'consistent', 'contradicts') ${mine}`),
  ],
  [
    'an end taken back',
    'run.outcome-missing',
    one(`attempt SET status = 'started', ended_at = NULL, end_salt = NULL ${mine}`),
  ],
  [
    'a claim reworded',
    'run.attempt-changed',
    one(`attempt SET input = replace(input, 'Jörg', 'Jürgen') ${mine}`),
  ],
  ['an attempt gone', 'run.attempt-missing', `DELETE FROM attempt ${mine}`],
  [
    'an attempt put in',
    'run.attempt-added',
    `INSERT INTO attempt SELECT 'x', run_id, step, number, status, owner, lease_until, not_before, work_key, input, started_at, ended_at, result, salt, end_salt FROM attempt WHERE ${last('attempt')}`,
  ],
  ['a fact gone', 'run.fact-missing', `DELETE FROM fact ${mine} AND step = 'T-101'`],
  [
    'a fact reworded',
    'run.fact-changed',
    one(`fact SET body = replace(body, '3', '4') ${mine} AND step = 'T-101'`),
  ],
  [
    'a fact exchanged',
    'run.fact-added',
    one(
      `fact SET body = '{}', digest = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a' ${mine} AND step = 'T-101'`,
    ),
  ],
  [
    'a doer hidden from the four-eyes rule',
    'run.opening-changed',
    set(openingOf('Anna'), `kind = 'note'`),
  ],
  ['a doer renamed', 'audit.opening-wrong', set(openingOf('Anna'), `value = '"Eva"'`)],
  [
    'an opening put in',
    'run.opening-added',
    `INSERT INTO opening VALUES ('${'a'.repeat(64)}', $RUN, 'note', '', '')`,
  ],
  ['evidence renamed', 'run.evidence-changed', one(`evidence SET name = 'other.txt' ${mine}`)],
  ['evidence of another step', 'run.evidence-missing', one(`evidence SET step = 'T-102' ${mine}`)],
  ['an evidence row gone', 'run.evidence-missing', `DELETE FROM evidence ${mine}`],
  ['a step of the state gone', 'bundle.state-differs', `DELETE FROM run_task ${mine}`],
  [
    'a step of the state changed',
    'bundle.state-differs',
    one(`run_task SET body = replace(body, '"round":1', '"round":2') ${mine}`),
  ],
  [
    'steps of the state in another order',
    'bundle.state-differs',
    one(`run_task SET place = -place ${mine}`),
  ],
  [
    'a step of the state put in',
    'bundle.state-differs',
    `INSERT INTO run_task VALUES ($RUN, 'T-999', 99, '{}')`,
  ],
  ['a timer moved', 'run.timer-changed', one(`timer SET due_at = '2030' ${mine}`)],
  ['a timer gone', 'run.timer-missing', `DELETE FROM timer ${mine}`],
  ['a timer put in', 'run.timer-added', `INSERT INTO timer VALUES ($RUN, 'x', '2030')`],
  ['an answer reworded', 'run.answer-changed', one(`command SET answer = '{}' ${mine}`)],
  ['an answer gone', 'run.answer-missing', `DELETE FROM command ${mine} AND key = 'first'`],
  [
    'a fingerprint put in',
    'run.fingerprint-added',
    `INSERT INTO fingerprint VALUES ('old-mac', 'f', $RUN, 'p', '')`,
  ],
];

describe('audit verify', () => {
  it('finds nothing in what nobody touched', async () => {
    expect(await codesAfter()).toEqual([]);
    const umstieg = await openAfter();
    expect(await umstieg.verify(other)).toMatchObject({ ok: true, erased: 0 });
    expect(await umstieg.verify('instance')).toMatchObject({ ok: true });
    await umstieg.close();
  });

  it.each(ATTACKS)('names %s: %s', async (_what, code, ...sql) => {
    expect(await codesAfter(...sql)).toContain(code);
  });

  it.each([
    ['a fact', 'fact', one(`fact SET body = '' ${mine}`)],
    ['a note', 'opening', set(openingOf('gesehen'), `value = '', salt = ''`)],
    ['a name with its row', 'opening', `DELETE FROM ${openingOf('Anna')}`],
    ['a name', 'opening', set(openingOf('Mia'), `value = '', salt = ''`)],
    ['a claim', 'attempt', one(`attempt SET input = '', salt = '' ${mine}`)],
    [
      'a result',
      'outcome',
      one(`attempt SET result = NULL, end_salt = '' ${mine} AND ended_at IS NOT NULL`),
    ],
    ['an answer', 'answer', one(`command SET answer = '', salt = '' ${mine}`)],
    ['the name of evidence', 'evidence', one(`evidence SET name = '', salt = '' ${mine}`)],
  ])('names %s that was emptied without a record of an erasure', async (_what, of, sql) => {
    const umstieg = await openAfter(sql);
    const { findings, erased } = await umstieg.verify(run);
    expect(new Set(findings.map(({ code }) => code))).toEqual(new Set([`run.${of}-emptied`]));
    expect(erased).toBeGreaterThan(0);
    await umstieg.close();
  });

  it('takes an erased customer for erased where an entry says so', async () => {
    const umstieg = await openAfter();
    const why = { who: commandLineWho('Olga'), reason: 'Antrag' };
    await new Erasures(umstieg).person(namedPerson('Muster GmbH', []), why);
    expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });
    expect((await umstieg.queries.run(run)).customer).toBe('');
    await umstieg.close();
  });
});

describe('a run whose rows were changed', () => {
  it.each([
    ['its kind', one(`run SET kind = 'drill' WHERE id = $RUN`)],
    ['its project', one(`run SET project_id = 'instance' WHERE id = $RUN`)],
    ['its status', one(`run SET status = 'completed' WHERE id = $RUN`)],
    ['the name of a doer', set(openingOf('Anna'), `value = '"Eva"'`)],
    ['the customer', `UPDATE project SET customer = 'Beta'`],
  ])('stands still: %s', async (_what, sql) => {
    const umstieg = await openAfter(sql);
    const look = umstieg.queries.run(run);
    await expect(look).rejects.toMatchObject({ code: 'snapshot.corrupt' });
    await umstieg.close();
  });

  it('does not hand in again what somebody else wrote into an old claim', async () => {
    const umstieg = await openAfter(
      one(`attempt SET input = replace(input, '"size":3', '"size":4') ${mine}`),
    );
    const again = { do: 'redo', step: 'T-101', reason: 'neu', keep: ['T-101'] } as const;
    await umstieg.command(run, again, karl);
    await expect(umstieg.settle()).rejects.toMatchObject({ code: 'snapshot.corrupt' });
    await umstieg.close();
  });

  it('does not go on without a fact it was promised', async () => {
    const umstieg = await openAfter(`DELETE FROM fact ${mine} AND step = 'T-102'`);
    const claim = { set: { size: 2 }, evidence: [databaseIn(data)] };
    await umstieg.submit(run, 'T-201', claim, anna);
    await expect(umstieg.settle()).rejects.toMatchObject({ code: 'snapshot.corrupt' });
    await umstieg.close();
  });

  it.each([
    ['hidden', set(openingOf('Anna'), `kind = 'note'`)],
    ['gone', `DELETE FROM ${openingOf('Anna')}`],
  ])('lets a doer approve nothing of their own though their name is %s', async (_what, sql) => {
    const umstieg = await openAfter(sql);
    const approve = { do: 'approve', step: 'T-203', reason: 'ja' } as const;
    await expect(umstieg.command(run, approve, anna)).rejects.toMatchObject({
      code: 'approval.same-person',
    });
    await umstieg.close();
  });
});
