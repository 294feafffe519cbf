import { toneFile } from '../wave.js';
import { put, type Material } from './material.js';
import type { ErrorRow } from './planted-error.js';

/** recordings that are not as the vendor prefers them. */
export const SOUND_ERRORS: readonly ErrorRow[] = [
  {
    ...{ id: 'greetings.pcm', named: 'domain 6 (GREET)', trap: 'export-sounds', by: 'R-412' },
    what: { de: 'Ansage als PCM statt A-law', en: 'greeting as PCM instead of A-law' },
    code: 'greeting.other-format',
    plant: (m) => putSound(m, 'pcm.wav', { tag: 1 }),
  },
  {
    ...{ id: 'greetings.rate', named: 'domain 6 (GREET)', trap: 'export-sounds', by: 'R-412' },
    what: { de: 'Ansage mit 16 kHz', en: 'greeting at 16 kHz' },
    code: 'greeting.other-format',
    plant: (m) => putSound(m, 'hell.wav', { rate: 16_000 }),
  },
  {
    ...{ id: 'greetings.no-wave', named: 'R-412', trap: 'export-sounds', by: 'R-412' },
    what: { de: 'Ansage, die keine WAV-Datei ist', en: 'greeting that is no WAV file' },
    code: 'greeting.not-wave',
    plant: (m) => put(m, soundPath(m, 'kaputt.wav'), {}),
  },
];

function soundPath({ customer }: Material, name: string): string {
  return `UserData/${customer.people[0]?.email ?? ''}/greetings/${name}`;
}

/** A greeting whose header names another format (RIFF: tag at 20, rate at 24). */
function putSound(m: Material, name: string, { tag = 6, rate = 8_000 }) {
  const bytes = toneFile(440, 200);
  bytes.writeUInt16LE(tag, 20);
  bytes.writeUInt32LE(rate, 24);
  return put(m, soundPath(m, name), { bytes });
}
