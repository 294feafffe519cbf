import type { Facts } from '../../../src/core/facts.js';
import { CheckImportedSettings } from '../../../src/steps/config-import/check-imported-settings.step.js';
import { DecideRepetition } from '../../../src/steps/config-import/decide-repetition.step.js';
import { ImportSettings } from '../../../src/steps/config-import/import-settings.step.js';
import { handIn, specOf } from '../build-context.js';
import { COPY, scope } from '../scope.js';

const items = ['pbx', 'fax'] as const;
const facts = { 'R-605': { items }, 'R-502': COPY };
const claim = {
  startedAt: '2026-03-02T09:00:00Z',
  finishedAt: '2026-03-02T09:10:00Z',
  result: 'ok',
  messages: 'Import abgeschlossen, 0 Fehler',
};

describe('R-606 handed in again', () => {
  it('counts what was corrected with the same start as the import it was', async () => {
    const before = {
      importNumber: 1,
      startedAt: '2026-03-02T10:00:00+01:00',
      importedAt: '',
      items,
    };
    const numberOf = async (startedAt: string) => {
      const known = { ...facts, 'R-606': before };
      const { outcome } = await handIn(
        ImportSettings,
        { ...claim, startedAt, messages: 'Import abgeschlossen, der Dienst lief' },
        { facts: known, round: 1 },
      );
      return outcome?.flags;
    };
    expect(await numberOf(claim.startedAt)).toEqual({ importNumber: 1 });
    expect(await numberOf('2026-03-02T09:05:00Z')).toEqual({ importNumber: 2 });
  });
});

describe('R-606 import of the system settings', () => {
  it('numbers the import and keeps its end', async () => {
    const { outcome } = await handIn(ImportSettings, claim, { facts, round: 1 });
    expect(outcome).toMatchObject({
      verdict: 'cannot-read',
      facts: { importNumber: 2, importedAt: claim.finishedAt, items },
      flags: { importNumber: 2 },
    });
  });

  it('is held against what the rehearsal imported, and goes on with a reason and a second person', async () => {
    const rehearsed = { 'R-606': { items: ['pbx', 'sms'] } } as unknown as Partial<Facts>;
    const stopped = await handIn(ImportSettings, claim, { facts, rehearsed });
    expect(stopped.outcome?.verdict).toBe('contradicts');
    expect(stopped.codes).toEqual(['rehearsal.differs', 'rehearsal.differs', 'rehearsal.explain']);
    expect(stopped.outcome?.reasons).toMatchObject([
      { claimed: 'pbx, fax', known: 'pbx, sms' },
      { claimed: 'pbx, fax', known: 'pbx, sms' },
      {},
    ]);
    const deviation = 'SMS is gone';
    const explained = await handIn(ImportSettings, { ...claim, deviation }, { facts, rehearsed });
    expect(explained.outcome?.approval?.en).toContain(deviation);
    expect(explained.outcome?.facts).toMatchObject({ items });
  });

  it('reports a partly failed import item by item', async () => {
    const perItem = [
      { item: 'pbx', ok: true },
      { item: 'fax', ok: false, error: 'Zugriff verweigert' },
    ];
    const { outcome, codes } = await handIn(
      ImportSettings,
      { ...claim, result: 'errors', perItem },
      { facts },
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.partly-failed']);
    expect(outcome?.reasons[0]?.claimed).toBe('fax: Zugriff verweigert');
  });

  it('asks for the items that were left out of the result', async () => {
    const perItem = [{ item: 'fax', ok: false }];
    const { codes } = await handIn(
      ImportSettings,
      { ...claim, result: 'errors', perItem },
      { facts },
    );
    expect(codes).toEqual(['import.partly-failed', 'import.item-unanswered']);
  });

  it.each([undefined, [{ item: 'fax', ok: true }]])(
    'refuses the form for errors with rows %j',
    async (perItem) => {
      const { refused } = await handIn(ImportSettings, {
        ...claim,
        result: 'errors',
        ...(perItem ? { perItem } : {}),
      });
      expect(refused[0]).toMatch(/^perItem: /);
    },
  );
});

describe('R-606 what speaks against a good result', () => {
  it('does not believe „ok“ when the message or a log names an error', async () => {
    const said = await handIn(
      ImportSettings,
      { ...claim, messages: 'Fertig.\nFehler bei Fax' },
      { facts },
    );
    expect(said.codes).toEqual(['import.error-text']);
    const files = [{ name: 'import.log', bytes: 'INFO ok\nERROR fax failed\n' }];
    const logged = await handIn(ImportSettings, claim, { facts, files });
    expect(logged.outcome?.reasons[0]).toMatchObject({
      code: 'import.error-text',
      known: 'ERROR fax failed',
    });
  });

  it.each(['Ohne Fehler beendet', 'Keine Fehler', 'no errors', 'Errors: 0'])(
    'takes %j for good',
    async (messages) => {
      const { outcome } = await handIn(ImportSettings, { ...claim, messages }, { facts });
      expect(outcome?.verdict).toBe('cannot-read');
    },
  );

  it('refuses an end before the start', async () => {
    const { refused } = await handIn(ImportSettings, {
      ...claim,
      finishedAt: '2026-03-02T08:00:00Z',
    });
    expect(refused[0]).toMatch(/^finishedAt: /);
  });

  it('cannot compare without a checked selection and copy, and is a hard row', async () => {
    expect((await handIn(ImportSettings, claim)).outcome?.verdict).toBe('cannot-read');
    expect(specOf(ImportSettings).hard).toBe(true);
  });
});

describe('R-607 repetition', () => {
  const imported = (importNumber: number) => ({
    'R-606': { importNumber, startedAt: '', importedAt: '', items: [] },
  });

  it('needs no reason after the first import', async () => {
    const { outcome } = await handIn(DecideRepetition, { again: 'nein' }, { facts: imported(1) });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      flags: { again: false, importNumber: 1 },
    });
  });

  it('needs a reason after the second', async () => {
    const { outcome, codes } = await handIn(
      DecideRepetition,
      { again: 'nein' },
      { facts: imported(2) },
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.repeated-without-reason']);
    const claim = { again: 'nein', whyAgain: 'Fax fehlte' };
    expect((await handIn(DecideRepetition, claim, { facts: imported(2) })).outcome?.verdict).toBe(
      'consistent',
    );
  });

  it('counts what the next import would overwrite', async () => {
    const claim = {
      again: 'ja',
      whyAgain: 'neu',
      changedByHand: '[{"setting":"Fax"},{"setting":"SMS"}]',
    };
    const { outcome } = await handIn(DecideRepetition, claim, { facts: imported(1) });
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { again: true } });
    expect(outcome?.reasons[0]).toMatchObject({
      code: 'import.overwrites-manual-changes',
      known: '2',
    });
  });

  it('refuses the form for a repetition without a reason', async () => {
    const { refused } = await handIn(DecideRepetition, { again: 'ja' }, { facts: imported(1) });
    expect(refused[0]).toMatch(/^whyAgain: /);
  });
});

