import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { completePath } from '../../src/cli/guide/drawn-prompts.js';
import { rows } from '../../src/core/fields.js';
import { columnsOf, rowOf } from '../../src/core/row-columns.js';
import { umstieg } from '../cli/command-line.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

afterAll(removeFolders);

describe('the tab key on a path', () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'export'));
  for (const name of ['lizenz-1.png', 'lizenz-2.png', 'übersicht.txt'])
    writeFileSync(join(folder, name), '');

  it.each([
    ['übe', 'übersicht.txt'],
    ['li', 'lizenz-'],
    ['lizenz-', 'lizenz-'],
    ['exp', 'export/'],
    ['nichts', 'nichts'],
  ])('completes %s to %s', (typed, completed) => {
    expect(completePath(join(folder, typed))).toBe(join(folder, completed));
  });

  it('leaves alone what lies in no folder', () => {
    expect(completePath('/no/such/folder/x')).toBe('/no/such/folder/x');
  });
});

describe('the columns of a table', () => {
  const table = rows(
    { de: 'Zeilen', en: 'Rows' },
    z.strictObject({
      name: z.string().min(1),
      count: z.coerce.number().int(),
      ok: z.boolean().optional(),
      kind: z.enum(['a', 'b']).default('a'),
    }),
  ).optional();

  it('say what each cell takes and whether it may stay empty', () => {
    const row = rowOf(table);
    expect(
      row && columnsOf(row).map(({ name, input, required }) => [name, input, required]),
    ).toEqual([
      ['name', 'text', true],
      ['count', 'number', true],
      ['ok', 'flag', false],
      ['kind', 'choice', false],
    ]);
  });

  it('do not exist where the field is no table', () => {
    expect(rowOf(z.string())).toBeUndefined();
  });
});

describe('guide without a terminal', () => {
  it('is refused with exit 2 and says what to use instead', () => {
    const ended = umstieg(['--data', join(makeFolder(), 'data'), '--as', 'Anna', 'guide', 'r-1']);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('task do');
  });
});
