import { dirname, resolve } from 'node:path';
import { isMap, isScalar, isSeq, type YAMLMap } from 'yaml';
import { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { fieldText } from '../core/issue-text.js';
import type { Text } from '../core/text.js';
import { readTextFile } from './input-files.js';
import { YamlFile, YamlProblem } from './yaml-file.js';

const ACTIONS = [
  'submit',
  'approve',
  'reject',
  'withdraw',
  'waive',
  'redo',
  'accept-outdated',
  'assign',
  'signal',
  'switch',
] as const;

const id = z.union([z.string().min(1).max(200), z.number().int()]);
const expected = z.strictObject({ exit: z.number().int().min(0).max(5) });
const common = { id: id.optional(), as: z.string().min(1).optional(), expect: expected.optional() };

const stepEntry = z
  .strictObject({
    ...common,
    do: z.enum(ACTIONS).default('submit'),
    step: z.string().min(1).optional(),
    set: z.record(z.string(), z.unknown()).optional(),
    evidence: z.union([z.string(), z.array(z.string())]).optional(),
    reason: z.string().optional(),
    keep: z.array(z.string()).optional(),
    to: z.string().min(1).optional(),
    type: z.string().min(1).optional(),
    on: z.boolean().optional(),
  })
  .superRefine((entry, ctx) => {
    const needs = { assign: 'to', signal: 'type', switch: 'on' } as const;
    const field = entry.do in needs ? needs[entry.do as keyof typeof needs] : undefined;
    const missing = [
      ...(entry.do !== 'signal' && entry.step === undefined ? ['step'] : []),
      ...(field !== undefined && entry[field] === undefined ? [field] : []),
    ];
    for (const name of missing) ctx.addIssue({ code: 'custom', path: [name], message: 'missing' });
  });
const advanceEntry = z.strictObject({ ...common, advance: z.string() });
const clockEntry = z.strictObject({ ...common, clock: z.string() });

export type StepEntry = z.output<typeof stepEntry>;
export type Entry = StepEntry | z.output<typeof advanceEntry> | z.output<typeof clockEntry>;

export interface Answer {
  readonly index: number;
  /** The entry's id, its index when it has none: part of the idempotency key. */
  readonly id: string;
  /** 1-based line of the file. */
  readonly row: number;
  readonly entry: Entry;
}
export interface AnswersFile {
  readonly path: string;
  /** Relative paths in the file start here. */
  readonly folder: string;
  readonly answers: readonly Answer[];
}

/**
 * Reads a list of answers. Numbers in `set` keep their spelling (a MAC address `001122334455` loses no zero).
 * @throws RequestError file.unreadable, input.invalid naming file, line and field
 */
export async function readAnswers(path: string): Promise<AnswersFile> {
  const text = await readTextFile(path);
  try {
    return { path, folder: dirname(resolve(path)), answers: answersIn(new YamlFile(text), path) };
  } catch (error) {
    throw error instanceof YamlProblem ? invalid(path, error.row, error.what) : error;
  }
}

function answersIn(yaml: YamlFile, path: string): Answer[] {
  const { contents } = yaml.document;
  if (!isSeq(contents))
    throw invalid(path, 1, {
      de: 'Erwartet wird eine Liste von Einträgen',
      en: 'a list of entries is expected',
    });
  const seen = new Set<string>();
  return contents.items.map((node, index) => {
    const row = yaml.rowOf(node);
    const entry = parseEntry(node, yaml, path, row);
    const name = String(entry.id ?? index);
    if (seen.has(name))
      throw invalid(path, row, {
        de: `id „${name}“ steht doppelt`,
        en: `id "${name}" stands twice`,
      });
    seen.add(name);
    return { index, id: name, row, entry };
  });
}

function parseEntry(node: unknown, yaml: YamlFile, path: string, row: number): Entry {
  if (!isMap(node))
    throw invalid(path, row, {
      de: 'ein Eintrag hat die Form {step: …, set: …}',
      en: 'an entry has the form {step: …, set: …}',
    });
  keepSpelling(node);
  const json = yaml.plain(node) as Record<string, unknown>;
  const schema = 'advance' in json ? advanceEntry : 'clock' in json ? clockEntry : stepEntry;
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw parsed.error;
  throw invalid(path, row, fieldText(issue, json));
}

/** Numbers and booleans directly in `set` become the text that stands in the file; forms take both. */
function keepSpelling(entry: YAMLMap): void {
  const set = entry.get('set');
  if (!isMap(set)) return;
  for (const pair of set.items) {
    const { value } = pair;
    if (!isScalar(value) || typeof value.value !== 'number') continue;
    if (value.source !== undefined) value.value = value.source;
  }
}

function invalid(file: string, row: number | undefined, what: string | Text): RequestError {
  const { de, en } = typeof what === 'string' ? { de: what, en: what } : what;
  const line = row === undefined ? '' : `, Zeile ${row}`;
  return new RequestError(
    'input.invalid',
    {
      de: `„${file}“${line}: Der Eintrag ist nicht verständlich: ${de}.`,
      en: `"${file}"${row === undefined ? '' : `, line ${row}`}: the entry is not understood: ${en}.`,
    },
    { place: { file, ...(row === undefined ? {} : { row }) } },
  );
}
