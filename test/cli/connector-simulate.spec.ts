import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../style/repository.js';
import { documentOf, errorOf, Folder, umstieg, withoutEngine } from './command-line.js';

interface Simulated {
  readonly runs: readonly {
    readonly round: number;
    readonly connector: string;
    readonly totals: Readonly<Record<string, number>>;
    readonly effects: readonly { readonly what: string; readonly account: string }[];
  }[];
  readonly losses: Readonly<Record<string, number>>;
  readonly assumptions: readonly {
    readonly id: string;
    readonly value: string;
    readonly used: number;
  }[];
  readonly findings: readonly { readonly code: string }[];
}

const SID = 'S-1-5-21-1-2-3-';
const AD = `sid,account,firstname,name,mail,telephoneNumber
${SID}1001,anna,Anna,Berg,anna@x.example,+49 89 123456-11
${SID}1002,bert,Bert,Ott,bert@x.example,12
${SID}1003,carl,Carl,Lenz,carl@x.example,
`;
const LINES = `ID;LineTypeDynamic;XPhoneUC_Name\r\n${SID}1002;3;Ott\r\n`;
/** The example of the documentation is the trap: the file of dynamic lines on a schedule. */
const TRAP = /```yaml\n([\s\S]*?)```/.exec(
  readFileSync(join(ROOT, 'docs', 'connector-plan.md'), 'utf8'),
)?.[1] as string;

let folder: Folder;
let plan: (text: string) => string;
beforeEach(() => {
  folder = new Folder();
  folder.file('ad-users.csv', AD);
  folder.file('UserLinesDynamic.csv', LINES);
  folder.file('connect-users.csv', 'ID;account;email;line\n');
  plan = (text) => folder.file('plan.yaml', text);
});
afterEach(() => {
  folder.remove();
});
const json = async (text: string, ...more: string[]) => {
  const ended = await withoutEngine('connector', 'simulate', plan(text), '--json', ...more);
  return { code: ended.code, found: documentOf(ended) as Simulated };
};

describe('connector simulate', () => {
  it('shows, as the real program, whom a scheduled UserLinesDynamic connector deletes at its fourth run', () => {
    const ended = umstieg(['connector', 'simulate', plan(TRAP), '--json']);
    expect(ended.code).toBe(5);
    const { runs, losses } = documentOf(ended) as Simulated;
    const lost = runs.flatMap(({ round, connector, effects }) =>
      effects.filter((e) => e.what === 'deleted').map((e) => `${round} ${connector}: ${e.account}`),
    );
    expect(lost).toEqual(['4 Dynamic lines: anna', '4 Dynamic lines: carl']);
    expect(losses).toEqual({ deleted: 2, reverted: 0, again: 0 });
    const spoken = umstieg(['--lang', 'de', 'connector', 'simulate', plan(TRAP)]);
    expect(spoken.code).toBe(5);
    expect(spoken.stdout).toMatch(
      /löscht anna \(anna@x\.example, S-1-.*fehlte in 4 Läufen.*lineOnlyFile/,
    );
    expect(spoken.stdout).toContain('Ergebnis: 2 gelöscht, 0 dynamische Leitungen rückgängig');
  });

  it('finds nothing when the file runs once; three runs are not enough to delete', async () => {
    const once = await json(TRAP.replace('rounds: every', 'rounds: once'));
    expect(once).toMatchObject({ code: 0, found: { findings: [], losses: { deleted: 0 } } });
    expect((await json(TRAP, '--runs', '3')).code).toBe(0);
  });

  it('names the user whose dynamic line the next AD run undoes', async () => {
    const text = TRAP.replace('line: on-creation', 'line: every-run').replace('every |', 'once |');
    const ended = await withoutEngine(
      '--lang',
      'en',
      'connector',
      'simulate',
      plan(text),
      '--runs',
      '2',
    );
    expect(ended.code).toBe(5);
    expect(ended.stdout).toMatch(
      /✗ Run 3 \(round 2, Active Directory\) undoes the dynamic line of bert/,
    );
  });

  it('plays any order; who comes back after a deletion is shown as lost', async () => {
    const order =
      'order: [Active Directory, Dynamic lines, Dynamic lines, Dynamic lines, Dynamic lines]';
    const { code, found } = await json(TRAP.replace(/^order: .*$/m, order), '--runs', '2');
    expect(code).toBe(5);
    expect(found.runs.map((r) => r.totals['after'])).toEqual([3, 3, 3, 3, 1, 3, 3, 3, 3, 1]);
    expect(found.losses).toEqual({ deleted: 4, reverted: 0, again: 2 });
    expect(found.findings.map((f) => f.code)).toContain('simulation.created-again');
  });

  it('counts from an assumption that the plan decides otherwise, and says so', async () => {
    const { code, found } = await json(TRAP.replace('any-connector', 'own'));
    expect(code).toBe(0);
    const assumed = found.assumptions.find((a) => a.id === 'missedUsers');
    expect(assumed).toMatchObject({ value: 'own', default: 'any-connector' });
    expect(assumed?.used).toBeGreaterThan(0);
  });
});

describe('what connector simulate tells', () => {
  it('sums up in a table that closes, in both languages', async () => {
    for (const [language, sum] of [
      ['de', 'Summe'],
      ['en', 'sum'],
    ] as const) {
      const ended = await withoutEngine('--lang', language, 'connector', 'simulate', plan(TRAP));
      const row = ended.stdout.split('\n').find((line) => line.startsWith(sum)) ?? '';
      expect(row.split(/\s+/).slice(1)).toEqual(['16', '3', '1', '0', '12', '0', '0', '6', '2']);
    }
  });

  it('starts from the users there are: by hand, by a connector, with their lines and missed runs', async () => {
    folder.file(
      'connect-users.csv',
      `ID;account;email;createdBy;line;missed;hasData\n;bert;bert@x.example;manual;;;1\n${SID}1009;old;old@x.example;Active Directory;dynamic;3;1\n`,
    );
    const ended = await withoutEngine('connector', 'simulate', plan(TRAP), '--runs', '1');
    expect(ended.code).toBe(5);
    expect(ended.stdout).toMatch(
      /Active Directory\) löscht old .*Ansagen und aufgezeichneter Name\.\n/,
    );
    expect(ended.stdout).toMatch(
      /Dynamic lines\) legt .*1002 nicht an|ändert bert .* nicht: von Hand/,
    );
  });

  it('tells missing licenses, an empty path and a foreign domain without trust', async () => {
    folder.file('sample.csv', AD.replace('sid,', 'ID,'));
    const text = TRAP.replace('Office: 200', 'Office: 2')
      .replace('domain: member', 'domain: no-trust')
      .replace('source: UserLinesDynamic.csv', "source: ''")
      .replace('users:', 'sample: sample.csv\nusers:');
    const { code, found } = await json(text, '--runs', '1');
    expect(code).toBe(5);
    const codes = new Set(found.findings.map((f) => f.code));
    expect([...codes].sort()).toEqual(['simulation.sample', 'simulation.sid-unresolved']);
    const short = await json(TRAP.replace('Office: 200', 'Office: 2'), '--runs', '2');
    expect(short.found.findings.map((f) => f.code)).toEqual(['simulation.license-short']);
  });
});

