import { z } from 'zod';
import type { ExportLayout } from '../connect/export-layout.js';
import { RequestError } from '../core/errors.js';
import { fieldText } from '../core/issue-text.js';
import type { Text } from '../core/text.js';

const name = z.string().min(1);
const lineFile = z.object({
  file: name,
  columns: z.array(name).min(1),
  lineColumn: name.nullable(),
  userColumns: z.array(name),
});
const layout = z.object({
  name,
  assumed: z.boolean(),
  note: z.string(),
  lineFiles: z.object({
    'user-lines': lineFile,
    'user-lines-dynamic': lineFile,
    'dynamic-lines': lineFile,
  }),
  consoleIdentification: z.array(name).min(1),
  lineTypeDynamic: z.object({ column: name, allowed: z.array(z.string()) }),
  users: name,
  systemConfig: name,
  userData: z.object({ folder: name, greetings: name, greetingEnding: name, recordedName: name }),
});

/** A layout file of the form of `export-layout.json`. @throws RequestError file.unreadable */
export function parseLayout(text: string, file: string): ExportLayout {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw noLayout(file, error instanceof Error ? error.message : '');
  }
  const parsed = layout.safeParse(json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (!issue) throw parsed.error;
  throw noLayout(file, fieldText(issue, json));
}

function noLayout(file: string, what: string | Text): RequestError {
  const { de, en } = typeof what === 'string' ? { de: what, en: what } : what;
  return new RequestError(
    'file.unreadable',
    {
      de: `„${file}“ ist keine Beschreibung einer Ordnerstruktur: ${de.slice(0, 200)}`,
      en: `"${file}" is no description of a folder layout: ${en.slice(0, 200)}`,
    },
    { place: { file } },
  );
}
