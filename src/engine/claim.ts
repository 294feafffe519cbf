import type { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { fieldMeta, type SecretMark } from '../core/fields.js';
import type { Plain } from '../core/outcome.js';
import type { StepSpec } from '../core/step.js';

/** A form filled in: what is kept (no secrets) and what the audit trail may say of each field. */
export interface Claim {
  readonly input: Readonly<Record<string, unknown>>;
  readonly fields: readonly ClaimField[];
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
    throw invalid(spec, [`${given.join(', ')}: kein Feld erwartet / no field expected`], given[0]);
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

function fromIssues(
  spec: StepSpec,
  raw: Readonly<Record<string, unknown>>,
  error: z.ZodError,
): RequestError {
  const lines = error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const known = Object.keys(spec.form?.shape ?? {}).join(', ');
      return issue.keys.map(
        (key) => `${key}: unbekanntes Feld, möglich sind / unknown field, possible are: ${known}`,
      );
    }
    const name = String(issue.path[0] ?? '');
    const meta = name === '' ? undefined : fieldMeta(spec.form?.shape[name] as z.ZodType);
    const value = issue.path.reduce<unknown>(
      (v, k) => (v as Record<PropertyKey, unknown> | undefined)?.[k],
      raw,
    );
    const came =
      meta?.privacy === 'secret'
        ? '***'
        : value === undefined
          ? '–'
          : JSON.stringify(value).slice(0, 120);
    const example = meta?.example ? ` (z. B. / e.g. ${meta.example})` : '';
    const options = meta?.options ? ` (${meta.options.join(' | ')})` : '';
    return [`${issue.path.join('.')} = ${came}: ${issue.message}${example}${options}`];
  });
  return invalid(spec, lines, String(error.issues[0]?.path[0] ?? ''));
}

function invalid(
  spec: StepSpec,
  lines: readonly string[],
  field: string | undefined,
): RequestError {
  return new RequestError(
    'input.invalid',
    {
      de: `${spec.id} „${spec.title.de}": ${lines.join(' · ')}`,
      en: `${spec.id} "${spec.title.en}": ${lines.join(' · ')}`,
    },
    { ...(field ? { place: { column: field } } : {}), expected: lines },
  );
}