describe('a plan that cannot be used', () => {
  const refused = async (text: string, ...more: string[]) => {
    const ended = await withoutEngine('connector', 'simulate', plan(text), '--json', ...more);
    return { code: ended.code, error: errorOf(ended) };
  };

  it.each([
    ['line: on-creation', 'line: sometimes', 7, 'connectors.0.line'],
    ['type: text', 'type: csv', 12, 'connectors.1.type'],
    ['rounds: 4', 'rounds: 0', 1, 'rounds'],
    ['Active Directory, Dynamic lines]', 'Active Directory, Other]', 2, 'order.1'],
    ['name: Dynamic lines', 'name: Active Directory', 11, 'connectors.1.name'],
    ['missedUsers: any-connector', 'missedUsers: nobody', 21, 'assumptions.missedUsers'],
    ['licenses: { Office: 200 }', 'licences: { Office: 200 }', 20, 'licences'],
  ])('"%s" as "%s" ends with 2 and names line %d and %s', async (good, bad, row, field) => {
    const { code, error } = await refused(TRAP.replace(good, bad));
    expect(code).toBe(2);
    expect(error).toMatchObject({ code: 'input.invalid', place: { row } });
    expect(error.messageEn).toContain(field);
  });

  it('broken YAML, a missing file, a source without an ID and a wrong number of runs end with 2', async () => {
    expect(await refused('connectors: [')).toMatchObject({
      code: 2,
      error: { code: 'input.invalid' },
    });
    expect(await refused('just text')).toMatchObject({ code: 2, error: { place: { row: 1 } } });
    const missing = await refused(TRAP.replace('source: ad-users.csv', 'source: gone.csv'));
    expect(missing).toMatchObject({ code: 2, error: { code: 'file.unreadable' } });
    expect(missing.error.place?.file).toContain('gone.csv');
    folder.file('ad-users.csv', 'account,mail\nanna,anna@x.example\n');
    expect(await refused(TRAP)).toMatchObject({
      code: 2,
      error: { place: { file: 'ad-users.csv', row: 1 } },
    });
    expect(await refused(TRAP, '--runs', '4.5')).toMatchObject({
      code: 2,
      error: { code: 'input.invalid' },
    });
  });
});
