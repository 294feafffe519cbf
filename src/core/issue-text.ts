import { z } from 'zod';
import type { Text } from './text.js';

const [GERMAN, ENGLISH] = [z.locales.de().localeError, z.locales.en().localeError];
const MISSING: Text = { de: 'fehlt', en: 'is missing' };

/**
 * What a schema says against a value, in both languages. Our own checks say both at once, as `params.text` or as
 * `German / English`; the library's are asked for in each. Where several shapes are possible, what each of them expects.
 */
export function issueText(issue: z.core.$ZodIssue): Text {
  if (issue.code === 'custom') {
    const { text } = (issue.params ?? {}) as { text?: Text };
    if (text) return text;
    const [de = '', en = de] = issue.message.split(' / ');
    return { de, en };
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const shapes = issue.errors.flatMap(([first]) => (first ? [issueText(first)] : []));
    const or = (language: keyof Text, word: string) =>
      [...new Set(shapes.map((shape) => shape[language]))].join(word);
    return { de: or('de', ' – oder '), en: or('en', ' – or ') };
  }
  return { de: messageIn(GERMAN, issue), en: messageIn(ENGLISH, issue) };
}

/** The field of an issue and what is wrong with it; `root` is the value that was checked. */
export function fieldText(issue: z.core.$ZodIssue, root: unknown): Text {
  const strange = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const field = [...issue.path, ...strange].join('.');
  const absent =
    issue.code !== 'custom' && issue.path.length > 0 && at(root, issue.path) === undefined;
  const { de, en } = absent ? MISSING : issueText(issue);
  return field === '' ? { de, en } : { de: `${field}: ${de}`, en: `${field}: ${en}` };
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Readonly<Record<PropertyKey, unknown>>)[key]
        : undefined,
    value,
  );
}

function messageIn(locale: z.core.$ZodErrorMap, issue: z.core.$ZodIssue): string {
  const said = locale(issue as z.core.$ZodRawIssue);
  return typeof said === 'string' ? said : (said?.message ?? issue.message);
}
