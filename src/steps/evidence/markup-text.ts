/** Texts without their markup: enough to find words and numbers in. Time and memory grow with the length only. */

/** What German and English mails are written with. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ nbsp: ' ', amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", shy: '', ndash: '–' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é' },
};
const HIDDEN = /^(?:style|script|head)\b/i;
const BREAKS = /^(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b/i;

/** HTML: tags become blanks, the ends of blocks become line ends; style and script are left out. */
export function htmlText(html: string): string {
  const parts: string[] = [];
  const lower = html.toLowerCase();
  const unclosed = new Set<string>(); // looked for once, so that time grows with the length
  let at = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    parts.push(html.slice(at, open));
    const close = html.indexOf('>', open);
    if (close < 0) {
      at = html.length;
      break;
    }
    const tag = html.slice(open + 1, Math.min(close, open + 20));
    parts.push(BREAKS.test(tag) ? '\n' : ' ');
    const hidden = HIDDEN.exec(tag)?.[0].toLowerCase();
    const search = hidden !== undefined && !unclosed.has(hidden);
    const end = search ? lower.indexOf(`</${hidden}`, close) : -1;
    if (search && end < 0) unclosed.add(hidden);
    at = end < 0 ? close + 1 : end;
  }
  parts.push(html.slice(at));
  return parts.join('').replace(/&(#x?[\da-f]{1,6}|[a-z]{2,8});/gi, entity);
}

function entity(all: string, name: string): string {
  if (!name.startsWith('#')) return NAMED[name] ?? all;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
}

/** Groups of RTF that hold no text of the letter. */
const SILENT = new Set(['fonttbl', 'colortbl', 'stylesheet', 'info', 'pict', 'object', 'header']);
const LINE_ENDS = new Set(['par', 'line', 'row', 'sect', 'page']);
const TOKEN =
  /\\([a-z]{1,32})(-?\d{1,9})? ?|\\'([\da-f]{2})|\\([^a-z])|([{}])|[\r\n]+|[^\\{}\r\n]+/gi;

/**
 * RTF, also with HTML inside, as Outlook keeps a mail (MS-OXRTFEX): the visible text. Groups marked `\*` are left out,
 * and with them the markup.
 */
export function rtfText(rtf: string): string {
  const decoder = decoderOf(/\\ansicpg(\d{3,5})/.exec(rtf)?.[1]);
  const silent: boolean[] = [false];
  const parts: string[] = [];
  let skip = 0; // the replacement of a Unicode character, for readers that know none
  for (const [text, word, value, hex, sign, brace] of rtf.matchAll(TOKEN)) {
    const hidden = silent.at(-1) ?? false;
    if (brace === '{') silent.push(hidden);
    else if (brace === '}') silent.pop();
    else if (sign === '*' || (word && SILENT.has(word))) silent[silent.length - 1] = true;
    else if (hidden || /^[\r\n]/.test(text)) continue;
    else if (word === 'u') {
      parts.push(String.fromCharCode((Number(value ?? 0) + 0x10000) % 0x10000));
      skip = 1;
    } else if (word) parts.push(LINE_ENDS.has(word) ? '\n' : word === 'tab' ? ' ' : '');
    else if (hex && skip > 0) skip--;
    else if (hex) parts.push(decoder.decode(Uint8Array.of(Number.parseInt(hex, 16))));
    else if (sign) parts.push(sign === '~' ? ' ' : /[\\{}]/.test(sign) ? sign : '');
    else {
      parts.push(text.slice(skip));
      skip = 0;
    }
  }
  return parts.join('');
}

/** One byte a character: other code pages are read as Windows-1252, where figures and plain letters are the same. */
function decoderOf(codePage = '1252') {
  return new TextDecoder(/^125[0-8]$/.test(codePage) ? `windows-${codePage}` : 'windows-1252');
}
