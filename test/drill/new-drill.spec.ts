import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { macsIn } from '../../src/connect/mac.js';
import { RequestError } from '../../src/core/errors.js';
import type { Answer } from '../../src/drill/answer.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { exportFiles } from '../../src/drill/export-folder.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { TIMES } from '../../src/drill/timetable.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { filesBelow, writtenDrill } from './drill-folder.js';

afterAll(removeFolders);

describe('a practice customer', () => {
  let out: string;
  beforeAll(async () => {
    out = await writtenDrill();
  }, 30_000);

  it('is the same to the byte and the second for the same seed', async () => {
    const [first, second] = [await writtenDrill(9, 7), await writtenDrill(9, 7)];
    expect(filesBelow(first)).toEqual(filesBelow(second));
  });

  it('is another one for another seed', async () => {
    const [first, second] = [
      filesBelow(await writtenDrill(9, 7)),
      filesBelow(await writtenDrill(9, 8)),
    ];
    for (const file of [
      'v4-users.csv',
      'ad-users.csv',
      'answers.yaml',
      'evidence/ipconfig-all.txt',
    ])
      expect(first.get(file)?.bytes).not.toEqual(second.get(file)?.bytes);
  });

  it('hands over the export unchanged, with times between start and end of the export', () => {
    const exported = filesBelow(join(out, 'export'));
    expect(filesBelow(join(out, 'copy'))).toEqual(exported);
    const [start, end] = [Date.parse(TIMES.exportStartedAt), Date.parse(TIMES.exportEndedAt)];
    const times = [...exported.values()].map((f) => f.changedAt);
    expect(times.length).toBeGreaterThan(20);
    expect(times.filter((t) => t <= start || t >= end)).toEqual([]);
  });

  it('keeps the times of a large export inside it, too', () => {
    const times = exportFiles(inventCustomer(800, 3)).map((f) => f.changedAt!.getTime());
    expect(Math.max(...times)).toBeLessThan(Date.parse(TIMES.exportEndedAt));
    expect(Math.min(...times)).toBeGreaterThan(Date.parse(TIMES.exportStartedAt));
  });

  it('brings every piece of evidence its answers name, under one id each', () => {
    const answers = parse(readFileSync(join(out, 'answers.yaml'), 'utf8')) as Answer[];
    const ids = answers.map((a) => a.id);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
    const evidence = answers.flatMap((a) => a.evidence ?? []);
    expect(evidence.filter((file) => !existsSync(join(out, file)))).toEqual([]);
    expect(new Set(evidence).size).toBe(readdirSync(join(out, 'evidence')).length);
  });

  it('shows the MAC of the old server in its ipconfig, and no other', () => {
    const text = readFileSync(join(out, 'evidence/ipconfig-all.txt'), 'latin1');
    expect(macsIn(text)).toEqual([inventCustomer(12, 1).oldMac]);
  });

  it('marks the connector sample as our own', () => {
    const sample = readFileSync(join(out, 'TextConnectorSample.csv'), 'utf8');
    expect(sample.split('\r\n')[0]).toMatch(/^# .*nicht vom Hersteller.*not by the vendor/);
  });
});

describe('writing a practice customer', () => {
  const refusal = async (o: { out: string; users?: number; seed?: number }) => {
    try {
      await newDrill({ users: 12, seed: 1, ...o });
      return undefined;
    } catch (error) {
      return error instanceof RequestError ? error.code : error;
    }
  };

  it('leaves a folder alone that holds something', async () => {
    const out = makeFolder({ 'mine.txt': 'mine' });
    expect(await refusal({ out })).toBe('path.refused');
    expect(readdirSync(out)).toEqual(['mine.txt']);
  });

  it('refuses a file in place of the folder', async () => {
    const out = join(makeFolder(), 'drill');
    writeFileSync(out, '');
    expect(await refusal({ out })).toBe('path.refused');
  });

  it('takes an empty folder', async () => {
    const out = join(makeFolder(), 'drill');
    mkdirSync(out);
    expect(await refusal({ out })).toBeUndefined();
    expect(existsSync(join(out, 'key.json'))).toBe(true);
  });

  it.each([
    ['too few users', { users: 5 }],
    ['half a user', { users: 6.5 }],
    ['too many users', { users: 50_001 }],
    ['a negative seed', { seed: -1 }],
  ])('refuses %s and writes nothing', async (_what, numbers) => {
    const out = join(makeFolder(), 'drill');
    expect(await refusal({ out, ...numbers })).toBe('input.invalid');
    expect(existsSync(out)).toBe(false);
  });
});
