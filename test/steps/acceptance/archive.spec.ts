import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { SealArchive } from '../../../src/steps/acceptance/seal-archive.step.js';
import { WriteReport } from '../../../src/steps/acceptance/write-report.step.js';
import { buildContext, handIn } from '../build-context.js';
import { file } from '../user-creation/temporary.js';

const written = { html: '<p>Bericht</p>', json: '{}', pdf: new TextEncoder().encode('%PDF-') };
const archive = { report: () => Promise.resolve(written) };
const run = { ledger: 'x', source: 5, imported: 2, kept: 1, left: 1, withoutData: 1, uncertain: 0 };

describe('R-1003 writing the report', () => {
  const facts = { 'R-707': { totals: { source: 5 } }, 'R-808': run } as never;

  it('stores the report and closes the sums', async () => {
    const { outcome } = await handIn(WriteReport, {}, { archive, facts });
    expect(outcome?.verdict).toBe('consistent');
    expect(outcome?.facts).toMatchObject({
      html: createHash('sha256').update('<p>Bericht</p>').digest('hex'),
      pdf: createHash('sha256').update('%PDF-').digest('hex'),
      users: { source: 5, moved: 2, kept: 1, notMoved: 2 },
    });
  });

  it('names steps that were waived and what stays open', async () => {
    const more = { ...(facts as object), 'R-1001': { open: ['fax'] } } as never;
    const tasks = { 'R-202': 'waived', 'R-203': 'done', 'R-204': 'not-applicable' } as const;
    const { outcome, codes } = await handIn(WriteReport, {}, { archive, facts: more, tasks });
    expect(codes).toEqual(['report.open-step', 'report.features-open', 'report.users-left']);
    expect(outcome).toMatchObject({ verdict: 'consistent', flags: { open: 3 } });
    expect(outcome?.reasons[0]?.text).toEqual({
      de: 'R-202: übersprungen.',
      en: 'R-202: skipped.',
    });
  });

  it('refuses sums that do not close, and another list of users', async () => {
    const open = { 'R-808': { ...run, imported: 1 } } as never;
    expect((await handIn(WriteReport, {}, { archive, facts: open })).codes).toContain(
      'report.sums-open',
    );
    const other = { 'R-707': { totals: { source: 6 } }, 'R-808': run } as never;
    expect((await handIn(WriteReport, {}, { archive, facts: other })).codes).toContain(
      'report.other-users',
    );
  });

  it('writes a report of a project without voicemail', async () => {
    const { outcome } = await handIn(WriteReport, {}, { archive });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { users: null, open: 0 } });
  });
});

describe('R-1005 sealing the archive', () => {
  const path = file('bundle.zip', 'bundle');
  const digest = createHash('sha256').update('bundle\n').digest('hex');
  const sealed = { path, digest, head: 'abc', entries: 7, signer: 'fp' };

  it('reads the bundle back and shows the last hash', async () => {
    let seals = 0;
    const seal = () => Promise.resolve({ ...sealed, entries: ++seals });
    const context = buildContext({ archive: { seal } });
    const step = new SealArchive();
    const outcome = await step.execute({}, context);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { head: 'abc', digest } });
    expect(outcome.reasons[0]?.text.de).toContain('abc');
    expect(await step.check({}, context)).toEqual(outcome);
    expect(seals).toBe(1);
  });

  it('refuses a bundle that is not what was sealed', async () => {
    const seal = () => Promise.resolve({ ...sealed, digest: '0'.repeat(64) });
    const { codes } = await handIn(SealArchive, {}, { archive: { seal } });
    expect(codes[0]).toBe('archive.digest-differs');
    const gone = () => Promise.resolve({ ...sealed, path: '/nowhere/bundle.zip' });
    expect((await handIn(SealArchive, {}, { archive: { seal: gone } })).codes[0]).toBe(
      'archive.digest-differs',
    );
  });
});