describe('R-609 check of the imported settings', () => {
  const only = scope(
    Object.fromEntries(
      [
        'dialParameters',
        'gateway',
        'faxPrinters',
        'sms',
        'voicemailGreetings',
        'autoAttendants',
        'mwi',
      ].map((i) => [i, false]),
    ),
  );
  const facts = { 'R-106': only };

  it('is switched off with the other (+) rows', () => {
    expect(specOf(CheckImportedSettings)).toMatchObject({ optional: true, lines: [] });
  });

  it('wants an answer for everything in scope', async () => {
    const items = [{ item: 'pbx', ok: true }];
    const { outcome, codes } = await handIn(CheckImportedSettings, { items }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.item-unanswered']);
    expect(outcome?.reasons[0]?.known).toBe('fax');
  });

  it('makes a follow-up of everything that is not ok', async () => {
    const items = [
      { item: 'pbx', ok: true },
      { item: 'fax', ok: false, note: 'Kennung fehlt, Anna bis Freitag' },
    ];
    const { outcome, codes } = await handIn(CheckImportedSettings, { items }, { facts });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      flags: { allOk: false },
      facts: { followUps: [{ item: 'fax', note: 'Kennung fehlt, Anna bis Freitag' }] },
    });
    expect(codes).toEqual(['import.follow-up']);
  });

  it('refuses the form for „not ok“ without a note', async () => {
    const { refused } = await handIn(
      CheckImportedSettings,
      { items: [{ item: 'fax', ok: false }] },
      { facts },
    );
    expect(refused[0]).toMatch(/^items: /);
  });
});
