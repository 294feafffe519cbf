import type { CsvOptions } from '../connect/csv-read.js';
import { ENCODINGS } from '../connect/csv-encoding.js';
import type { Separator } from '../connect/csv-dialect.js';
import { RequestError } from '../core/errors.js';
import { option, type Call } from './call.js';
import { text, type OptionRow } from './command-row.js';

const SEPARATOR_NAMES = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  space: ' ',
} as const satisfies Record<string, Separator>;

/** What is told instead of found, and the limits of a table (contracts.md "CSV dialects"). */
export const CSV_OPTIONS: readonly OptionRow[] = [
  {
    flags: '--separator <name>',
    text: text('Trennzeichen vorgeben', 'tell the separator'),
    choices: Object.keys(SEPARATOR_NAMES),
  },
  {
    flags: '--encoding <name>',
    text: text('Kodierung vorgeben', 'tell the encoding'),
    choices: ENCODINGS,
  },
  {
    flags: '--max-field-bytes <n>',
    text: text('Bytes eines Felds (1048576)', 'bytes of a field (1048576)'),
  },
  { flags: '--max-columns <n>', text: text('Spalten (1000)', 'columns (1000)') },
  { flags: '--max-rows <n>', text: text('Zeilen (5000000)', 'rows (5000000)') },
];

/** @throws RequestError input.invalid */
export function csvOptions(call: Call): CsvOptions {
  const { separator: name, encoding: wanted } = call.options;
  const separator = Object.entries(SEPARATOR_NAMES).find(([one]) => one === name)?.[1];
  const encoding = ENCODINGS.find((one) => one === wanted);
  const limits = {
    ...limit(call, 'maxFieldBytes', 'fieldBytes'),
    ...limit(call, 'maxColumns', 'columns'),
    ...limit(call, 'maxRows', 'rows'),
  };
  return {
    ...(separator === undefined ? {} : { separator }),
    ...(encoding === undefined ? {} : { encoding }),
    limits: { ...limits, ...recordLimit(limits) },
  };
}

/** A record may always hold one field of the size that is allowed. */
function recordLimit({ fieldBytes }: { readonly fieldBytes?: number }) {
  return fieldBytes === undefined ? {} : { recordBytes: Math.max(fieldBytes, 1024 * 1024) * 8 };
}

function limit<K extends string>(call: Call, name: string, key: K): Partial<Record<K, number>> {
  const given = option(call, name);
  if (given === undefined) return {};
  const value = Number(given);
  if (/^[1-9]\d{0,8}$/.test(given)) return { [key]: value } as Record<K, number>;
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  throw new RequestError('input.invalid', {
    de: `${flag} erwartet eine ganze Zahl ab 1. Angegeben: „${given}“.`,
    en: `${flag} expects a whole number from 1. Given: "${given}".`,
  });
}
