import { CopyExport } from '../../../src/steps/transfer/copy-export.step.js';
import { handIn } from '../build-context.js';
import { EXPORT, HARDWARE } from '../scope.js';

const SOURCE = EXPORT.folder;
const facts = { 'R-102': HARDWARE, 'R-406': EXPORT };
const claim = {
  targetPath: 'C:\\ProgramData\\C4B\\Migration\\2026-03-02',
  means: 'network-share',
  emptyBefore: 'ja',
};

describe('R-501 copy into a new folder', () => {
  it('keeps the target path', async () => {
    const { outcome } = await handIn(CopyExport, claim, { facts });
    expect(outcome).toMatchObject({
      verdict: 'consistent',
      reasons: [],
      facts: { targetPath: claim.targetPath },
    });
  });

  it.each([
    [SOURCE, 'transfer.is-source'],
    ['c:/programdata/c4b/migration/XPHONESERVERMIGRATION/', 'transfer.is-source'],
    [`${SOURCE}\\copy`, 'transfer.is-source'],
    ['\\\\UC01\\c$\\ProgramData\\C4B', 'transfer.is-source-share'],
    ['\\\\uc01.muster.local\\share\\new', 'transfer.is-source-share'],
    ['\\\\192.0.2.10\\share\\new', 'transfer.is-source-share'],
    ['C:\\Program Files\\C4B\\Migration', 'transfer.program-folder'],
    ['d:\\program files (x86)\\x', 'transfer.program-folder'],
    ['C:\\Windows\\Temp\\x', 'transfer.program-folder'],
  ])('refuses %s by W-10', async (targetPath, code) => {
    const { outcome, codes } = await handIn(CopyExport, { ...claim, targetPath }, { facts });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toEqual([code]);
    expect(outcome?.reasons[0]?.text.de).toContain('W-10');
  });

  it.each(['\\\\CONNECT01\\c$\\ProgramData\\new', 'C:\\Program Files2\\x', 'D:\\Migration'])(
    'accepts %s',
    async (targetPath) => {
      const { outcome } = await handIn(CopyExport, { ...claim, targetPath }, { facts });
      expect(outcome?.verdict).toBe('consistent');
    },
  );

  it('refuses a folder that was not empty, and data that were moved', async () => {
    const bad = { ...claim, emptyBefore: 'nein', means: 'moved' };
    const { codes } = await handIn(CopyExport, bad, { facts });
    expect(codes).toEqual(['transfer.not-empty', 'transfer.moved']);
  });

  it.each(['copy', '/srv/copy', 'C:copy'])(
    'refuses the form for %j, no full Windows path',
    async (targetPath) => {
      const { refused } = await handIn(CopyExport, { ...claim, targetPath }, { facts });
      expect(refused[0]).toMatch(/^targetPath: /);
    },
  );
});
