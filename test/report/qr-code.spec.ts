import jsqr from 'jsqr';
import { qrCode } from '../../src/report/qr-code.js';
import { reportHtml } from '../../src/report/report-html.js';
import { model, ZONE } from './model.js';

const SCALE = 4;

/** Paints the squares of the SVG as a camera would see them and reads the code with another library. */
function readBack(svg: string): string | undefined {
  const size = Number(/viewBox="0 0 (\d+) /.exec(svg)?.[1]);
  const side = size * SCALE;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < SCALE; dy++)
      for (let dx = 0; dx < SCALE; dx++) {
        const at = ((Number(y) * SCALE + dy) * side + Number(x) * SCALE + dx) * 4;
        pixels.fill(0, at, at + 3);
      }
  }
  const read = jsqr as unknown as (
    p: Uint8ClampedArray,
    w: number,
    h: number,
  ) => { data: string } | null;
  return read(pixels, side, side)?.data;
}

describe('the QR code of the last hash', () => {
  it('reads back as the text', () => {
    const hash = '0a'.repeat(32);
    expect(readBack(qrCode(hash, 'hash').html)).toBe(hash);
  });

  it.each(['de', 'en'] as const)('stands beside the hash in the report (%s)', (language) => {
    const page = reportHtml(model(), language, ZONE);
    const svg = /<svg[\s\S]*?<\/svg>/.exec(page)?.[0] ?? '';
    expect(readBack(svg)).toBe(model().seal.head);
  });
});
