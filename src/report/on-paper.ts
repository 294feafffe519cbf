import { DomUtils, parseDocument } from 'htmlparser2';
import {
  WIDTHS,
  type Content,
  type ContentStack,
  type ContentTable,
  type ContentText,
} from './paper-style.js';

type Node = ReturnType<typeof parseDocument>['children'][number];
type Element = Extract<Node, { attribs: unknown }>;

/** Longer words are broken anywhere: hashes, addresses, paths. */
const LONG_WORD = /(\S{29,})/;
const QR_POINTS = 84;
/** Points up to this length may stand in two columns; fewer of them need none. */
const SHORT_POINT = 80;
const FEW = 6;
const SHORT_VALUE = 14;
/** A row with so many characters in a cell may be higher than a page, and is broken; all others stay whole. */
const LONG_CELL = 1_500;
const LINE = 20;

/** Lays out the page of the report on paper: its elements and classes, and no others. @throws Error for one it does not know */
export function onPaper(html: string): Content[] {
  const page = parseDocument(html, { lowerCaseAttributeNames: false });
  const main = DomUtils.findOne(({ name }) => name === 'main', page.children);
  return main ? blocks(main) : [];
}

/** A heading stays with a frame that follows it, which is not broken. */
function blocks(parent: Element): Content[] {
  const inside = parent.children.filter(isElement);
  return inside.flatMap((one, n): Content[] => {
    if (one.name === 'div' && inside[n - 1]?.name === 'h2') return [];
    const { name } = inside[n + 1] ?? {};
    if (one.name !== 'h2' || name !== 'div') return block(one);
    return [{ stack: inside.slice(n, n + 2).flatMap(block), unbreakable: true }];
  });
}

function block(element: Element): Content[] {
  const { name } = element;
  const style = styleOf(element);
  switch (name) {
    case 'section':
      return [{ stack: blocks(element) }];
    case 'h1':
    case 'h2':
    case 'h3':
      return [{ ...words(element), style, headlineLevel: Number(name.slice(1)) }];
    case 'p':
      return [{ ...words(element), style }];
    case 'ul':
      return [points(element)];
    case 'dl':
      return [facts(element)];
    case 'table':
      return [table(element)];
    case 'svg':
      return [{ svg: drawing(element), width: QR_POINTS }];
    case 'div':
      return [framed(element)];
    default:
      throw new Error(`the report on paper knows no <${name}>`);
  }
}

/** Many short ones stand in two columns, as on the page. */
function points(list: Element): Content {
  const all = elements(list, 'li');
  const lines = all.map((item) => cell(item));
  const style = styleOf(list);
  const short = all.every((item) => lengthOf(item) < SHORT_POINT);
  if (!has(list, 'many') || !short || all.length < FEW) return { ul: lines, style };
  const half = Math.ceil(lines.length / 2);
  return {
    columns: [{ ul: lines.slice(0, half) }, { ul: lines.slice(half) }],
    ...{ columnGap: 12, style },
  };
}

/** Names above values, side by side. */
function facts(list: Element): ContentTable {
  const pairs = elements(list, 'div').map((pair) => ({
    stack: pair.children.filter(isElement).map((one) => ({ ...words(one), style: styleOf(one) })),
  }));
  return {
    table: { widths: elements(list, 'div').map(widthOf), body: [pairs] },
    layout: 'rows',
    margin: [0, 6, 0, 6],
  };
}

/** Short values leave their room to times. */
const widthOf = (pair: Element) =>
  pair.children.filter(isElement).every((one) => lengthOf(one) < SHORT_VALUE) ? 'auto' : '*';

function table(element: Element): ContentTable {
  const head = rowsIn(element, 'thead');
  const rows = [...rowsIn(element, 'tbody'), ...rowsIn(element, 'tfoot')];
  const [first = head[0] ?? []] = rows;
  const whole = rows.flat().every((td) => lengthOf(td) + LINE * td.children.length < LONG_CELL);
  return {
    table: {
      dontBreakRows: whole,
      headerRows: head.length,
      keepWithHeaderRows: whole ? 1 : 0, // a higher first row would be lost
      widths: first.map((td) => classesOf(td).map((name) => WIDTHS[name])[0] ?? '*'),
      body: [...head, ...rows].map((row) => row.map(cell)),
    },
    layout: 'rows',
    margin: [0, 2, 0, 6],
  };
}

