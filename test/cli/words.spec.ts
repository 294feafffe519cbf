import type { z } from 'zod';
import { SEPARATOR_WORDS, TABLE_WORDS } from '../../src/connect/table-words.js';
import { AUDIT_ACTS, AUDIT_EVENTS, eventText } from '../../src/core/audit-words.js';
import { ERROR_CODES } from '../../src/core/error-codes.js';
import { fieldMeta } from '../../src/core/fields.js';
import type { Text } from '../../src/core/text.js';
import * as coreWords from '../../src/core/words.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { attemptView } from '../../src/engine/attempt-view.js';
import { specsOf } from '../../src/engine/sequence.js';
import { comparedValues } from '../../src/engine/views.js';
import { signalsOf } from '../../src/machines/definition.js';
import { openSession } from '../../src/open-session.js';
import type { AttemptRow } from '../../src/persistence/write-batch.js';
import { Folder, withEngine, type Ended } from './command-line.js';

const title = (name: string): Text => ({ de: name, en: name });
const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'de' in value && 'en' in value;

describe('every code that a person sees', () => {
  it.each(AUDIT_EVENTS)('%s of the audit trail has words', (event) => {
    expectWords(event, eventText(event, null, title));
  });

  it.each(AUDIT_ACTS)('%s on a step has words that begin with the step', (act) => {
    const { de, en } = eventText(`R-1.${act}`, 'R-1', title);
    expectWords(`R-1 ${act}`, { de, en });
    expect([de.startsWith('R-1 '), en.startsWith('R-1 ')]).toEqual([true, true]);
  });

  it('an event of a newer program is shown as it is', () => {
    expect(eventText('R-1.folded', 'R-1', title)).toEqual({ de: 'R-1.folded', en: 'R-1.folded' });
  });

  it('status, verdict, kind of run, way of filling in a field, separator, table and error have words', () => {
    const tables = [...Object.values(coreWords), SEPARATOR_WORDS, TABLE_WORDS]
      .filter((words) => typeof words === 'object')
      .map((words) => Object.entries(words as Record<string, unknown>));
    const texts = tables.flat().filter((row): row is [string, Text] => isText(row[1]));
    expect(texts.length).toBeGreaterThan(45);
    for (const [, text] of texts) expect([text.de, text.en]).not.toContain('');
    for (const [code, row] of Object.entries(ERROR_CODES)) expectWords(code, row.title);
  });

  it('timers and signals of the sequence have words, and there are none for others', () => {
    const config = JSON.stringify(DOCUMENTED.definition);
    const timers = [...config.matchAll(/"name":"([^"]+)","after":"/g)].map((match) => match[1]);
    const signals = signalsOf(DOCUMENTED.definition).map((s) => s.slice('signal.'.length));
    const names = [...new Set([...timers, ...signals])].sort();
    expect(Object.keys(DOCUMENTED.eventTitles ?? {}).sort()).toEqual(names);
  });

  it('a column of a table that offers answers offers them in words', () => {
    const columns = [...specsOf(DOCUMENTED).values()].flatMap(({ id, form }) =>
      Object.values(form?.shape ?? {}).flatMap((field) =>
        Object.entries(fieldMeta(field as z.ZodType)?.row?.shape ?? {}).map(([name, column]) => ({
          id,
          name,
          column: column as z.ZodType,
        })),
      ),
    );
    expect(columns.length).toBeGreaterThan(15);
    const bare = columns.filter(({ column }) => !fieldMeta(column) && isEnum(column));
    expect(bare).toEqual([]);
  });
});

describe('what a person reads', () => {
  const folder = new Folder();
  let call: (...args: readonly string[]) => Promise<Ended>;
  let run: string;

  beforeAll(async () => {
    const start = await withEngine();
    call = (...args) => start('--data', folder.path, '--as', 'Anna', ...args);
    const made = await call('--json', 'project', 'new', '--customer', 'M', '--kind', 'drill');
    run = (JSON.parse(made.stdout) as { id: string }).id;
    const fields = ['customer=M', 'partner=P', 'contacts=a@x.example', 'sourceProduct=uc-v4'];
    const set = [...fields, 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'].flatMap((f) => [
      '--set',
      f,
    ]);
    const picture = ['--evidence', folder.file('info.png', 'picture')];
    expect((await call('task', 'do', run, 'R-101', ...set, ...picture)).code).toBe(0);
    expect((await call('task', 'redo', run, 'R-102', '--reason', 'Tippfehler')).code).toBe(3);
    expect((await call('task', 'redo', run, 'R-101', '--reason', 'Tippfehler')).code).toBe(0);
  });
  afterAll(() => {
    folder.remove();
  });

  it('of the audit trail is words, the code of a refusal behind them', async () => {
    const german = (await call('audit', 'show', run)).stdout;
    expect(german).toContain('R-101 Angaben eingereicht\n');
    expect(german).toContain('R-101 angenommen (bestätigt, nicht geprüft)');
    expect(german).toContain(
      'R-102 wieder geöffnet – abgelehnt: Nichts zu wiederholen (redo.nothing)',
    );
    expect(german).toContain('R-101 wieder geöffnet – „Tippfehler“');
    expect(german).not.toMatch(/R-10\d\./);
    const english = (await call('audit', 'show', run, '--lang', 'en')).stdout;
    expect(english).toContain('R-102 reopened – refused: Nothing to redo (redo.nothing)');
  });

  it('of a comparison is the answer as the form offers it, and the document keeps the value', async () => {
    const session = await openSession(DOCUMENTED, { dataFolder: folder.path });
    const { registry } = session.umstieg.core;
    await session.close();
    const result = {
      reasons: [{ code: 'x', text: title('x'), claimed: 'neukunde, 7', known: 'Otto' }],
    };
    const row = { step: 'R-303', number: 1, status: 'succeeded', result: JSON.stringify(result) };
    const [reason] = attemptView(row as AttemptRow, registry).reasons ?? [];
    expect(reason).toMatchObject({ claimed: 'neukunde, 7', known: 'Otto' });
    expect(reason && comparedValues(reason, 'de')).toEqual({
      claimed: 'Neukunde, 7',
      known: 'Otto',
    });
    expect(reason && comparedValues(reason, 'en').claimed).toBe('new customer, 7');
  });

  it('of a table names its columns and one row as it is typed', async () => {
    const { stdout } = await call('task', 'show', run, 'R-805');
    expect(stdout).toContain('· decision  Entscheidung (behalten | überschreiben; freiwillig)');
    expect(stdout).toContain(`--set 'decisions=[{"email":"…","decision":"keep","reason":"…"}]'`);
  });
});

function expectWords(code: string, { de, en }: Text): void {
  expect(code).not.toBe(de);
  expect(de.length).toBeGreaterThan(2);
  expect(en.length).toBeGreaterThan(2);
}

function isEnum(schema: z.ZodType): boolean {
  const { type, innerType } = schema.def as { type: string; innerType?: z.ZodType };
  return innerType ? isEnum(innerType) : type === 'enum';
}
