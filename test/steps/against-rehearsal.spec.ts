import { ReadOverview } from '../../src/steps/voicemail-import/read-overview.step.js';
import { ReviewUnmatched } from '../../src/steps/voicemail-import/review-unmatched.step.js';
import { ReviewWithoutData } from '../../src/steps/voicemail-import/review-without-data.step.js';
import { PredictImport } from '../../src/steps/voicemail-import/predict-import.step.js';
import { RunAdConnector } from '../../src/steps/user-creation/run-ad-connector.step.js';
import { RunConnector } from '../../src/steps/lines/run-connector.step.js';
import type { Facts } from '../../src/core/facts.js';
import {
  buildContext,
  handIn,
  MemoryEvidence,
  specOf,
  type ContextOverrides,
} from './build-context.js';

const store = new MemoryEvidence();
const list = (...emails: string[]) =>
  store.add('connect.csv', ['email', ...emails].join('\r\n')).digest;
const there = list('anna@k.example', 'bert@k.example', 'carl@k.example');
const here = list('anna@k.example', 'bert@k.example', 'dora@k.example');
const files = {
  'R-109': { v4Users: { digest: 'aa', size: 1, name: 'v4.csv' } },
  'R-406': { contentHash: 'bb' },
} as unknown as Partial<Facts>;
const hypotheses = (overview: number, left: number) => [
  {
    ...{ id: 'exact/with-users-without-data', comparison: 'exact' },
    ...{ overview: 'with-users-without-data' },
    totals: { overview, green: overview, yellow: 0, left, right: 0, withoutData: 1 },
  },
];

/** Facts of a live run, and of a rehearsal that came to other numbers. */
function runs(own: object, rehearsed: object): ContextOverrides {
  return {
    facts: { ...files, 'R-706': { list: here }, ...own } as ContextOverrides['facts'] & object,
    rehearsed: { ...files, 'R-706': { list: there }, ...rehearsed } as Partial<Facts>,
  };
}

/** Hands in with the evidence of this file. */
async function verdictOf(
  step: typeof ReadOverview | typeof ReviewUnmatched,
  claim: Record<string, unknown>,
  overrides: ContextOverrides,
) {
  const claimed = specOf(step).form?.parse(claim) as never;
  return new step().verify(claimed, { ...buildContext(overrides), store });
}

const overview = (own: number, rehearsed: number) =>
  runs(
    { 'R-802': { hypotheses: hypotheses(own, 0) } },
    { 'R-803': { green: rehearsed, yellow: 0, fitting: [] } },
  );

describe('a live run beside its rehearsal', () => {
  it('agrees and says with which rehearsal', async () => {
    const { verdict, reasons } = await verdictOf(
      ReadOverview,
      { green: 3, yellow: 0 },
      overview(3, 3),
    );
    expect([verdict, reasons.map((r) => r.code)]).toEqual(['consistent', ['rehearsal.agrees']]);
    expect(reasons[0]?.text.en).toContain('2026-02-20');
  });

  it('is stopped by another number, with the users who explain it on both sides', async () => {
    const { verdict, reasons } = await verdictOf(
      ReadOverview,
      { green: 2, yellow: 0 },
      overview(2, 3),
    );
    expect(verdict).toBe('contradicts');
    expect(reasons).toMatchObject([
      { code: 'rehearsal.differs', claimed: '2', known: '3' },
      { code: 'rehearsal.user-missing' },
      { code: 'rehearsal.user-extra' },
      { code: 'rehearsal.explain' },
    ]);
    expect(reasons[1]?.text.en).toContain('carl@k.example');
    expect(reasons[2]?.text.de).toContain('dora@k.example');
  });

  it('goes on with a reason when a second person releases it: a model does not decide what is true', async () => {
    const claim = { green: 2, yellow: 0, deviation: 'Carl left' };
    const { verdict, approval, reasons } = await verdictOf(ReadOverview, claim, overview(2, 3));
    expect(verdict).toBe('consistent');
    expect(approval?.en).toContain('Carl left');
    expect(reasons.map((r) => r.code)).toContain('rehearsal.differs');
  });
});

