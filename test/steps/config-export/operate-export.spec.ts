import { ChooseVariant } from '../../../src/steps/config-export/choose-variant.step.js';
import { FinishExport } from '../../../src/steps/config-export/finish-export.step.js';
import { SetExportOptions } from '../../../src/steps/config-export/set-export-options.step.js';
import { StartExport } from '../../../src/steps/config-export/start-export.step.js';
import { StartMigrationManager } from '../../../src/steps/config-export/start-migration-manager.step.js';
import { handIn } from '../build-context.js';
import { scope } from '../scope.js';

describe('R-401 variant of the Migration Manager', () => {
  it('accepts the variant for XPhone UC V4', async () => {
    const { outcome } = await handIn(ChooseVariant, { variant: 'uc-v4-export', version: '4.5.5' });
    expect(outcome).toMatchObject({
      verdict: 'cannot-read',
      facts: { variant: 'uc-v4-export', version: '4.5.5' },
      flags: { variant: 'uc-v4-export' },
    });
  });

  it.each(['connect-import', 'unknown'])('answers %s with what to do', async (variant) => {
    const { outcome, codes } = await handIn(ChooseVariant, { variant, version: '9.0.1' });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['export.wrong-variant']);
    expect(outcome?.facts).toBeUndefined();
  });
});

describe('R-402 start of the Migration Manager', () => {
  const claim = { way: 'double-click', account: 'UC01\\admin', administrator: 'ja', started: 'ja' };

  it.each(['double-click', 'service-manager'])('accepts the way %s', async (way) => {
    const { outcome } = await handIn(StartMigrationManager, { ...claim, way });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { way } });
  });

  it('wants the error text when it does not start, and sends the person to support', async () => {
    const silent = await handIn(StartMigrationManager, { ...claim, started: 'nein' });
    expect(silent.refused[0]).toMatch(/^errorText: /);
    const told = await handIn(StartMigrationManager, {
      ...claim,
      started: 'nein',
      errorText: 'boom',
    });
    expect(told.codes).toEqual(['export.tool-does-not-start']);
  });

  it('notes missing administrator rights as an assumption', async () => {
    const { outcome } = await handIn(StartMigrationManager, { ...claim, administrator: 'nein' });
    expect(outcome?.verdict).toBe('cannot-read');
    expect(outcome?.reasons[1]?.text.de).toContain('Annahme');
  });
});

describe('R-403 ticks of the export', () => {
  const all = { systemConfiguration: true, userData: true, dynamicLines: true };
  const facts = { 'R-106': scope(), 'R-104': { release: 'V9 SR1', dynamicLinesCsv: true } };

  it('keeps the three ticks as facts and flags', async () => {
    const { outcome } = await handIn(SetExportOptions, all, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: all, flags: all });
  });

  it('keeps null where the tool does not offer dynamic lines', async () => {
    const old = { ...facts, 'R-104': { release: 'V5 SR2', dynamicLinesCsv: false } };
    const claim = { systemConfiguration: true, userData: true };
    const { outcome } = await handIn(SetExportOptions, claim, { facts: old });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { dynamicLines: null } });
  });

  it.each(['systemConfiguration', 'userData', 'dynamicLines'])(
    'refuses %s in scope but not ticked, unless a reason is given',
    async (option) => {
      const bare = await handIn(SetExportOptions, { ...all, [option]: false }, { facts });
      expect(bare.outcome?.verdict).toBe('contradicts');
      expect(bare.codes).toEqual(['export.in-scope-not-ticked']);
      const claim = { ...all, [option]: false, [`${option}Reason`]: 'später' };
      expect((await handIn(SetExportOptions, claim, { facts })).outcome?.verdict).toBe(
        'consistent',
      );
    },
  );

  it('needs no reason for what is out of scope', async () => {
    const small = { ...facts, 'R-106': scope({ dynamicLines: false }) };
    const claim = { ...all, dynamicLines: false };
    expect((await handIn(SetExportOptions, claim, { facts: small })).outcome?.verdict).toBe(
      'consistent',
    );
  });

  it('does not believe a tick that the release cannot offer', async () => {
    const old = { ...facts, 'R-104': { release: 'V5 SR2', dynamicLinesCsv: false } };
    const { codes } = await handIn(SetExportOptions, all, { facts: old });
    expect(codes).toEqual(['export.dynamic-lines-not-offered']);
  });

  it('refuses the form when nothing is ticked', async () => {
    const { refused } = await handIn(SetExportOptions, {
      systemConfiguration: false,
      userData: false,
    });
    expect(refused[0]).toMatch(/Mindestens ein Häkchen.*At least one box/);
  });

  it('cannot compare without a scope', async () => {
    expect((await handIn(SetExportOptions, all)).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-404 and R-405 start and end of the export', () => {
  const facts = { 'R-404': { startedAt: '2026-03-02T08:00:00Z' } };
  const done = { result: 'completed', endedAt: '2026-03-02T08:20:00Z', message: 'Export beendet' };

  it('keeps the start and says that later recordings are not included', async () => {
    const { outcome, codes } = await handIn(StartExport, { startedAt: '2026-03-02T08:00:00Z' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: facts['R-404'] });
    expect(codes).toEqual(['claim.attested', 'export.cut-off']);
  });

  it('refuses a start in the future', async () => {
    const { codes } = await handIn(StartExport, { startedAt: '2026-03-02T12:00:00Z' });
    expect(codes).toContain('time.in-future');
  });

  it('keeps end and wording', async () => {
    const { outcome } = await handIn(FinishExport, done, { facts });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { endedAt: '2026-03-02T08:20:00Z', message: 'Export beendet' },
    });
  });

  it.each(['2026-03-02T07:59:00Z', '2026-03-02T08:00:00Z'])(
    'refuses the end %s, which is not after the start',
    async (endedAt) => {
      const { codes } = await handIn(FinishExport, { ...done, endedAt }, { facts });
      expect(codes).toEqual(['export.ends-before-start']);
    },
  );

  it('counts an error message as a failed export', async () => {
    const { outcome, codes } = await handIn(FinishExport, { ...done, result: 'error' }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['export.failed']);
  });

  it('lets R-406 decide when the person does not know', async () => {
    const { outcome, codes } = await handIn(FinishExport, { result: 'unknown' }, { facts });
    expect(outcome).toMatchObject({
      verdict: 'cannot-read',
      facts: { endedAt: null, message: null },
    });
    expect(codes).toEqual(['claim.attested', 'export.end-unknown']);
  });

  it('wants time and wording of a notice that was seen', async () => {
    const { refused } = await handIn(FinishExport, { result: 'completed' }, { facts });
    expect(refused.map((r) => r.split(':')[0])).toEqual(['endedAt', 'message']);
  });
});
