import qrcode from 'qrcode-generator';
import { html, type Markup } from './markup.js';

/** Light modules around the code, as ISO/IEC 18004 asks. */
const QUIET = 4;

/** A QR code of the text as inline SVG: one path, a unit a module, black on white in light, dark and print. */
export function qrCode(text: string, label: string): Markup {
  const code = qrcode(0, 'M');
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const size = count + 2 * QUIET;
  const squares: string[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      if (code.isDark(row, column)) squares.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return html`<svg
    class="qr"
    role="img"
    aria-label="${label}"
    viewBox="0 0 ${size} ${size}"
    shape-rendering="crispEdges"
  >
    <rect width="${size}" height="${size}" fill="#fff" />
    <path d="${squares.join('')}" fill="#000" />
  </svg>`;
}
