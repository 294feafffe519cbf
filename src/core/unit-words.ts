import type { Text } from './text.js';

/** What is counted while a step works, in the dative as in „4 von 10 Läufen“. */
const UNIT_WORDS: Readonly<Record<string, Text>> = {
  rounds: { de: 'Läufen', en: 'rounds' },
  users: { de: 'Benutzern', en: 'users' },
  files: { de: 'Dateien', en: 'files' },
  entries: { de: 'Einträgen', en: 'entries' },
  bytes: { de: 'Byte', en: 'bytes' },
};

/** A unit of progress in words; one without words as it is. */
export function unitWord(unit: string): Text {
  return UNIT_WORDS[unit] ?? { de: unit, en: unit };
}
