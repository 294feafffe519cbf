/** Telephone sound as the greetings are recorded: A-law, one channel, 8,000 samples a second. */
const RATE = 8_000;
const A_LAW = 6;
const LOUDNESS = 0.4;

/** A short tone as a WAV file (RIFF, format tag 6): frequency in hertz, length in milliseconds. */
export function toneFile(hertz: number, lengthMs: number): Buffer {
  const samples = Math.round((RATE * lengthMs) / 1_000);
  const data = Buffer.alloc(samples + (samples % 2)); // chunks of odd length are padded
  for (let i = 0; i < samples; i++) {
    const wave = Math.sin((2 * Math.PI * hertz * i) / RATE) * LOUDNESS * fade(i, samples);
    data[i] = aLaw(Math.round(wave * 32_767));
  }
  const format = Buffer.alloc(18);
  format.writeUInt16LE(A_LAW, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(RATE, 4);
  format.writeUInt32LE(RATE, 8);
  format.writeUInt16LE(1, 12);
  format.writeUInt16LE(8, 14);
  const fact = Buffer.alloc(4);
  fact.writeUInt32LE(samples, 0);
  const body = Buffer.concat([
    Buffer.from('WAVE', 'latin1'),
    chunk('fmt ', format),
    chunk('fact', fact),
    chunk('data', data, samples),
  ]);
  return chunk('RIFF', body);
}

function chunk(name: string, content: Buffer, size = content.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, content]);
}

/** Begins and ends softly, so that nothing clicks. */
function fade(i: number, samples: number): number {
  return Math.min(1, i / 80, (samples - 1 - i) / 80);
}

/** One 16-bit sample as A-law (ITU-T G.711). */
function aLaw(sample: number): number {
  const sign = sample < 0 ? 0 : 0x80;
  const level = Math.min(32_635, sample < 0 ? -sample - 1 : sample);
  let exponent = 7;
  for (let mask = 0x4000; exponent > 0 && (level & mask) === 0; mask >>= 1) exponent--;
  const mantissa = exponent === 0 ? level >> 4 : (level >> (exponent + 3)) & 0x0f;
  return ((sign | (exponent << 4) | mantissa) ^ 0x55) & 0xff;
}
