import { DOCUMENTED } from '../../src/documented-sequence.js';
import { inWords, producedFile } from '../../src/engine/step-result.js';

import { anna, cleanUp, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

afterEach(cleanUp);

const TITLES = DOCUMENTED.resultTitles ?? {};

describe('what a step computed', () => {
  it('is shown in words, value by value, and nothing that has none', () => {
    const fact = { needed: 12, delivered: 15, secretly: 'internal' };
    expect(inWords(fact, 'R-312', TITLES)).toEqual({
      values: [
        { title: TITLES['R-312.needed'], value: { de: '12', en: '12' } },
        { title: TITLES['R-312.delivered'], value: { de: '15', en: '15' } },
      ],
      files: [],
    });
  });

  it('names the documents it wrote by their digest', () => {
    const report = 'b'.repeat(64);
    const { files, values } = inWords({ rows: 6, report, file: 'a'.repeat(64) }, 'R-904', TITLES);
    expect(files).toEqual([{ title: TITLES['R-904.report'], digest: report }]);
    expect(values.map(({ value }) => value.de)).toEqual(['6']);
  });

  it('says each assumption of a prediction on one line', () => {
    const totals = { overview: 9, green: 7, yellow: 2, left: 1, right: 0, withoutData: 3 };
    const id = 'exact/with-users-without-data';
    const { values } = inWords({ hypotheses: [{ id, totals }], differing: 0 }, 'R-802', TITLES);
    expect(values.at(-1)?.title).toBe(TITLES[`R-802.hypotheses=${id}`]);
    expect(values.at(-1)?.value.de).toContain('Übersicht: 9 · grün: 7 · gelb: 2');
  });

  it('stands on the page of its step once it was computed', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    expect((await umstieg.pages.steps.of(run, 'T-102')).result).toBeNull();
    await umstieg.submit(run, 'T-101', { set: { size: 4 }, evidence: [] }, anna);
    await umstieg.settle();
    expect((await umstieg.pages.steps.of(run, 'T-102')).result).toEqual({
      values: [{ title: { de: 'Das Doppelte', en: 'Double' }, value: { de: '8', en: '8' } }],
      files: [],
    });
  });

  it('gives a file the run names, called after its step and what it holds', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    const { digest, size } = await umstieg.core.evidence.put('double.json', '{"double":8}');
    const evidence = [{ digest, size, name: 'double.json' }];
    await umstieg.submit(run, 'T-101', { set: { size: 4 }, evidence }, anna);
    await umstieg.settle();
    expect(await producedFile(umstieg.core, run, digest)).toEqual({
      ...{ digest, size, name: 'T-101.json' },
    });
  });

  it('gives no file that the run does not know', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const run = await newTinyRun(umstieg);
    const { digest } = await umstieg.core.evidence.put('other.json', '{}');
    expect(await producedFile(umstieg.core, run, digest)).toBeUndefined();
  });

  it('has words only for steps there are', () => {
    const ids = Object.keys(TITLES).map((path) => path.slice(0, 5));
    const parts = JSON.stringify(DOCUMENTED.definition.parts);
    expect(ids.filter((id) => !parts.includes(id))).toEqual([]);
  });
});
