import { readFileSync } from 'node:fs';
import type { StepContext } from '../../../src/core/step.js';
import { SimulateConnectors } from '../../../src/steps/user-creation/simulate-connectors.step.js';
import { buildContext, handIn } from '../build-context.js';
import { known } from './known.js';
import { stored } from './stored.js';
import { file } from './temporary.js';

const SID = 'S-1-5-21-1-2-3-';
const people = ['anna', 'bert', 'carl'].map((name, i) =>
  [`${SID}${1001 + i}`, name, name, 'Berg', `${name}@a.example`, `+49 89 ${i}1`].join(','),
);
const HEADER = 'sid,account,firstname,name,mail,telephoneNumber';
const adUsers = file('ad-users.csv', HEADER, ...people);
const dynamic = stored('UserLinesDynamic.csv', 'ID,LineTypeDynamic', `${SID}1002,3`);
const textList = stored('users.csv', HEADER.replace('sid', 'ID'), ...people);

const FACTS = {
  'R-106': { dynamicLines: true },
  'R-408': { sha256: dynamic.ref.digest },
  'R-411': { file: textList.ref.digest },
  'R-702': { methods: ['ad'] },
};
const around = (facts: object = {}) => ({
  ...known({ ...FACTS, ...facts }),
  files: [dynamic.file, textList.file],
});
const PLANNED = { adUsers, adLine: 'on-creation', dynamicRuns: 'once' };

describe('R-709 forecast of the planned connectors', () => {
  it('finds nothing when lines are assigned on creation only and the file of dynamic lines runs once', async () => {
    const { outcome } = await handIn(SimulateConnectors, PLANNED, around());
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { runs: 5, deleted: 0, reverted: 0 },
      flags: { losses: false },
    });
    expect(outcome?.approval).toBeUndefined();
  });

  it('asks a second person when a scheduled UserLinesDynamic connector deletes, and names who is lost', async () => {
    const claim = { ...PLANNED, dynamicRuns: 'scheduled' };
    const { outcome } = await handIn(SimulateConnectors, claim, around());
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { deleted: 2, reverted: 0 },
      flags: { losses: true },
      approval: { de: expect.stringContaining('2 Benutzer gelöscht') as string },
    });
    const lost = outcome?.reasons.filter((r) => r.code === 'simulation.deleted') ?? [];
    expect(lost.map((r) => /löscht (\w+)/.exec(r.text.de)?.[1])).toEqual(['anna', 'carl']);
    expect(lost[0]?.text.en).toContain('Run 8 (round 4, UserLinesDynamic.csv)');
  });

  it('asks a second person when the AD connector undoes a dynamic line, also when its option is not known', async () => {
    for (const adLine of ['every-run', undefined]) {
      const { outcome, codes } = await handIn(SimulateConnectors, { ...PLANNED, adLine }, around());
      expect(outcome).toMatchObject({ facts: { reverted: 1 }, flags: { losses: true } });
      expect(outcome?.approval).toBeDefined();
      expect(codes).toContain('simulation.reverted');
    }
  });

  it('counts from other assumptions where they are given, and refuses unknown ones', async () => {
    const claim = { ...PLANNED, dynamicRuns: 'scheduled', assumptions: 'missedUsers=own' };
    const { outcome } = await handIn(SimulateConnectors, claim, around());
    expect(outcome).toMatchObject({ facts: { deleted: 0 }, flags: { losses: false } });
    for (const assumptions of ['missedUsers=nobody', 'luck=good', 'missedUsers']) {
      const refused = await handIn(SimulateConnectors, { ...claim, assumptions }, around());
      expect(refused.outcome).toBeUndefined();
    }
  });
});

describe('what the forecast of R-709 stands on', () => {
  it('keeps the forecast as evidence, with sums, rules and assumptions', async () => {
    const context: StepContext = buildContext(around());
    const { outcome } = await handIn(SimulateConnectors, PLANNED, around());
    const step = new SimulateConnectors();
    const claim = { ...PLANNED, noTrust: false, windowsLogin: false, textRuns: 'once', rounds: 4 };
    const again = await step.execute({ ...claim, assumptions: [] } as never, context);
    const { report } = again.facts as { report: string };
    expect(outcome?.evidence).toContain(report);
    const forecast = JSON.parse(readFileSync(context.store.path(report), 'utf8')) as object;
    expect(forecast).toMatchObject({ totals: { rows: 13, created: 3, deleted: 0 }, losses: [] });
    expect(Object.keys(forecast)).toEqual(expect.arrayContaining(['rules', 'assumptions', 'runs']));
  });

  it('takes the list of R-411 for a text connector and the users there are already', async () => {
    const existing = file('connect.csv', 'ID,account,email', `,anna,anna@a.example`);
    const claim = { textRuns: 'once', dynamicRuns: 'once', existing };
    const facts = { 'R-702': { methods: ['text', 'manual'] } };
    const { outcome, codes } = await handIn(SimulateConnectors, claim, around(facts));
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { runs: 2, deleted: 0 } });
    expect(codes).toEqual(['forecast.model']);
  });

  it('refuses a list of users there are whose lines it does not understand', async () => {
    const existing = file('connect.csv', 'ID,account,line', `${SID}1001,anna,Dynamische Leitung`);
    const { outcome, codes } = await handIn(SimulateConnectors, { ...PLANNED, existing }, around());
    expect([outcome?.verdict, codes]).toEqual(['contradicts', ['simulation.state-unreadable']]);
  });

  it('is attested and asks a second person when the list of a planned connector is missing', async () => {
    const facts = { 'R-408': { sha256: null } };
    const { outcome, codes } = await handIn(SimulateConnectors, PLANNED, around(facts));
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.approval?.en).toContain('Not every planned connector');
    expect(codes).toContain('forecast.list-missing');
  });

  it('says when there is nothing to calculate with', async () => {
    const facts = { 'R-702': { methods: ['manual'] }, 'R-408': { sha256: null } };
    const claim = { dynamicRuns: 'none' };
    const { outcome, codes } = await handIn(SimulateConnectors, claim, around(facts));
    expect([outcome?.verdict, codes]).toEqual(['cannot-read', ['forecast.no-list']]);
  });

  it.each([
    ['a list without SIDs', () => file('ad.csv', 'account,mail', 'anna,anna@a.example')],
    ['a missing list', () => '/nowhere/ad-users.csv'],
  ])('refuses %s', async (_what, path) => {
    const claim = { ...PLANNED, adUsers: path() };
    expect((await handIn(SimulateConnectors, claim, around())).outcome?.verdict).toBe(
      'contradicts',
    );
  });
});
