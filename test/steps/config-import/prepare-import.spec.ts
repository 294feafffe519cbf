import { CheckImportOrder } from '../../../src/steps/config-import/check-import-order.step.js';
import { IMPORT_ITEMS } from '../../../src/steps/config-import/import-items.js';
import { KnowBothSides } from '../../../src/steps/config-import/know-both-sides.step.js';
import { OpenMigrationManager } from '../../../src/steps/config-import/open-migration-manager.step.js';
import { SelectSettings } from '../../../src/steps/config-import/select-settings.step.js';
import { SetImportFolder } from '../../../src/steps/config-import/set-import-folder.step.js';
import { SYSTEM_ITEMS } from '../../../src/steps/intake/scope-list.js';
import { handIn } from '../build-context.js';
import { COPY, HARDWARE, scope } from '../scope.js';

describe('R-601 Migration Manager on the new server', () => {
  const openedAt = '2026-03-02T09:00:00Z';
  const facts = { 'R-102': HARDWARE };

  it.each(['CONNECT01', 'connect01.muster.local'])('accepts the target as %s', async (server) => {
    const { outcome } = await handIn(OpenMigrationManager, { openedAt, server }, { facts });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      facts: { server },
      flags: { onTarget: true },
    });
  });

  it.each([
    ['UC01', 'host.is-source'],
    ['uc01.muster.local', 'host.is-source'],
    ['CONNECT02', 'host.not-target'],
  ])('refuses %s and names the server that is expected', async (server, code) => {
    const { outcome, codes } = await handIn(OpenMigrationManager, { openedAt, server }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
    expect(outcome?.reasons[0]?.text.de).toMatch(/CONNECT01.*W-11/);
  });

  it('takes the name found at the installation (R-201) before the planned one', async () => {
    const installed = {
      host: 'CONNECT09',
      release: 'V9',
      installedOn: '2026-03-01',
      installer: 'a',
    };
    const { outcome } = await handIn(
      OpenMigrationManager,
      { openedAt, server: 'CONNECT09' },
      { facts: { ...facts, 'R-201': installed } },
    );
    expect(outcome?.verdict).toBe('consistent');
  });

  it('cannot compare when the target is not recorded', async () => {
    const { outcome } = await handIn(OpenMigrationManager, { openedAt, server: 'X' });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-602 the two sides', () => {
  it('wants the tick', async () => {
    expect((await handIn(KnowBothSides, { understood: 'nein' })).refused[0]).toMatch(
      /^understood: /,
    );
    const { outcome } = await handIn(KnowBothSides, { understood: 'ja' });
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { understood: true } });
  });
});

describe('R-604 folder with the migration data', () => {
  const known = 'C:\\ProgramData\\C4B\\Migration\\2026-03-02';
  const facts = { 'R-102': HARDWARE, 'R-501': { targetPath: known }, 'R-502': COPY };

  it.each([
    known,
    'c:/programdata/c4b/migration/2026-03-02/',
    '\\\\connect01\\C$\\ProgramData\\C4B\\Migration\\2026-03-02',
  ])('accepts %s, which is the checked copy', async (folder) => {
    const { outcome } = await handIn(SetImportFolder, { folder }, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { folder } });
  });

  it.each(['C:\\ProgramData\\C4B\\Migration', 'C:\\'])(
    'says that %s is a folder further up',
    async (folder) => {
      const { outcome, codes } = await handIn(SetImportFolder, { folder }, { facts });
      expect(outcome?.verdict).toBe('contradicts');
      expect(codes).toEqual(['import.parent-folder']);
    },
  );

  it.each(['C:\\ProgramData\\C4B\\Migration\\old', `${known}\\UserData`])(
    'refuses %s',
    async (folder) => {
      const { outcome, codes } = await handIn(SetImportFolder, { folder }, { facts });
      expect(outcome?.verdict).toBe('contradicts');
      expect(codes).toEqual(['import.other-folder']);
    },
  );

  it('cannot tell a share from a local folder', async () => {
    const { outcome } = await handIn(
      SetImportFolder,
      { folder: '\\\\connect01\\migration' },
      { facts },
    );
    expect(outcome?.verdict).toBe('cannot-read');
  });

  it('cannot compare when the copy was not checked', async () => {
    const { 'R-502': _, ...rest } = facts;
    const { outcome } = await handIn(SetImportFolder, { folder: known }, { facts: rest });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-605 selection of settings', () => {
  const facts = {
    'R-106': scope({ sms: false }),
    'R-403': { systemConfiguration: true, userData: true, dynamicLines: null },
  };
  const items = IMPORT_ITEMS.filter((item) => item !== 'sms');

  it('knows the nine groups of system settings of the scope', () => {
    expect(IMPORT_ITEMS).toEqual(SYSTEM_ITEMS);
  });

  it('accepts what the scope holds', async () => {
    const { outcome } = await handIn(SelectSettings, { items: items.join(',') }, { facts });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { items }, flags: { items: 8 } });
  });

  it('wants a reason for what is missing and for what is too much', async () => {
    const odd = ['sms', ...items.slice(1)];
    const bare = await handIn(SelectSettings, { items: odd }, { facts });
    expect(bare.codes).toEqual(['import.in-scope-not-ticked', 'import.not-in-scope']);
    const reasons = [
      { item: 'dialParameters', why: 'von Hand' },
      { item: 'sms', why: 'neu gebucht' },
    ];
    const told = await handIn(SelectSettings, { items: odd, reasons }, { facts });
    expect(told.outcome?.verdict).toBe('consistent');
  });

  it('refuses every item when the system configuration was not exported', async () => {
    const without = { ...facts, 'R-403': { ...facts['R-403'], systemConfiguration: false } };
    const { outcome, codes } = await handIn(SelectSettings, { items }, { facts: without });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.not-exported']);
  });

  it('refuses the form when nothing is ticked or an item is not known', async () => {
    expect((await handIn(SelectSettings, { items: [] })).refused[0]).toMatch(/Mindestens eine/);
    expect((await handIn(SelectSettings, { items: ['personalGreetings'] })).refused).toHaveLength(
      1,
    );
  });

  it('cannot compare without scope', async () => {
    expect((await handIn(SelectSettings, { items })).outcome?.verdict).toBe('cannot-read');
  });
});

describe('R-608 configuration before greetings', () => {
  it.each(['locked', 'ready', 'not-applicable'] as const)(
    'is fine while R-808 is %s',
    async (status) => {
      const { outcome } = await handIn(CheckImportOrder, {}, { tasks: { 'R-808': status } });
      expect(outcome).toMatchObject({ verdict: 'consistent', facts: { userDataStarted: [] } });
    },
  );

  it.each(['R-801', 'R-805', 'R-808'])('refuses when %s was already done', async (id) => {
    const { outcome, codes } = await handIn(CheckImportOrder, {}, { tasks: { [id]: 'done' } });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual(['import.user-data-began']);
    expect(outcome?.reasons[0]?.claimed).toBe(id);
  });

  it('lets a repeated import follow the user data, and says so', async () => {
    const { outcome } = await handIn(
      CheckImportOrder,
      {},
      { round: 1, tasks: { 'R-808': 'done' } },
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.reasons).toHaveLength(1);
  });
});
