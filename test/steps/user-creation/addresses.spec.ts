import { describe, expect, it } from '@jest/globals';
import { CheckAddresses } from '../../../src/steps/user-creation/check-addresses.step.js';
import { CompareAddresses } from '../../../src/steps/user-creation/compare-addresses.step.js';
import { ListManualUsers } from '../../../src/steps/user-creation/list-manual-users.step.js';
import { PrepareAdTakeover } from '../../../src/steps/user-creation/prepare-ad-takeover.step.js';
import { buildContext, handIn, specOf } from '../build-context.js';
import { known } from './known.js';
import { manifest, stored } from './stored.js';
import { file, folder } from './temporary.js';

const SID = 'S-1-5-21-1-2-3-';

describe('R-705 users made by hand', () => {
  const v4 = stored('v4.csv', 'email', 'anna@a.example', 'bert@a.example');
  const overrides = { ...known({ 'R-109': { v4Users: v4.ref } }), files: [v4.file] };

  it('accepts a list with everybody of V4', async () => {
    const list = file('created.csv', 'email', 'anna@a.example', 'Bert@a.example');
    const { outcome } = await handIn(ListManualUsers, { list }, overrides);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { users: 2 } });
  });

  it('names who is missing, unless left out for a reason', async () => {
    const list = file('created.csv', 'email', 'anna@a.example');
    const { outcome, codes } = await handIn(ListManualUsers, { list }, overrides);
    expect(codes).toEqual(['users.not-created']);
    expect(outcome?.reasons[0]).toMatchObject({ claimed: 'bert@a.example', place: { row: 3 } });
    const leftOut = [{ email: 'bert@a.example', reason: 'ausgeschieden' }];
    const excused = await handIn(ListManualUsers, { list, leftOut }, overrides);
    expect(excused.outcome?.verdict).toBe('consistent');
  });

  it.each([
    ['a missing file', () => '/nowhere/created.csv', 'file.unreadable'],
    ['a folder', () => folder(), 'file.unreadable'],
    ['an empty file', () => file('empty.csv'), 'csv.empty'],
    ['a list without addresses', () => file('x.csv', 'Nummer', '1'), 'column.missing'],
    ['a list without rows', () => file('x.csv', 'email'), 'list.empty'],
  ])('refuses %s', async (_what, path, code) => {
    const { outcome, codes } = await handIn(ListManualUsers, { list: path() }, overrides);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });

  it('cannot compare without a V4 list', async () => {
    const list = file('created.csv', 'email', 'anna@a.example');
    expect((await handIn(ListManualUsers, { list })).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-706 addresses in Connect', () => {
  it('accepts a supplied list of unique addresses and keeps it as evidence', async () => {
    const list = file('connect.csv', 'ID,email', `${SID}1001,anna@a.example`);
    const { outcome } = await handIn(CheckAddresses, { source: 'supplied', list });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { source: 'supplied', users: 1 },
      flags: { source: 'supplied', unique: true },
    });
    expect(outcome?.evidence).toHaveLength(1);
  });

  it.each([
    [
      'a duplicate by letter case and blanks',
      ['anna@a.example', ' ANNA@a.example'],
      'email.duplicate',
    ],
    ['an empty address', ['anna@a.example', '""'], 'email.empty'],
    ['an invalid address', ['anna.a.example'], 'email.invalid'],
  ])('refuses %s', async (_what, addresses, code) => {
    const list = file('connect.csv', 'email', ...addresses);
    const { outcome, codes } = await handIn(CheckAddresses, { source: 'supplied', list });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
    expect(outcome?.reasons[0]?.place?.row).toBeGreaterThan(1);
    expect(outcome?.flags).toBeUndefined();
  });

  it('says of a pull from AD that it was derived, not read back', async () => {
    const list = file('ad.csv', 'mail', 'anna@a.example');
    const { outcome, codes } = await handIn(CheckAddresses, { source: 'ad', list });
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toContain('list.derived');
    expect(outcome?.reasons[0]?.text.en).toContain('Derived, not read back');
  });

  it('takes the connector file made in R-704 together with the status of its run', async () => {
    const header = 'ID,firstname,name,account,email';
    const made = stored('made.csv', '# from Umstieg', header, `${SID}1001,A,B,ab,a@a.example`);
    const facts = { ...known({ 'R-704': { file: made.ref.digest } }), files: [made.file] };
    const good = { source: 'connector-file', runStatus: 'finished', usersCreated: 1 };
    const { outcome, codes } = await handIn(CheckAddresses, good, facts);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { users: 1 } });
    expect(codes).toContain('list.derived');
    const failed = await handIn(CheckAddresses, { ...good, runStatus: 'error' }, facts);
    expect(failed.codes).toContain('connector.not-finished');
    const fewer = await handIn(CheckAddresses, { ...good, usersCreated: 0 }, facts);
    expect(fewer.codes).toContain('connector.count-differs');
    expect((await handIn(CheckAddresses, good)).codes).toContain('list.no-connector-file');
  });

  it('waits for a second person when there is no list', async () => {
    const { outcome } = await handIn(CheckAddresses, { source: 'none' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { list: null } });
    expect(outcome?.approval).toBeDefined();
  });

  it('refuses a form without what its source needs', async () => {
    expect((await handIn(CheckAddresses, { source: 'supplied' })).refused).toHaveLength(1);
    expect((await handIn(CheckAddresses, { source: 'connector-file' })).refused).toHaveLength(1);
  });
});

