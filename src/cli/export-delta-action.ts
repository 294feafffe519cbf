import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { exportDelta, type UserDelta } from '../connect/export-delta.js';
import { parseManifest } from '../connect/manifest.js';
import { RequestError } from '../core/errors.js';
import { argument, type Handler } from './call.js';
import { readTextFile } from './input-files.js';
import type { Screen } from './screen.js';

/** `export delta BEFORE AFTER`: who recorded something new since; ends with 5 when anything changed. */
export const compareExports: Handler = async (call) => {
  const { screen } = call;
  const [a, b] = [argument(call, 0), argument(call, 1)];
  const [before, after] = [await manifestAt(a), await manifestAt(b)];
  const delta = exportDelta(before, after);
  await screen.answer({ before: a, after: b, ...delta }, () => [
    screen.pick(
      `Benutzer mit Änderungen: ${delta.users.length} · Einstellungen: ${delta.settings.length} · Tabellen: ${delta.tables.length} · nicht verstanden: ${delta.others.length}`,
      `users with changes: ${delta.users.length} · settings: ${delta.settings.length} · tables: ${delta.tables.length} · not understood: ${delta.others.length}`,
    ),
    ...delta.users.map((user) => userLine(user, screen)),
    ...[...delta.settings, ...delta.tables, ...delta.others].map((name) => `  ${name}`),
  ]);
  const { users, settings, tables, others } = delta;
  return users.length + settings.length + tables.length + others.length > 0 ? 5 : 0;
};

async function manifestAt(path: string) {
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    const text = {
      de: `„${path}“ ist ein Ordner. Erwartet wird ein Manifest; erstellen Sie es mit „umstieg manifest create“.`,
      en: `"${path}" is a folder. A manifest is expected; make it with "umstieg manifest create".`,
    };
    throw new RequestError('file.unreadable', text, { place: { file: path } });
  }
  return parseManifest(await readTextFile(path), basename(path));
}

function userLine({ user, greetings, recordedName }: UserDelta, screen: Screen): string {
  const word = {
    added: screen.pick('neu', 'new'),
    changed: screen.pick('verändert', 'changed'),
    removed: screen.pick('gelöscht', 'deleted'),
  };
  const counts = (['added', 'changed', 'removed'] as const)
    .filter((what) => greetings[what] > 0)
    .map((what) => `${greetings[what]} ${word[what]}`);
  const parts = [
    ...(counts.length > 0 ? [`${screen.pick('Ansagen', 'greetings')} ${counts.join(', ')}`] : []),
    ...(recordedName ? [`${screen.pick('Name', 'name')} ${word[recordedName]}`] : []),
  ];
  return `  ${user}: ${parts.join(' · ')}`;
}
