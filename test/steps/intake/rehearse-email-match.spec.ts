import { mkdtempSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../../src/core/outcome.js';
import { RehearseEmailMatch } from '../../../src/steps/intake/rehearse-email-match.step.js';
import type { RehearsalFacts } from '../../../src/steps/intake/rehearse-email-match.step.js';
import type { MatchResult } from '../../../src/connect/matching.js';
import { buildContext, handIn } from '../build-context.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umstieg-rehearsal-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\r\n`).join(''));
  return path;
}

async function rehearse(claim: Record<string, unknown>) {
  const handedIn = await handIn(RehearseEmailMatch, { v4Source: 'supplied-list', ...claim });
  return { ...handedIn, outcome: handedIn.outcome as Outcome<RehearsalFacts> | undefined };
}

describe('R-109 rehearsal with two lists', () => {
  it('counts each user once and names the near misses with both rows', async () => {
    const v4Users = file(
      'v4.csv',
      'email;Vorname',
      'a@x.example;A',
      'B@x.example;B',
      'c@x.example;C',
    );
    const adUsers = file(
      'ad.csv',
      'mail;sn',
      'b@x.example;B',
      ';Dienst',
      ';Konto',
      'a@x.example;A',
    );
    const { outcome } = await rehearse({ v4Users, adUsers });
    expect(outcome?.verdict).toBe('consistent');
    const totals = outcome?.facts?.totals.ad;
    expect(totals).toMatchObject({ source: 3, target: 4 });
    expect(totals?.outcomes).toMatchObject({ exact: 1, case: 1, none: 1, empty: 0 });
    expect(outcome?.facts?.totals.connect).toBeUndefined();
    expect(outcome?.facts?.nearMisses).toEqual([
      { row: 3, email: 'B@x.example', outcome: 'case', target: { row: 2, email: 'b@x.example' } },
    ]);
    expect(outcome?.reasons.map((r) => r.code)).toEqual(['match.near-misses']);
  });

  it('keeps the digest of each list that it read', async () => {
    const v4Users = file('v4.csv', 'email', 'a@x.example');
    const connectUsers = file('connect.csv', 'email', 'a@x.example', 'b@x.example');
    const { outcome } = await rehearse({ v4Users, connectUsers });
    expect(outcome?.evidence).toHaveLength(3);
    expect(outcome?.evidence?.[0]).toBe(outcome?.facts?.v4Users.digest);
    expect(outcome?.facts?.totals.connect?.targetWithoutSource).toBe(1);
    expect(outcome?.reasons).toEqual([]);
  });

  it('says that one list alone proves less', async () => {
    const { outcome, codes } = await rehearse({ v4Users: file('v4.csv', 'email', 'a@x.example') });
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['match.no-target']);
  });

  it('takes the folder names of the user data as a list', async () => {
    const userData = join(folder, 'UserData');
    for (const name of ['a@x.example', 'm%C3%BCller@x.example'])
      mkdirSync(join(userData, name), { recursive: true });
    const adUsers = file('ad.csv', 'email', 'a@x.example', 'müller@x.example');
    const { outcome } = await rehearse({
      v4Source: 'userdata-folders',
      v4Users: userData,
      adUsers,
    });
    expect(outcome?.facts).toMatchObject({ users: 2, v4Source: 'userdata-folders' });
    expect(outcome?.facts?.totals.ad?.outcomes.exact).toBe(2);
  });

  it('does not read the lists again after a restart', async () => {
    const context = buildContext();
    const claim = {
      v4Source: 'supplied-list',
      v4Users: file('v4.csv', 'email', 'a@x.example'),
    } as const;
    const outcome = await new RehearseEmailMatch().execute(claim, context);
    rmSync(claim.v4Users);
    expect(await new RehearseEmailMatch().check(claim, context)).toEqual(outcome);
  });
});

describe('R-109 disabled accounts', () => {
  it.each([
    ['enabled', ['1', '0', 'FALSE', '']],
    ['userAccountControl', ['512', '514', '66050', '']],
  ])('are named with their row, by the column %s', async (column, values) => {
    const rows = values.map((value, i) => `k${i};k${i}@x.example;${value}`);
    const adUsers = file('ad.csv', `account;mail;${column}`, ...rows);
    const v4Users = file('v4.csv', 'email', 'k0@x.example');
    const { outcome } = await rehearse({ v4Users, adUsers });
    const named = outcome?.reasons.filter((r) => r.code === 'account.disabled');
    expect(named?.map((r) => [r.place?.row, r.place?.column, r.claimed])).toEqual([
      [3, column, 'k1'],
      [4, column, 'k2'],
    ]);
    expect(outcome?.verdict).toBe('consistent');
  });
});

