import punycode from 'punycode/punycode.js';

/**
 * The three foldings of `match` (contracts.md), each on top of the one before. They explain near misses; only equal
 * characters ever count as matched.
 */
const INVISIBLE = /[\u00a0\u00ad\u200b-\u200d\u2060\ufeff]/g;
/** Nothing to delete and nothing to trim: most values. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;
const BLANK = /\p{White_Space}/u;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** F1: deletes NBSP, soft hyphen and zero-width characters anywhere, then trims Unicode White_Space at both ends. */
export function f1(text: string): string {
  if (text === '' || PLAIN.test(text)) return text;
  const visible = text.replace(INVISIBLE, '');
  let [start, end] = [0, visible.length];
  while (start < end && BLANK.test(visible.charAt(start))) start++;
  while (end > start && BLANK.test(visible.charAt(end - 1))) end--;
  return visible.slice(start, end);
}

/** F2: F1, then lower case, full Unicode and independent of the locale. */
export function f2(text: string): string {
  return f1(text).toLowerCase();
}

/** F3: F2 with valid `xn--` labels of the domain decoded, then NFKC, then ä→ae ö→oe ü→ue ß→ss. */
export function f3(text: string): string {
  return foldF2(f2(text));
}

/** F3 of a text that is already in F2 form. */
export function foldF2(folded: string): string {
  const { local, domain } = splitAddress(folded);
  const decoded =
    domain === undefined ? folded : `${local}@${domain.split('.').map(decodeLabel).join('.')}`;
  return decoded.normalize('NFKC').replace(/[äöüß]/g, (letter) => UMLAUTS[letter] ?? letter);
}

/** The domain follows the last `@`; without an `@`, or with nothing before it, there is none. */
export function splitAddress(text: string): { local: string; domain: string | undefined } {
  const at = text.lastIndexOf('@');
  return at <= 0
    ? { local: text, domain: undefined }
    : { local: text.slice(0, at), domain: text.slice(at + 1) };
}

/** Octets of a label (RFC 1035 2.3.4); a longer one is no name, and decoding it costs the square of its length. */
const LONGEST_LABEL = 63;

function decodeLabel(label: string): string {
  if (!label.startsWith('xn--') || label.length > LONGEST_LABEL) return label;
  try {
    return punycode.decode(label.slice(4));
  } catch {
    return label;
  }
}
