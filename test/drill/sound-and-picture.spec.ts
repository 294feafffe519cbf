import { crc32, inflateSync } from 'node:zlib';
import { exportFiles } from '../../src/drill/export-folder.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { screenshotFile } from '../../src/drill/picture.js';
import { toneFile } from '../../src/drill/wave.js';

/** The chunks of a RIFF file: name, content. */
function chunks(file: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 12; at < file.length;) {
    const size = file.readUInt32LE(at + 4);
    found.set(file.toString('latin1', at, at + 4), file.subarray(at + 8, at + 8 + size));
    at += 8 + size + (size % 2);
  }
  return found;
}

/** One A-law byte as a 16-bit sample (ITU-T G.711), written down from the standard. */
function fromALaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value >> 4) & 7;
  const mantissa = ((value & 0x0f) << 4) + 8;
  const level = exponent === 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
  return value & 0x80 ? level : -level;
}

describe('a greeting of the practice customer', () => {
  it('is a WAV file: RIFF, A-law, one channel, 8,000 samples a second', () => {
    const sounds = exportFiles(inventCustomer(12, 1)).filter((f) => f.path.endsWith('.wav'));
    expect(sounds.length).toBeGreaterThan(10);
    for (const { bytes } of sounds) {
      expect([bytes.toString('latin1', 0, 4), bytes.toString('latin1', 8, 12)]).toEqual([
        'RIFF',
        'WAVE',
      ]);
      expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
      const found = chunks(bytes);
      const format = found.get('fmt ')!;
      const numbers = [format.readUInt16LE(0), format.readUInt16LE(2), format.readUInt32LE(4)];
      expect(numbers).toEqual([6, 1, 8_000]);
      expect(found.get('fact')!.readUInt32LE(0)).toBe(found.get('data')!.length);
    }
  });

  it('sounds: the samples are the tone they were made from', () => {
    const samples = [...chunks(toneFile(500, 200)).get('data')!].map(fromALaw);
    expect(samples).toHaveLength(1_600);
    for (let i = 100; i < 1_500; i++) {
      const wanted = Math.sin((2 * Math.PI * 500 * i) / 8_000) * 0.4 * 32_767;
      expect(Math.abs(samples[i]! - wanted)).toBeLessThanOrEqual(
        Math.max(16, Math.abs(wanted) * 0.04),
      );
    }
  });

  it('of an odd number of samples keeps the file even', () => {
    const file = toneFile(400, 0.625);
    expect(chunks(file).get('data')).toHaveLength(5);
    expect(file.length % 2).toBe(0);
  });
});

describe('a screenshot of the practice customer', () => {
  it('is a PNG whose chunks add up, with its title in it', () => {
    const file = screenshotFile('R-101-info.png');
    expect(file.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
    const found = new Map<string, Buffer>();
    for (let at = 8; at < file.length;) {
      const size = file.readUInt32BE(at);
      const body = file.subarray(at + 4, at + 8 + size);
      expect(file.readUInt32BE(at + 8 + size)).toBe(crc32(body));
      found.set(body.toString('latin1', 0, 4), body.subarray(4));
      at += 12 + size;
    }
    expect([...found.keys()]).toEqual(['IHDR', 'tEXt', 'IDAT', 'IEND']);
    expect(inflateSync(found.get('IDAT')!)).toHaveLength(16 * (1 + 3 * 16));
    expect(found.get('tEXt')!.toString('latin1')).toContain('R-101-info.png');
  });

  it('differs from every other one', () => {
    expect(screenshotFile('a')).not.toEqual(screenshotFile('b'));
  });
});
