import { documentOf, errorOf, Folder, withoutEngine } from './command-line.js';

const SID = 'S-1-5-21-1-2-3-';
const AD = `sid,account,firstname,name,mail,telephoneNumber\n${SID}1001,anna,Anna,Berg,anna@x.example,+49 89 1\n`;
const PLAN = `rounds: 2
connectors:
  - { name: AD, type: ad, source: ad.csv, line: every-run }
  - { name: Lines, type: text, source: lines.csv, rounds: once }
users: { file: there.csv, createdBy: AD }
`;

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
  folder.file('ad.csv', AD);
  folder.file('lines.csv', `ID,LineTypeDynamic\n${SID}1001,3\n`);
  folder.file('there.csv', `ID,account\n${SID}1001,anna\n`);
});
afterEach(() => {
  folder.remove();
});
const simulate = (text: string, ...more: string[]) =>
  withoutEngine('connector', 'simulate', folder.file('plan.yaml', text), '--json', ...more);
const findings = async (text: string, ...more: string[]) => {
  const ended = await simulate(text, ...more);
  const { findings: all } = documentOf(ended) as {
    findings: { code: string; place?: { file?: string; column?: string }; claimed?: string }[];
  };
  return { code: ended.code, all };
};

describe('what a plan says that no run shows', () => {
  it('is told when a connector never runs: missing in the order, or only in rounds that are not played', async () => {
    const unordered = await findings(PLAN.replace('rounds: 2', 'rounds: 2\norder: [AD]'));
    const late = await findings(PLAN.replace('rounds: once', 'rounds: [3]'));
    for (const { code, all } of [unordered, late]) {
      expect(code).toBe(5);
      expect(all.map((f) => f.code)).toContain('simulation.never-runs');
    }
    const played = await findings(PLAN.replace('rounds: once', 'rounds: [3]'), '--runs', '3');
    expect(played.all.map((f) => f.code)).not.toContain('simulation.never-runs');
  });

  it('is told when a text connector reads a table that the vendor keeps for people', async () => {
    folder.file('lines.csv', `ID,XPhoneUC_Name,Line\n${SID}1001,Berg,200\n`);
    const { code, all } = await findings(PLAN);
    expect(code).toBe(5);
    expect(all).toContainEqual(
      expect.objectContaining({ code: 'connector.line-file', place: { file: 'lines.csv' } }),
    );
  });

  it('is told when a text connector that creates users has columns of other names than the vendor gives', async () => {
    folder.file('lines.csv', `SID;Vorname;name;account;XPhoneUC_EMail\n${SID}1002;B;B;b;b@x\n`);
    const { all } = await findings(PLAN);
    const told = all.map((f) => `${f.code} ${f.place?.column ?? ''}`);
    expect(told).toEqual(
      expect.arrayContaining([
        'connector.column-missing ID',
        'connector.column-missing firstname',
        'connector.column-not-used XPhoneUC_EMail',
      ]),
    );
  });

  it('is told when users come from a connector that does not stand in the plan', async () => {
    const { code, all } = await findings(PLAN.replace('createdBy: AD', 'createdBy: ad'));
    expect(code).toBe(5);
    expect(all).toContainEqual(
      expect.objectContaining({ code: 'simulation.unknown-creator', claimed: 'ad', known: 'AD' }),
    );
    expect((await findings(PLAN)).all.map((f) => f.code)).toEqual(['simulation.reverted']);
  });
});

describe('a state of users that is not understood', () => {
  it.each([
    ['line', 'Dynamische Leitung'],
    ['line', '4'],
    ['missed', 'drei'],
    ['missed', '-1'],
  ])('ends with 2 and names file, row and column: %s = %s', async (column, value) => {
    folder.file('there.csv', `ID,account,${column}\n${SID}1009,old,\n${SID}1001,anna,${value}\n`);
    const ended = await simulate(PLAN);
    expect(ended.code).toBe(2);
    const place = { file: 'there.csv', row: 3, column };
    expect(errorOf(ended)).toMatchObject({ code: 'file.unreadable', place });
  });

  it('may give the line by its number, as the vendor counts the kinds', async () => {
    folder.file('there.csv', `ID,account,line\n${SID}1001,anna,3\n`);
    const { all } = await findings(PLAN, '--runs', '1');
    expect(all.map((f) => f.code)).toEqual(['simulation.reverted']);
  });
});

describe('a plan that is refused', () => {
  it.each([
    ['rounds: 2', 'rounds: -2', /rounds: Zu klein/, /rounds: Too small/],
    ['source: ad.csv, ', '', /connectors\.0\.source: fehlt/, /connectors\.0\.source: is missing/],
    ['name: Lines', 'name: AD', /„AD“ steht doppelt/, /"AD" stands twice/],
    ['rounds: 2', 'order: [B / C]', /„B \/ C“ ist kein Konnektor/, /"B \/ C" is no connector/],
    ['rounds: 2', `order: [${'AD, '.repeat(100)}AD]`, /order: Zu groß/, /order: Too big/],
  ])('"%s" as "%s" is refused in both languages', async (good, bad, de, en) => {
    const ended = await simulate(PLAN.replace(good, bad));
    expect(ended.code).toBe(2);
    const error = errorOf(ended);
    expect(error.message).toMatch(de);
    expect(error.messageEn).toMatch(en);
  });

  it('names a column for the line type that the file does not have', async () => {
    const plan = PLAN.replace('line: every-run', 'line: never, lineTypeAttribute: extension7');
    const ended = await simulate(plan);
    expect(ended.code).toBe(2);
    expect(errorOf(ended)).toMatchObject({ place: { file: 'ad.csv', column: 'extension7' } });
  });
});
