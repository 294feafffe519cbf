import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Reason } from '../core/outcome.js';
import { shown } from './file-name.js';
import { reason } from './verdicts.js';

/** The folder does not exist; names what was found one level up (at most ten names). */
export async function missing(path: string): Promise<Reason> {
  const up = dirname(path);
  const names = await readdir(up).catch(() => undefined);
  const some = (names ?? []).sort().slice(0, 10).map(shown);
  const known =
    names === undefined ? undefined : some.join(', ') + (names.length > 10 ? ', …' : '');
  const place = { claimed: shown(path), ...(known === undefined ? {} : { known }) };
  const de =
    known === undefined
      ? `Auch „${shown(up)}“ ist nicht lesbar.`
      : `In „${shown(up)}“ liegt: ${known === '' ? 'nichts' : known}.`;
  const en =
    known === undefined
      ? `"${shown(up)}" cannot be read either.`
      : `In "${shown(up)}" there is: ${known === '' ? 'nothing' : known}.`;
  return reason(
    'folder.missing',
    `Den Ordner „${shown(basename(path))}“ gibt es nicht. ${de}`,
    `There is no folder "${shown(basename(path))}". ${en}`,
    place,
  );
}

export function link(path: string): Reason {
  return reason(
    'files.link',
    `„${shown(path)}“ ist eine Verknüpfung. Ihr wird nicht gefolgt; geben Sie den Ordner selbst an.`,
    `"${shown(path)}" is a link. It is not followed; give the folder itself.`,
    at(path),
  );
}

export function special(path: string): Reason {
  return reason(
    'files.special',
    `„${shown(path)}“ ist weder Datei noch Ordner (Gerät, Pipe oder Socket) und wird ausgelassen.`,
    `"${shown(path)}" is neither file nor folder (device, pipe or socket) and is left out.`,
    at(path),
  );
}

export function notUtf8(path: string): Reason {
  return reason(
    'files.name-not-utf8',
    `Der Name „${shown(path)}“ ist nicht in UTF-8 geschrieben; die Datei wird ausgelassen. Vermutlich hat das Kopierprogramm die Umlaute zerstört.`,
    `The name "${shown(path)}" is not written in UTF-8; the file is left out. Presumably the copying program broke the umlauts.`,
    at(path),
  );
}

export function sameNameTwice(path: string): Reason {
  return reason(
    'files.same-name-twice',
    `„${shown(path)}“ gibt es im selben Ordner noch einmal in anderer Schreibweise. Unter Windows wäre das ein und derselbe Name; die zweite Datei wird ausgelassen.`,
    `"${shown(path)}" exists once more in the same folder, spelled differently. On Windows that would be one and the same name; the second file is left out.`,
    at(path),
  );
}

/** @param de the limit in words, „mehr als 64 Ebenen“ */
export function tooMuch(path: string, code: string, de: string, en: string): Reason {
  return reason(
    code,
    `Bei „${shown(path)}“ wurde abgebrochen: ${de}. So groß ist kein Export; ist es der richtige Ordner?`,
    `Stopped at "${shown(path)}": ${en}. No export is that large; is it the right folder?`,
    at(path),
  );
}

export function changed(path: string): Reason {
  return reason(
    'files.changed-meanwhile',
    `„${shown(path)}“ hat sich während des Lesens geändert. Warten Sie, bis der Export ganz fertig ist.`,
    `"${shown(path)}" changed while it was read. Wait until the export is completely done.`,
    at(path),
  );
}

/** @param code the system's short name of the failure, `EACCES` */
export function unreadable(path: string, code: string): Reason {
  return reason(
    'files.unreadable',
    `„${shown(path)}“ lässt sich nicht lesen (${code}).`,
    `"${shown(path)}" cannot be read (${code}).`,
    at(path),
  );
}

function at(path: string) {
  return { place: { file: shown(path) } };
}

/** The system's short name of a failure, `EACCES`. Anything that is no failure of the system is thrown on. */
export function errorCode(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (typeof code !== 'string') throw error;
  return code;
}
