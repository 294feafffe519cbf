import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { EvidenceRequest } from '../../core/step.js';
import { wrapped } from '../typography.js';
import type { Guide } from './guide.js';

/**
 * Asks for evidence by path, one file after another; an empty line ends it. What cannot be read is said at once and
 * asked again.
 * @returns absolute paths
 */
export async function askEvidence(
  guide: Guide,
  wanted: EvidenceRequest,
  before: readonly string[],
): Promise<string[]> {
  const { screen, ask } = guide;
  const files: string[] = [];
  for (;;) {
    const must = wanted.required && files.length === 0;
    const end = must ? '' : screen.pick(' – leer: fertig', ' – empty: done');
    const optional = wanted.required ? '' : screen.pick(' (freiwillig)', ' (optional)');
    const number = files.length === 0 ? '' : ` ${files.length + 1}.`;
    const typed = await ask.path(
      `${screen.pick('Nachweis', 'Evidence')}${optional}:${number} ${screen.say(wanted.what)}${screen.pick(' – Pfad der Datei (Tab ergänzt)', ' – path of the file (tab completes)')}${end}`,
      before[files.length] ?? '',
    );
    const path = unquoted(typed);
    if (path === '' && !must) return files;
    const problem =
      path === ''
        ? screen.pick('Ohne Nachweis geht es nicht weiter.', 'Nothing goes on without evidence.')
        : await whyUnusable(path, guide);
    if (problem) ask.say(wrapped(`✗ ${problem}`, screen.width, '   ', '     '));
    else files.push(resolve(path));
  }
}

/** File managers copy paths in quotes. */
function unquoted(typed: string): string {
  const text = typed.trim();
  return /^"[^"]*"$|^'[^']*'$/.test(text) ? text.slice(1, -1) : text;
}

async function whyUnusable(path: string, { screen }: Guide): Promise<string | undefined> {
  try {
    const found = await stat(path);
    if (found.isDirectory())
      return screen.pick(
        `„${path}“ ist ein Ordner. Erwartet wird eine Datei.`,
        `"${path}" is a folder. A file is expected.`,
      );
    await access(path, constants.R_OK);
    return undefined;
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return missing
      ? screen.pick(
          `„${path}“ gibt es nicht. Gesucht wurde hier: ${resolve(path)}`,
          `"${path}" does not exist. Looked for here: ${resolve(path)}`,
        )
      : screen.pick(`„${path}“ ist nicht lesbar.`, `"${path}" cannot be read.`);
  }
}
