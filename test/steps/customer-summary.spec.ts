import type { Summary, SummarySource } from '../../src/core/summary.js';
import { summarize } from '../../src/steps/customer-summary.js';

const one = (word: string) => ({ de: word, en: word });
const SCOPE = { moves: [one('Fax')], unused: [one('SMS')], notNamed: [one('PINs')] };
const IMPORT = {
  ...{ ledger: 'l', source: 12, imported: 8, kept: 1 },
  ...{ left: 2, withoutData: 1, uncertain: 0 },
};
const TELL = {
  ...{ recordAgain: ['max@muster.example'], checkOwn: [], overwritten: [], kept: [] },
  exportedAt: '2026-03-06T16:00:00.000Z',
};

function summary(facts: Record<string, unknown>, more: Partial<SummarySource> = {}) {
  return summarize({
    facts: new Map(Object.entries(facts)),
    finished: false,
    evidence: () => Promise.resolve(undefined),
    ...more,
  });
}
const german = (said: Summary) => JSON.stringify(said);

describe('what a customer of the documented sequence keeps', () => {
  it('is honest about a run that has only begun', async () => {
    const said = await summary({});
    expect(said.done.heading.de).toContain('noch nicht abgeschlossen');
    expect(german(said)).toContain('Der Umfang ist noch nicht festgelegt');
    expect(german(said)).toContain('Das steht fest, sobald die Ansagen importiert sind');
    expect(said.signOff).toBeNull();
  });

  it('names the scope that was agreed to, and the offered one before', async () => {
    const offered = { list: { ...SCOPE, moves: [one('Ansagen')] } };
    expect(german(await summary({ 'R-106': offered }))).toContain('Ansagen');
    const said = await summary(
      { 'R-106': offered, 'R-107': { by: 'Paul', on: '2026-03-02', list: SCOPE } },
      { finished: true },
    );
    expect(said.done).toMatchObject({
      heading: { en: 'What moved' },
      pieces: [{ kind: 'list', items: SCOPE.moves }],
    });
    expect(said.left.pieces).toMatchObject([
      { items: SCOPE.unused },
      { items: SCOPE.notNamed },
      { kind: 'text' },
    ]);
  });

  it('counts users so that the rows add up', async () => {
    const [, counts] = (await summary({ 'R-808': IMPORT })).done.pieces;
    if (counts?.kind !== 'counts') throw new Error('no counts');
    expect(counts.rows.map((row) => row.count)).toEqual([8, 1, 3]);
    expect(counts.of).toBe(12);
    expect(counts.rows[2]?.because?.de).toBe('2 ohne Zuordnung in Connect · 1 ohne eigene Ansage');
  });

  it('tells who must record again from the stored list, and says so when it was erased', async () => {
    const facts = { 'R-810': { list: 'digest' } };
    const evidence = (digest: string) =>
      Promise.resolve(digest === 'digest' ? JSON.stringify(TELL) : undefined);
    const said = await summary(facts, { evidence });
    expect(said.further[0]?.pieces[0]).toMatchObject({ names: ['max@muster.example'] });
    expect(german(said)).toContain('Der Export begann: 2026-03-06T16:00:00.000Z.');
    expect(german(await summary(facts))).toContain('Das steht fest, sobald');
  });
});

describe('what customer and partner agreed on', () => {
  it('says once that the vendor does not name something, and that the customer agreed to the list', async () => {
    const agreed = { by: 'Paul Kunde', on: '2026-03-02', list: SCOPE };
    const { left } = await summary({ 'R-107': agreed });
    expect(left.pieces).toMatchObject([
      { kind: 'list', items: SCOPE.unused },
      { kind: 'list', items: SCOPE.notNamed },
      { text: { de: 'Paul Kunde hat dieser Liste für den Kunden am 2026-03-02 zugestimmt.' } },
    ]);
    expect(german(await summary({ 'R-107': agreed })).match(/nicht im Handbuch/g)).toHaveLength(1);
  });

  it('lists what is still open once it was tested, with the follow-up tasks', async () => {
    const tested = { tested: ['fax'], open: ['fax'], followUps: { fax: 'Gateway tauschen' } };
    const { further } = await summary({
      'R-1001': tested,
      'R-808': IMPORT,
      'R-909': { differing: 3 },
    });
    const open = further.find(({ heading }) => heading.de === 'Offene Punkte');
    expect(open?.pieces).toMatchObject([
      {
        items: [
          { de: 'Fax: geht noch nicht. Folgeaufgabe: Gateway tauschen' },
          { en: '2 users without a match: their greetings did not move.' },
          { en: '3 users with a differing line.' },
        ],
      },
    ]);
    const none = (await summary({ 'R-1001': { tested: ['fax'], open: [] } })).further[1];
    expect(none?.pieces).toMatchObject([{ text: { de: 'Keine.' } }]);
  });

  it('says who is what, and in which zone the window was agreed', async () => {
    const team = {
      doer: 'Anna',
      approver: 'Karl',
      rollbackOwner: 'Karl',
      timeZone: 'Europe/Berlin',
    };
    const said = await summary({ 'R-110': team });
    expect(said.timeZone).toBe('Europe/Berlin');
    expect(said.roles?.map(({ name, role }) => `${name}: ${role.de}`)).toEqual([
      'Anna: führt aus',
      'Karl: gibt frei',
      'Karl: entscheidet über den Rückweg',
    ]);
  });

  it('says who signed off', async () => {
    const signed = { customerName: 'Paul', partnerName: 'Lena', signedOn: '2026-03-14' };
    const given = { customer: 'Paul', partner: 'Lena', on: '2026-03-14', step: 'R-1004' };
    expect((await summary({ 'R-1004': signed })).signOff).toEqual({ ...given, reservations: null });
    expect((await summary({ 'R-1004': { ...signed, reservations: 'Fax' } })).signOff).toEqual({
      ...{ ...given, reservations: 'Fax' },
    });
  });
});
