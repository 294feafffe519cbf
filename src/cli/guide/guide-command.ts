import { DEFAULT_DATA, type Globals } from '../call.js';
import { columns } from '../columns.js';

/** The words that start the guide again: same data folder, same language. A quoted value is one word. */
export function guideCommand(globals: Globals, person: string, runId: string): readonly string[] {
  const { data, lang, tokenFiles = [] } = globals;
  return [
    'umstieg',
    ...(data === DEFAULT_DATA ? [] : ['--data', `"${data}"`]),
    ...(lang === 'de' ? [] : ['--lang', lang]),
    ...tokenFiles.flatMap((file) => ['--token-file', `"${file}"`]),
    ...(person === '' ? [] : ['--as', `"${person}"`]),
    ...['guide', runId],
  ];
}

/**
 * A command as one line, to be copied. Where the terminal breaks it, it breaks between two words: blanks, which mean nothing
 * to a shell, fill up to the edge. Only a word longer than the terminal is wide is broken.
 */
export function copyable(words: readonly string[], width: number, indent = '  '): string {
  let line = indent;
  for (const word of words) {
    if (line !== indent) line += ' ';
    const used = columns(line) % width;
    if (used > 0 && used + columns(word) > width) line += ' '.repeat(width - used);
    line += word;
  }
  return line;
}
