import { describe, expect, it } from '@jest/globals';
import { OpenImport } from '../../../src/steps/voicemail-import/open-import.step.js';
import { PredictImport } from '../../../src/steps/voicemail-import/predict-import.step.js';
import { ReadOverview } from '../../../src/steps/voicemail-import/read-overview.step.js';
import { SaveTarget } from '../../../src/steps/voicemail-import/save-target.step.js';
import { handIn, specOf } from '../build-context.js';
import { known } from '../user-creation/known.js';
import { manifest } from '../user-creation/stored.js';
import { file } from '../user-creation/temporary.js';
import { customer, predicted } from './customer.js';

describe('R-800 safety export', () => {
  const good = { folder: 'C:\\Sicherung', madeAt: '2026-03-02T08:00:00Z' };
  const list = manifest('UserData/anna@a.example/name.wav');
  const path = file('manifest.json', list.file.bytes);

  it('accepts a manifest with files and says what is assumed', async () => {
    const { outcome, codes } = await handIn(SaveTarget, { ...good, manifest: path });
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: { files: 1 } });
    expect(codes).toEqual(['safety-export.assumption']);
  });

  it('attests a folder without a manifest', async () => {
    expect((await handIn(SaveTarget, good)).outcome?.verdict).toBe('cannot-read');
  });

  it.each([
    ['an empty folder', { manifest: file('m.json', manifest().file.bytes) }, 'safety-export.empty'],
    ['something else', { manifest: file('m.json', 'no json') }, 'manifest.not-json'],
    ['the folder of the copy', { folder: 'c:\\kopie\\' }, 'safety-export.same-folder'],
    [
      'an export before the last import',
      { madeAt: '2026-03-01T08:00:00Z' },
      'safety-export.too-old',
    ],
  ])('refuses %s', async (_what, change, code) => {
    const facts = known({
      'R-501': { targetPath: 'C:\\Kopie' },
      'R-808': { finishedAt: '2026-03-01T09:00:00Z', ledger: null },
    });
    const { outcome, codes } = await handIn(SaveTarget, { ...good, ...change }, facts);
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain(code);
  });
});

describe('R-801 opening the import', () => {
  const tasks = { 'R-502': 'done', 'R-604': 'done', 'R-606': 'done', 'R-706': 'done' } as const;
  const claim = { clickedAt: '2026-03-02T09:00:00Z' };

  it('accepts the click when every precondition is met', async () => {
    const all = { tasks: { ...tasks, 'R-707': 'waived' as const } };
    const { outcome } = await handIn(OpenImport, claim, all);
    expect(outcome).toMatchObject({ verdict: 'consistent', facts: claim });
  });

  it.each([
    ['2026-02-24T09:00:00Z', []],
    ['2026-02-23T09:30:00Z', ['export.days-old']],
  ])('says when the export of %s has grown old', async (startedAt, expected) => {
    const { outcome, codes } = await handIn(OpenImport, claim, {
      tasks: { ...tasks, 'R-707': 'done' },
      facts: { 'R-404': { startedAt } },
    });
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(expected);
  });

  it.each(['outdated', 'rejected', 'locked'] as const)(
    'names a precondition that is %s',
    async (status) => {
      const { outcome, codes } = await handIn(OpenImport, claim, {
        tasks: { ...tasks, 'R-707': status },
      });
      expect(codes).toEqual(['import.precondition-open']);
      expect(outcome?.reasons[0]).toMatchObject({ claimed: 'R-707', known: status });
    },
  );
});

describe('R-802 predicting the overview', () => {
  it('makes six hypotheses and names the users whose fate differs', async () => {
    const { outcome } = await handIn(PredictImport, {}, customer());
    expect(outcome?.verdict).toBe('consistent');
    const facts = outcome?.facts as unknown as { hypotheses: object[]; differing: number };
    expect(facts.hypotheses).toHaveLength(6);
    expect(facts.differing).toBe(1);
    const depends = outcome?.reasons.filter(({ code }) => code === 'prediction.depends');
    expect(depends).toHaveLength(1);
    expect(depends?.[0]?.text.de).toContain('Cleo Case');
    expect(depends?.[0]).toMatchObject({
      code: 'prediction.depends',
      claimed: 'cleo@a.example',
    });
  });

  it('reads the export and the comparison, so that a new export makes it outdated', () => {
    expect(specOf(PredictImport).reads).toEqual(['R-406', 'R-707']);
  });

  it('cannot predict without lists', async () => {
    const { outcome } = await handIn(PredictImport, {});
    expect(outcome).toMatchObject({ verdict: 'cannot-read', facts: { hypotheses: [] } });
  });
});

describe('R-803 reading the overview', () => {
  it.each([
    ['only identical addresses count', { green: 2, yellow: 0 }, 1],
    ['letter case does not count, or users without data are shown', { green: 3, yellow: 0 }, 3],
    ['both', { green: 4, yellow: 0 }, 2],
  ])('fits when %s', async (_what, claim, fitting) => {
    const { outcome } = await handIn(ReadOverview, claim, await predicted());
    expect(outcome?.verdict).toBe('consistent');
    const facts = outcome?.facts as unknown as { fitting: string[] };
    expect(facts.fitting).toHaveLength(fitting);
  });

  it('names candidates when no hypothesis fits', async () => {
    const { outcome, codes } = await handIn(
      ReadOverview,
      { green: 9, yellow: 0 },
      await predicted(),
    );
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes).toContain('prediction.overview');
    const candidates = outcome?.reasons.find((r) => r.code === 'prediction.candidates.case');
    expect(candidates?.text.de).toContain('cleo@a.example');
  });

  it('shows recordings users made themselves', async () => {
    const { outcome, codes } = await handIn(
      ReadOverview,
      { green: 1, yellow: 1 },
      await predicted(),
    );
    expect(outcome?.verdict).toBe('consistent');
    expect(codes).toEqual(['overview.own-recordings']);
  });

  it('refuses fewer yellow users than were imported before', async () => {
    const again = await predicted({ importedBefore: ['anna@a.example', 'bert@a.example'] });
    const { codes } = await handIn(ReadOverview, { green: 1, yellow: 1 }, again);
    expect(codes).toEqual(['prediction.yellow']);
    const right = await handIn(ReadOverview, { green: 0, yellow: 2 }, again);
    expect(right.outcome?.verdict).toBe('consistent');
  });

  it('waits for a second person when there is no prediction', async () => {
    expect(specOf(ReadOverview).hard).toBe(true);
    const { outcome } = await handIn(ReadOverview, { green: 1, yellow: 1 });
    expect(outcome?.verdict).toBe('cannot-read');
  });
});
