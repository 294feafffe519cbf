import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { finding } from './finding.js';
import { waveFormat, type WaveFormat } from './wave-header.js';

/** What the vendor prefers for greetings: CCITT A-law, 8 kHz (GREET). Channels and depth are not stated. */
const A_LAW = 6;
const RATE = 8_000;
const NAMES: Readonly<Record<number, string>> = { 1: 'PCM', 6: 'A-law', 7: 'µ-law', 85: 'MP3' };

const TEXTS = {
  other: {
    de: 'Der Hersteller bevorzugt für Ansagen A-law mit 8 kHz. Ob Connect diese Aufnahme so abspielt, ist nicht beschrieben: Hören Sie sie nach dem Import in der Stichprobe an.',
    en: 'The vendor prefers A-law at 8 kHz for greetings. Whether Connect plays this recording as it is, is not described: listen to it in the sample after the import.',
  },
  none: {
    de: 'Die Datei heißt wie eine Ansage, ist aber keine lesbare WAV-Datei. Hören Sie sie auf dem alten Server an; ist sie dort heil, exportieren Sie noch einmal.',
    en: 'The file is named like a greeting, but it is no readable WAV file. Listen to it on the old server; if it is sound there, export again.',
  },
} satisfies Record<string, Text>;

/** What there is to say of a recording, by the first bytes of its file: nothing where it is as the vendor prefers. */
export function greetingNote(file: string, head: Uint8Array): Reason | undefined {
  const format = waveFormat(head);
  if (!format) return finding('greeting.not-wave', TEXTS.none, { file });
  if (format.tag === A_LAW && format.rate === RATE) return undefined;
  const more = { claimed: inWords(format), known: 'A-law, 8000 Hz' };
  return finding('greeting.other-format', TEXTS.other, { file }, more);
}

function inWords({ tag, channels, rate }: WaveFormat): string {
  return `${NAMES[tag] ?? `0x${tag.toString(16)}`}, ${rate} Hz, ${channels} ch`;
}
