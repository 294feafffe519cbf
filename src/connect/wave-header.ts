/** How a WAV file (RIFF) stores its sound. */
export interface WaveFormat {
  /** Format tag: 1 PCM, 6 A-law, 7 µ-law; of an extensible header the tag inside it. */
  readonly tag: number;
  readonly channels: number;
  /** Samples a second, hertz. */
  readonly rate: number;
}

/** So many bytes at the start of a file hold the format, unless a longer chunk of notes comes first. */
export const WAVE_HEAD_BYTES = 4_096;
const EXTENSIBLE = 0xfffe;

/** The format a WAV file names at its start; undefined for what is no WAV file, or names none in these bytes. */
export function waveFormat(head: Uint8Array): WaveFormat | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const name = (at: number) => String.fromCharCode(...head.subarray(at, at + 4));
  if (name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined;
  for (let at = 12; at + 8 <= head.length;) {
    const size = view.getUint32(at + 4, true);
    const content = at + 8;
    if (name(at) === 'fmt ') {
      if (size < 16 || content + 16 > head.length) return undefined;
      const tag = view.getUint16(content, true);
      const inner = tag === EXTENSIBLE && size >= 40 && content + 26 <= head.length;
      return {
        tag: inner ? view.getUint16(content + 24, true) : tag,
        channels: view.getUint16(content + 2, true),
        rate: view.getUint32(content + 4, true),
      };
    }
    at = content + size + (size % 2);
  }
  return undefined;
}
