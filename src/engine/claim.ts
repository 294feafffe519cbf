import type { z } from 'zod';
import { RequestError, type FieldProblem } from '../core/errors.js';
import { issueText } from '../core/issue-text.js';
import { fieldMeta, type SecretMark } from '../core/fields.js';
import type { Plain } from '../core/outcome.js';
import type { StepSpec } from '../core/step.js';
import type { Language, Text } from '../core/text.js';

type Raw = Readonly<Record<string, unknown>>;

/** A form filled in: what is kept (no secrets) and what the audit trail may say of each field. */
export interface Claim {
  readonly input: Readonly<Record<string, unknown>>;
  readonly fields: readonly ClaimField[];
  /** Folders its paths must lie in; absent where somebody at this computer hands it in. */
  readonly within?: readonly string[];
}
export type ClaimField = { readonly name: string } & (
  | { readonly plain: Plain | readonly unknown[] }
  | { readonly personal: unknown }
  | { readonly secret: SecretMark }
);

/**
 * Checks the fields of a step's form and replaces secrets by their marks before anything is stored.
 * @throws RequestError input.invalid naming every bad field, what came and what was expected
 */
export function makeClaim(
  spec: StepSpec,
  raw: Readonly<Record<string, unknown>>,
  hmac: (v: string) => string,
): Claim {
  if (!spec.form) {
    const given = Object.keys(raw);
    if (given.length === 0) return { input: {}, fields: [] };
    const names = given.join(', ');
    throw invalid(
      spec,
      [{ de: `${names}: kein Feld erwartet`, en: `${names}: no field expected` }],
      given[0],
    );
  }
  const parsed = spec.form.safeParse(raw);
  if (!parsed.success) throw fromIssues(spec, raw, parsed.error);
  const input: Record<string, unknown> = {};
  const fields: ClaimField[] = [];
  for (const [name, value] of Object.entries(parsed.data)) {
    if (value === undefined) continue;
    const meta = fieldMeta(spec.form.shape[name] as z.ZodType);
    if (meta?.privacy === 'secret') {
      const mark = markSecret(value as string, meta.keep === 'fingerprint', hmac);
      input[name] = mark;
      fields.push({ name, secret: mark });
    } else {
      input[name] = value;
      fields.push(
        meta?.privacy === 'plain' ? { name, plain: value as Plain } : { name, personal: value },
      );
    }
  }
  return { input, fields };
}

/** Of a request code the last four characters (from twelve on) and an HMAC; of any other secret that it was given. */
function markSecret(value: string, fingerprint: boolean, hmac: (v: string) => string): SecretMark {
  if (!fingerprint) return { given: true };
  return {
    given: true,
    hmac: hmac(value),
    ...(value.length >= 12 ? { last4: value.slice(-4) } : {}),
  };
}

function fromIssues(spec: StepSpec, raw: Raw, error: z.ZodError): RequestError {
  const lines = error.issues.flatMap((issue): Text[] => {
    if (issue.code !== 'unrecognized_keys') return [fieldLine(spec, raw, issue)];
    const known = Object.keys(spec.form?.shape ?? {}).join(', ');
    return issue.keys.map((key) => ({
      de: `${key}: unbekanntes Feld, möglich sind: ${known}`,
      en: `${key}: unknown field, possible are: ${known}`,
    }));
  });
  const fields = error.issues.map((issue) => fieldProblem(issue, raw));
  return invalid(spec, lines, String(error.issues[0]?.path[0] ?? ''), fields);
}

/** Where a face shows it, and what it says there. */
function fieldProblem(issue: z.core.$ZodIssue, raw: Raw): FieldProblem {
  const [field, row, column] = issue.path;
  const value = valueAt(issue, raw);
  return {
    field: String(field ?? ''),
    ...(typeof row === 'number' ? { row: row + 1 } : {}),
    ...(column === undefined ? {} : { column: String(column) }),
    text: value === undefined && issue.code !== 'custom' ? MISSING : issueText(issue),
  };
}

function valueAt(issue: z.core.$ZodIssue, raw: Raw): unknown {
  return issue.path.reduce<unknown>((v, k) => (v as Partial<Raw> | undefined)?.[k as string], raw);
}

/** What is wrong with one value of a form, in both languages; undefined when nothing is. */
export function valueProblem(schema: z.ZodType, value: unknown): Text | undefined {
  const parsed = schema.safeParse(value);
  const [issue] = parsed.error?.issues ?? [];
  if (!issue) return undefined;
  return value === undefined ? MISSING : issueText(issue);
}

/** What is wrong with a form as a whole, by field; an issue that names no field stands under ''. */
export function formProblems(
  spec: StepSpec,
  raw: Raw,
): readonly { readonly field: string; readonly text: Text }[] {
  const issues = spec.form?.safeParse(raw).error?.issues ?? [];
  return issues.map((issue) => {
    const field = String(issue.path[0] ?? '');
    const missing = issue.path.length === 1 && raw[field] === undefined && issue.code !== 'custom';
    return { field, text: missing ? MISSING : issueText(issue) };
  });
}

/** What came, what was expected, with an example. A secret is never repeated. */
function fieldLine(spec: StepSpec, raw: Raw, issue: z.core.$ZodIssue): Text {
  const name = String(issue.path[0] ?? '');
  const meta = name === '' ? undefined : fieldMeta(spec.form?.shape[name] as z.ZodType);
  const value = valueAt(issue, raw);
  const { de, en } = value === undefined ? MISSING : issueText(issue);
  const came = value === undefined ? '' : ` = ${meta?.privacy === 'secret' ? '***' : shown(value)}`;
  const options = (language: Language) =>
    meta?.options ? ` (${meta.options.map((o) => o.text[language]).join(' | ')})` : '';
  const example = (word: string) => (meta?.example ? ` (${word} ${meta.example})` : '');
  const field = issue.path.join('.');
  return {
    de: `${field}${came}: ${de}${example('zum Beispiel')}${options('de')}`,
    en: `${field}${came}: ${en}${example('for example')}${options('en')}`,
  };
}

const MISSING: Text = { de: 'fehlt', en: 'is missing' };
function shown(value: unknown): string {
  return (JSON.stringify(value) as string | undefined)?.slice(0, 120) ?? '–';
}

function invalid(
  spec: StepSpec,
  lines: readonly Text[],
  field: string | undefined,
  fields: readonly FieldProblem[] = [],
): RequestError {
  return new RequestError(
    'input.invalid',
    {
      de: `${spec.id} „${spec.title.de}“: ${lines.map((l) => l.de).join(' · ')}`,
      en: `${spec.id} “${spec.title.en}”: ${lines.map((l) => l.en).join(' · ')}`,
    },
    {
      ...(field ? { place: { column: field } } : {}),
      expected: lines.map((l) => l.en),
      ...(fields.length > 0 ? { fields } : {}),
      step: spec.id,
    },
  );
}
