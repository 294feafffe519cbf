import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { completePath } from '../../src/cli/guide/drawn-prompts.js';
import { copyable, guideCommand } from '../../src/cli/guide/guide-command.js';
import { packed } from '../../src/cli/typography.js';
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

describe('the command that starts the guide again', () => {
  const globals = { data: './umstieg-data', json: false, lang: 'de' } as const;

  it('names the data folder and the language where they are not the usual ones', () => {
    expect(guideCommand(globals, 'NAME', 'r-1').join(' ')).toBe('umstieg --as "NAME" guide r-1');
    const other = { ...globals, data: 'D:\\Kunde A', lang: 'en' } as const;
    expect(guideCommand(other, 'Jo', 'r-1').join(' ')).toBe(
      'umstieg --data "D:\\Kunde A" --lang en --as "Jo" guide r-1',
    );
  });

  it.each([20, 33, 40, 60, 80])('is one line that %i columns break between words', (width) => {
    const words = [
      'umstieg',
      '--data',
      '"C:/My Data"',
      '--as',
      '"Jo Ä"',
      'guide',
      'r-58a6c70f14e7',
    ];
    const line = copyable(words, width);
    expect(line).not.toContain('\n');
    expect(line.trim().split(/ +(?=[-"gr])/)).toEqual(words);
    const rows = line.match(new RegExp(`.{1,${width}}`, 'gu')) ?? [];
    for (const word of words) expect(rows.some((row) => row.includes(word))).toBe(true);
  });
});

describe('facts beside one another', () => {
  it('go to the next line whole', () => {
    expect(packed(['drill', '3 of 92', '27 Nov 2026, 02:26'], ' · ', 20)).toEqual([
      'drill · 3 of 92',
      '27 Nov 2026, 02:26',
    ]);
    expect(packed(['drill', '3 of 92'], ' · ', 80)).toEqual(['drill · 3 of 92']);
  });
});