function rowsIn(parent: Element, section: string): Element[][] {
  return elements(parent, section)
    .flatMap((part) => elements(part, 'tr'))
    .map((row) => row.children.filter(isElement));
}

/** A picture stands beside the words, as on the page. */
function framed(element: Element): ContentTable {
  const inside = element.children.filter(isElement);
  const [pictures, text] = [
    inside.filter(({ name }) => name === 'svg'),
    inside.filter(({ name }) => name !== 'svg'),
  ];
  const columns = [{ stack: text.flatMap(block), width: '*' }, ...pictures.flatMap(block)];
  return {
    table: { widths: ['*'], dontBreakRows: true, body: [[{ columns, columnGap: 12 }]] },
    layout: 'frame',
    margin: [0, 4, 0, 4],
  };
}

/** The words for its readers aside: on paper they stand beside it. */
function drawing({ name, attribs, children }: Element): string {
  const given = Object.entries(attribs).filter(([key]) => !key.startsWith('aria-'));
  const written = given.map(([key, value]) => ` ${key}="${value}"`).join('');
  return `<${name}${written}>${children.filter(isElement).map(drawing).join('')}</${name}>`;
}

/** What of a cell or an item stands on a line of its own (`.who`) becomes a paragraph of its own. */
function cell(element: Element): ContentStack {
  const lines: Node[][] = [[]];
  for (const child of element.children) {
    if (isElement(child) && has(child, 'who')) lines.push([child], []);
    else lines.at(-1)?.push(child);
  }
  const stack = lines.map(run).filter(({ text }) => text.length > 0);
  const style = styleOf(element);
  return { stack, style, ...(has(element, 'n') ? { alignment: 'right' as const } : {}) };
}

const lengthOf = (element: Element) => DomUtils.textContent(element).length;
const words = (element: Element) => run(element.children);

/** One paragraph: blanks joined, none at its ends. */
function run(nodes: readonly Node[]): ContentText & { text: ContentText[] } {
  const pieces = nodes.flatMap((node) => inline(node, []));
  const joined: ContentText[] = [];
  let blank: boolean = true;
  for (const { text, style } of pieces) {
    const plain = text.replace(/[^\S\u00a0]+/g, ' ');
    const own: string = blank ? plain.trimStart() : plain;
    if (own === '') continue;
    blank = own.endsWith(' ');
    joined.push(...breakable(own, style));
  }
  return { text: joined };
}

interface Piece {
  readonly text: string;
  readonly style: string[];
}

function inline(node: Node, style: readonly string[]): Piece[] {
  if (!isElement(node)) return 'data' in node ? [{ text: node.data, style: [...style] }] : [];
  if (node.name === 'br') return [{ text: ' ', style: [] }];
  return node.children.flatMap((child) => inline(child, [...style, ...styleOf(node)]));
}

/** Long words on their own, so that they alone are broken anywhere. */
function breakable(text: string, style: string[]): ContentText[] {
  const pieces = text.split(LONG_WORD).filter((piece) => piece !== '');
  return pieces.map((piece) => ({
    ...{ text: piece, style },
    ...(LONG_WORD.test(piece) ? { wordBreak: 'break-all' as const } : {}),
  }));
}

function styleOf(element: Element): string[] {
  return [element.name, ...classesOf(element)];
}

function classesOf({ attribs }: Element): string[] {
  return (attribs['class'] ?? '').split(/\s+/).filter(Boolean);
}

const has = (element: Element, name: string) => classesOf(element).includes(name);
const isElement = (node: Node): node is Element => 'attribs' in node;

function elements(parent: Element, name: string): Element[] {
  return parent.children.filter(isElement).filter((child) => child.name === name);
}