describe('R-109 lists without users', () => {
  const empty = () => {
    mkdirSync(join(folder, 'UserData'));
    return join(folder, 'UserData');
  };
  it.each([
    ['a header alone', () => ({ v4Users: file('v4.csv', 'email;Vorname') }), 'v4.csv'],
    [
      'a folder without folders of users',
      () => ({ v4Source: 'userdata-folders', v4Users: empty() }),
      'UserData-names.csv',
    ],
  ])('contradicts when V4 brings nobody: %s', async (_what, claim, name) => {
    const { outcome, codes } = await rehearse(claim());
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['list.no-users']);
    expect(outcome?.reasons[0]?.place).toEqual({ file: name });
    expect(outcome?.reasons[0]?.text.en).toContain('holds no users');
  });

  it('takes a Connect in which nobody is yet', async () => {
    const v4Users = file('v4.csv', 'email', 'a@x.example');
    const { outcome, codes } = await rehearse({ v4Users, connectUsers: file('c.csv', 'email') });
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual([]);
  });
});

describe('R-109 rows that must be cleared up', () => {
  it('lists every duplicate and empty address with its row', async () => {
    const v4Users = file('v4.csv', 'email', 'a@x.example', '""', 'A@X.example', 'b@x.example');
    const { outcome } = await rehearse({ v4Users });
    expect(outcome?.verdict).toBe('contradicts');
    const found = outcome?.reasons.map((r) => [r.code, r.place?.row, r.place?.column]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        ['email.duplicate', 2, 'email'],
        ['email.empty', 3, 'email'],
        ['email.duplicate', 4, 'email'],
      ]),
    );
    expect(outcome?.reasons[0]?.place?.file).toBe('v4.csv');
  });

  it('names an invalid address', async () => {
    const { codes } = await rehearse({ v4Users: file('v4.csv', 'email', 'a@x.example', 'b@') });
    expect(codes).toEqual(['email.invalid']);
  });

  it('names duplicates of the other list, but not its accounts without mail', async () => {
    const v4Users = file('v4.csv', 'email', 'a@x.example');
    const adUsers = file('ad.csv', 'email,account', 'a@x.example,a', 'a@x.example,b', ',svc');
    const { outcome, codes } = await rehearse({ v4Users, adUsers });
    expect(codes).toEqual(['email.duplicate', 'email.duplicate']);
    expect(outcome?.reasons.map((r) => r.place?.file)).toEqual(['ad.csv', 'ad.csv']);
  });

  it('stays small when thousands of rows are wrong', async () => {
    const rows = Array.from({ length: 2000 }, () => 'a@x.example');
    const { outcome } = await rehearse({ v4Users: file('v4.csv', 'email', ...rows) });
    expect(outcome?.reasons).toHaveLength(501);
    expect(outcome?.reasons.at(-1)).toMatchObject({ code: 'findings.more', known: '1500' });
  });
});

describe('R-109 for the pages', () => {
  it('keeps the comparison row by row, with Connect where there is its list, and when addresses are to be cleared up', async () => {
    const v4Users = file('v4.csv', 'email', 'a@x.example', 'b@x.example');
    const adUsers = file('ad.csv', 'email', 'a@x.example');
    const connectUsers = file('connect.csv', 'email', 'a@x.example', 'b@x.example');
    const kept = async (claim: Record<string, unknown>) => {
      const { outcome, store } = await rehearse(claim);
      const document = await store.read(outcome?.evidence?.at(-1) ?? '');
      return (JSON.parse(document.toString('utf8')) as MatchResult).totals;
    };
    expect((await kept({ v4Users, adUsers })).outcomes).toMatchObject({ exact: 1, none: 1 });
    expect((await kept({ v4Users, adUsers, connectUsers })).outcomes).toMatchObject({ exact: 2 });
    const twice = file('twice.csv', 'email', 'a@x.example', 'a@x.example');
    expect((await kept({ v4Users: twice, adUsers })).outcomes).toMatchObject({
      'duplicate-source': 2,
    });
  });
});

describe('R-109 files that cannot be used', () => {
  it('names the missing column', async () => {
    const { outcome } = await rehearse({ v4Users: file('v4.csv', 'Name;Ort', 'A;B') });
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons[0]).toMatchObject({ code: 'column.missing', claimed: 'Name, Ort' });
  });

  it('shows what lies beside a missing file', async () => {
    file('andere.csv', 'email');
    const { outcome } = await rehearse({ v4Users: join(folder, 'v4.csv') });
    expect(outcome?.reasons[0]).toMatchObject({ code: 'file.missing', known: 'andere.csv' });
  });

  it.each([
    ['an empty file', () => file('v4.csv')],
    ['a relative path', () => 'v4.csv'],
    ['a folder', () => folder],
    [
      'a link',
      () => {
        const link = join(folder, 'link.csv');
        symlinkSync(file('v4.csv', 'email', 'a@x.example'), link);
        return link;
      },
    ],
  ])('refuses %s', async (_what, path) => {
    const { outcome } = await rehearse({ v4Users: path() });
    expect(outcome?.verdict).toBe('contradicts');
    expect(outcome?.reasons).toHaveLength(1);
  });

  it('refuses a missing folder of user data', async () => {
    const missing = join(folder, 'UserData');
    const { codes } = await rehearse({ v4Source: 'userdata-folders', v4Users: missing });
    expect(codes).toEqual(['folder.missing']);
  });
});
