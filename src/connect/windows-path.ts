import { win32 } from 'node:path';
import { both } from './finding.js';

/** Windows paths are text here, compared by Windows rules on every operating system. */
const RESERVED = /^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?:\..*)?$/i;
const LIMIT = 260;
/** Windows has no longer paths, whatever their form. */
const LONGEST = 32_767;

/** True for `C:\…`, `\\server\share\…` and the same with forward slashes; drive-relative `C:folder` is none. */
export function isWindowsPath(text: string): boolean {
  const path = plain(text);
  return /^[A-Za-z]:\\/.test(path) || /^\\\\[^\\?.][^\\]*\\[^\\]+/.test(path);
}

/** Same place: letter case, slash kind, `.`/`..`, closing slashes, and dots or blanks at a name's end do not count. */
export function sameWindowsPath(a: string, b: string): boolean {
  return canonical(a) === canonical(b);
}

/** True when `child` lies below `parent` at any depth; false when both are the same folder. */
export function insideWindowsPath(parent: string, child: string): boolean {
  const [p, c] = [canonical(parent), canonical(child)];
  return c !== p && c.startsWith(p.endsWith('\\') ? p : `${p}\\`);
}

/** What is wrong with a typed folder path, German and English in one line; undefined when it can exist on Windows. */
export function pathProblem(text: string): string | undefined {
  const trimmed = text.trim();
  if (/^".*"$/.test(trimmed)) {
    return both(
      'Der Pfad steht in Anführungszeichen. Geben Sie ihn ohne sie ein.',
      'The path is in quotation marks. Enter it without them.',
    );
  }
  if (!isWindowsPath(trimmed)) {
    return both(
      'Das ist kein vollständiger Windows-Pfad. Erwartet: zum Beispiel `C:\\ProgramData\\C4B\\Migration` oder `\\\\server\\freigabe`.',
      'This is not a complete Windows path. Expected: for example `C:\\ProgramData\\C4B\\Migration` or `\\\\server\\share`.',
    );
  }
  if (trimmed.length > LIMIT) {
    return both(
      `Der Pfad ist länger als ${LIMIT} Zeichen.`,
      `The path is longer than ${LIMIT} characters.`,
    );
  }
  const bad = names(trimmed).find((name) => nameProblem(name));
  return bad === undefined
    ? undefined
    : both(
        `„${bad}“ ist unter Windows kein gültiger Name.`,
        `"${bad}" is not a valid name on Windows.`,
      );
}

function nameProblem(name: string): boolean {
  if (name === '.' || name === '..') return false;
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  return /[<>:"|?*\u0000-\u001f]/.test(name) || /[. ]$/.test(name) || RESERVED.test(name);
}

/** Names below the drive or share. */
function names(path: string): string[] {
  return plain(path)
    .replace(/^(?:[A-Za-z]:|\\\\[^\\]+)\\/, '')
    .split('\\')
    .filter((name) => name !== '');
}

/** Backslashes only, without the `\\?\` prefix. */
function plain(text: string): string {
  const path = text.trim().replaceAll('/', '\\');
  return path.replace(/^\\\\\?\\UNC\\/i, '\\\\').replace(/^\\\\\?\\/, '');
}

function canonical(text: string): string {
  const given = plain(text);
  if (given.length > LONGEST) return given.toUpperCase(); // no path: taking it apart costs the square of its length
  const path = win32.normalize(given);
  const parts = path.split('\\').map((part) => part.replace(/(?<![. ])[. ]+$/, ''));
  return parts
    .join('\\')
    .replace(/(?<!\\)\\+$/, '')
    .toUpperCase();
}