describe('what is compared with a rehearsal', () => {
  it('raises no alarm over own recordings made since: only green and yellow together are compared', async () => {
    const { verdict } = await verdictOf(ReadOverview, { green: 1, yellow: 2 }, overview(3, 3));
    expect(verdict).toBe('consistent');
  });

  it.each([
    ['R-109', { 'R-109': { v4Users: { digest: 'other' } } }, 'V4 list'],
    ['R-406', { 'R-406': { contentHash: 'other' } }, 'export'],
  ])('compares nothing when %s changed since, and names it', async (_step, changed, name) => {
    const other = overview(2, 3);
    const { verdict, reasons } = await verdictOf(
      ReadOverview,
      { green: 2, yellow: 0 },
      { ...other, facts: { ...other.facts, ...changed } as ContextOverrides['facts'] & object },
    );
    expect(verdict).toBe('consistent');
    expect(reasons).toMatchObject([{ code: 'rehearsal.stale', known: 'other' }]);
    expect(reasons[0]?.text.en).toContain(name);
  });

  it('compares both tables of users without a match', async () => {
    const claim = {
      ...{ left: 1, right: 0 },
      decisions: [{ email: 'x@k.example', decision: 'accept', reason: 'left' }],
    };
    const both = (left: number) =>
      runs(
        { 'R-802': { hypotheses: hypotheses(3, 1) }, 'R-803': { fitting: [] } },
        { 'R-806': { left, right: 0, fitting: [] } },
      );
    // without a list of V4 nobody can say who is expected on the left
    const plain = (left: number) => {
      const { facts, rehearsed } = both(left);
      const { 'R-109': _own, ...own } = facts as Record<string, unknown>;
      return { facts: own, rehearsed: rehearsed as Partial<Facts> };
    };
    expect((await verdictOf(ReviewUnmatched, claim, plain(1))).verdict).toBe('consistent');
    const other = await verdictOf(ReviewUnmatched, claim, plain(0));
    expect([other.verdict, other.reasons[0]?.code]).toEqual(['contradicts', 'rehearsal.differs']);
  });
});

describe('rows beside the import that are compared with a rehearsal', () => {
  it('compares what the connectors did', async () => {
    const ad = {
      ...{ onlyOnCreation: 'only-on-creation', scopeOu: 'OU=X', domainTrust: 'member' },
      ...{ windowsLogin: true, runAt: '2026-03-02T09:00:00Z', status: 'finished', usersCreated: 4 },
    };
    const created = (there: number) => ({ 'R-703': { usersCreated: there } });
    const agrees = await handIn(RunAdConnector, ad, runs({}, created(4)));
    expect(agrees.codes).toContain('rehearsal.agrees');
    const differs = await handIn(RunAdConnector, ad, runs({}, created(5)));
    expect([differs.outcome?.verdict, differs.codes[0]]).toEqual([
      'contradicts',
      'rehearsal.differs',
    ]);
    const lines = {
      ...{ ranAt: '2026-03-02T09:00:00Z', status: 'finished', usersBefore: 4, usersAfter: 4 },
      ...{ changed: 2, otherFieldsChanged: 0 },
    };
    const rows = { 'R-904': { rows: 2 } };
    const dynamic = (changed: number) => ({ 'R-906': { changed, usersAfter: 4 } });
    expect((await handIn(RunConnector, lines, runs(rows, dynamic(2)))).codes).toEqual([
      'rehearsal.agrees',
    ]);
    expect((await handIn(RunConnector, lines, runs(rows, dynamic(3)))).outcome?.verdict).toBe(
      'contradicts',
    );
  });

  it('only tells where the import does not depend on the number', async () => {
    const facts = { 'R-802': { hypotheses: hypotheses(3, 0) } };
    const { outcome, codes } = await handIn(
      ReviewWithoutData,
      { withoutData: 1 },
      runs(facts, { 'R-807': { withoutData: 2 } }),
    );
    expect([outcome?.verdict, codes]).toEqual(['consistent', ['rehearsal.differs']]);
  });
});

describe('a run without a rehearsal', () => {
  it('says so once where it is live, and compares nothing', async () => {
    const lists = { 'R-109': { v4Users: { digest: here } }, 'R-706': { list: here } };
    const predicted = async (kind: 'live' | 'drill') => {
      const context = { ...buildContext({ kind, facts: lists as Partial<Facts> }), store };
      return (await new PredictImport().execute({}, context)).reasons.map((r) => r.code);
    };
    expect(await predicted('live')).toContain('rehearsal.none');
    expect(await predicted('drill')).not.toContain('rehearsal.none');
    const own = { ...overview(3, 3) };
    const { reasons } = await verdictOf(
      ReadOverview,
      { green: 3, yellow: 0 },
      { facts: own.facts ?? {} },
    );
    expect(reasons).toEqual([]);
  });
});