const exported = manifest(
  ...['anna@a.example', 'bert@a.example', 'cleo@a.example'].map((e) => `UserData/${e}/name.wav`),
);

function compared(v4: readonly string[], connect: readonly string[]) {
  const [left, right] = [stored('v4.csv', 'email', ...v4), stored('c.csv', 'email', ...connect)];
  const facts = known({
    'R-109': { v4Users: left.ref },
    'R-706': { list: right.ref.digest },
    'R-406': { manifest: exported.ref.digest },
  });
  return { ...facts, files: [left.file, right.file, exported.file] };
}

describe('R-707 comparing with V4', () => {
  it('matches identical addresses and stores the whole match', async () => {
    const context = buildContext(compared(['anna@a.example'], ['anna@a.example']));
    const outcome = await new CompareAddresses().execute({}, context);
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      flags: { matched: true, conflicts: false },
      facts: { left: 0, totals: { outcomes: { exact: 1 }, import: { import: 1 } } },
    });
    const facts = outcome.facts as { match: string };
    const match: unknown = JSON.parse(String(await context.store.read(facts.match)));
    expect(match).toMatchObject({ rows: [{ email: 'anna@a.example', outcome: 'exact' }] });
  });

  it('names near misses and users without a match', async () => {
    const overrides = compared(['anna@a.example', 'cleo@a.example'], ['Anna@a.example']);
    const { outcome, codes } = await handIn(CompareAddresses, {}, overrides);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(expect.arrayContaining(['match.case', 'match.none']));
    expect(outcome?.reasons[0]).toMatchObject({
      claimed: 'anna@a.example',
      known: 'Anna@a.example',
    });
    expect(outcome?.flags).toEqual({ matched: false, conflicts: true });
  });

  it('accepts users whom people decided to leave without a match', async () => {
    const overrides = compared(['anna@a.example', 'cleo@a.example'], ['anna@a.example']);
    const accepted = [{ email: 'cleo@a.example', reason: 'ausgeschieden' }];
    const { outcome, codes } = await handIn(CompareAddresses, { accepted }, overrides);
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { matched: true } });
    expect(codes).toContain('match.none');
  });

  it('does not ask about users without exported data', async () => {
    const overrides = compared(['anna@a.example', 'dora@a.example'], ['anna@a.example']);
    const { outcome, codes } = await handIn(CompareAddresses, {}, overrides);
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toContain('match.none');
  });
});

describe('R-707 refusing and repeating the comparison', () => {
  it('never accepts duplicates', async () => {
    const overrides = compared(['anna@a.example', 'ANNA@a.example'], ['anna@a.example']);
    const accepted = [{ email: 'anna@a.example', reason: 'egal' }];
    const { codes } = await handIn(CompareAddresses, { accepted }, overrides);
    expect(codes).toEqual(
      expect.arrayContaining(['match.duplicate-source', 'match.accepted-unknown']),
    );
  });

  it('cannot compare without one of the lists and asks for approval', async () => {
    const { outcome } = await handIn(CompareAddresses, {});
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { match: null } });
    expect(outcome?.approval).toBeDefined();
  });

  it('answers from its durable work folder when asked again', async () => {
    const step = new CompareAddresses();
    const context = buildContext(compared(['anna@a.example'], ['anna@a.example']));
    expect(await step.check({}, context)).toBeUndefined();
    const outcome = await step.execute({}, context);
    expect(await step.check({}, context)).toEqual(outcome);
  });

  it('becomes outdated with each list it reads', () => {
    expect(specOf(CompareAddresses).reads).toEqual(['R-109', 'R-406', 'R-706']);
  });
});

describe('R-708 preparing the takeover by AD', () => {
  it('accepts a domain SID in every row', async () => {
    const list = file('users.csv', 'ID,name', `${SID}1001,A`, `${SID}1002,B`);
    const { outcome } = await handIn(PrepareAdTakeover, { list });
    expect(outcome).toMatchObject({ verdict: 'consistent', reasons: [], facts: { rows: 2 } });
  });

  it.each([
    ['S-1-5-32-544', 'sid.builtin'],
    [`${SID}500`, 'sid.well-known'],
    ['', 'sid.empty'],
    ['4711', 'sid.not-a-sid'],
  ])('refuses "%s" and names its row', async (sid, code) => {
    const list = file('users.csv', 'ID,name', `${SID}1001,A`, `${sid},B`);
    const { outcome, codes } = await handIn(PrepareAdTakeover, { list });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
    expect(outcome?.reasons[0]?.place).toEqual({ row: 3, column: 'ID' });
  });

  it('points out a second domain or a single computer', async () => {
    const rows = [`${SID}1001,A`, `${SID}1002,B`, 'S-1-5-21-9-9-9-1001,C'];
    const { outcome, codes } = await handIn(PrepareAdTakeover, {
      list: file('users.csv', 'ID,name', ...rows),
    });
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['sid.other-domain']);
  });

  it('cannot check without a file', async () => {
    expect((await handIn(PrepareAdTakeover, {})).outcome?.verdict).toBe('cannot-read');
  });
});
