import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type pdfmake from 'pdfmake';

type Definition = Parameters<typeof pdfmake.createPdf>[0];
type Shape = Exclude<Definition['content'], string | readonly unknown[]>;
/** What pdfmake lays out. */
export type Content = Definition['content'];
export type ContentText = Extract<Shape, { text: unknown }>;
export type ContentStack = Extract<Shape, { stack: unknown }>;
export type ContentTable = Extract<Shape, { table: unknown }>;
type Styles = NonNullable<Definition['styles']>;

/** The only place the thread that lays out may read from. */
export const FONT_FOLDER = join(
  dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
);
const of = (name: string) => join(FONT_FOLDER, `DejaVuSans${name}.ttf`);

/** DejaVu holds what the report is made of: all European letters, and the signs of statuses. Parts of it go into the file. */
export const FONTS = {
  Text: { normal: of('Condensed'), bold: of('Condensed-Bold') },
  Code: { normal: of('Mono'), bold: of('Mono-Bold') },
};

const SOFT = '#444444';
const ACCENT = '#0b5a63';
/** Of lines between rows, and of frames. */
export const COLORS = { line: '#bbbbbb', accent: ACCENT };
const BLUE = '#1d5fa8';
const RED = '#b3261e';

/** By element and by class, as the style sheet of the page names them; sizes in points. */
export const STYLES: Styles = {
  h1: { fontSize: 18, bold: true, margin: [0, 2, 0, 4] },
  h2: { fontSize: 12, bold: true, margin: [0, 12, 0, 4] },
  h3: { fontSize: 10, bold: true, margin: [0, 10, 0, 2] },
  p: { margin: [0, 3, 0, 3] },
  ul: { margin: [0, 2, 0, 4] },
  th: { fontSize: 8, bold: true, color: SOFT },
  dt: { fontSize: 8, color: SOFT },
  dd: { bold: true },
  strong: { bold: true },
  small: { fontSize: 8, color: SOFT },
  code: { font: 'Code', fontSize: 8 },
  kbd: { background: '#eef2f2' },
  eyebrow: { color: ACCENT, bold: true },
  soft: { color: SOFT },
  who: { fontSize: 8, color: SOFT },
  id: { color: SOFT },
  oneway: { bold: true },
  'status-ready': { color: BLUE },
  'status-in-progress': { color: BLUE },
  'status-verifying': { color: BLUE },
  'status-waiting-approval': { color: '#6b3fa0' },
  'status-outdated': { color: '#8a5a00' },
  'status-rejected': { color: RED },
  'status-failed': { color: RED },
  'verdict-contradicts': { color: RED, bold: true },
};

/** Columns whose cells are short, by the class of the cell; points. Others share what is left. */
export const WIDTHS: Readonly<Record<string, number>> = {
  id: 46,
  n: 90,
  by: 124,
  result: 124,
  role: 150,
};
