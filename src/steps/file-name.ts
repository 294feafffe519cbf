import type { Reason } from '../core/outcome.js';
import { reason } from './verdicts.js';

const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])$/i;
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f]/u;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Why a file or folder name cannot stand on a Windows server as it is: characters Windows forbids, device names
 * (`CON`, `LPT¹.txt`), a blank or dot at the end, characters that turn the writing direction around.
 */
export function nameProblem(name: string): Reason | undefined {
  const file = shown(name);
  const base = (name.split('.')[0] ?? '').replace(/(?<! ) +$/, '');
  if (
    name === '..' ||
    name === '.' ||
    FORBIDDEN.test(name) ||
    RESERVED.test(base) ||
    /[ .]$/.test(name)
  ) {
    return reason(
      'files.name-not-windows',
      `„${file}“ ist kein gültiger Name unter Windows und wird ausgelassen. Ein Export vom Windows-Server enthält so einen Namen nicht.`,
      `"${file}" is not a valid name on Windows and is left out. An export from a Windows server holds no such name.`,
      { place: { file } },
    );
  }
  if (/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(name)) {
    return reason(
      'files.name-disguised',
      `„${file}“ enthält Zeichen, die die Schreibrichtung umkehren, und wird ausgelassen.`,
      `"${file}" holds characters that reverse the writing direction and is left out.`,
      { place: { file } },
    );
  }
  return undefined;
}

/** A name or path as it may be printed: control, format and line-break characters become `\u{…}`. */
export function shown(name: string): string {
  return name.replace(INVISIBLE, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** A name that is not UTF-8, printed with every undecodable byte as `%XX`. */
export function shownBytes(name: Buffer): string {
  let out = '';
  for (const byte of name)
    out +=
      byte >= 0x20 && byte < 0x7f
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return out;
}
