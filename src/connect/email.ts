import { distance } from 'fastest-levenshtein';
import { both } from './finding.js';

const LOCAL =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
const EXAMPLE_DE = 'Erwartet: zum Beispiel anna.beispiel@firma.example.';
const EXAMPLE_EN = 'Expected: for example anna.beispiel@firma.example.';

/** Domains people often mean; only used to ask back, never to change anything. */
const FREQUENT = [
  'gmail.com',
  'gmx.de',
  'gmx.net',
  'gmx.at',
  'gmx.ch',
  'web.de',
  't-online.de',
  'freenet.de',
  'outlook.com',
  'outlook.de',
  'hotmail.com',
  'hotmail.de',
  'yahoo.com',
  'yahoo.de',
  'icloud.com',
  'aol.com',
  'arcor.de',
  'posteo.de',
  'mailbox.org',
];
const ENDINGS: Readonly<Record<string, string>> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  comm: 'com',
  coom: 'com',
  vom: 'com',
  ed: 'de',
  dee: 'de',
  dde: 'de',
  ent: 'net',
  nte: 'net',
  ogr: 'org',
  rog: 'org',
};

/**
 * What is wrong with the form of an e-mail address, German and English in one line; undefined when it is well formed.
 * Taken as it is, never trimmed: a blank at the end is a problem. Umlauts are allowed on both sides of the `@`.
 */
export function emailProblem(text: string): string | undefined {
  const wrong = (de: string, en: string): string =>
    both(`${de} ${EXAMPLE_DE}`, `${en} ${EXAMPLE_EN}`);
  if (text === '') return wrong('Die E-Mail-Adresse fehlt.', 'The e-mail address is missing.');
  if (text.length > 254) {
    return wrong(
      'Die Adresse ist länger als 254 Zeichen.',
      'The address is longer than 254 characters.',
    );
  }
  if (/[\s\p{C}\u00a0]/u.test(text)) {
    return wrong(
      'Die Adresse enthält Leerzeichen oder unsichtbare Zeichen.',
      'The address contains blanks or invisible characters.',
    );
  }
  const at = text.lastIndexOf('@');
  if (at < 0) return wrong('In der Adresse fehlt das @.', 'The address has no @.');
  const local = text.slice(0, at);
  const labels = text.slice(at + 1).split('.');
  if (local === '' || local.length > 64 || !LOCAL.test(local)) {
    return wrong('Der Teil vor dem @ ist ungültig.', 'The part before the @ is invalid.');
  }
  if (labels.length < 2 || labels.some((label) => label.length > 63 || !LABEL.test(label))) {
    return wrong('Der Teil nach dem @ ist ungültig.', 'The part after the @ is invalid.');
  }
  return undefined;
}

/**
 * The domain that was probably meant, or undefined. `expected` adds the domains of customer and partner (R-309),
 * which count first; a domain that is itself among the known ones is never a typo.
 */
export function likelyTypo(domain: string, expected: readonly string[] = []): string | undefined {
  const typed = domain.trim().toLowerCase();
  const known = [...expected.map((d) => d.trim().toLowerCase()), ...FREQUENT];
  if (typed === '' || known.includes(typed)) return undefined;
  const near = known.find((d) => {
    const away = distance(typed, d);
    return away <= (d.length >= 8 ? 2 : 1) || swapped(typed, d);
  });
  if (near !== undefined) return near;
  const dot = typed.lastIndexOf('.');
  const ending = Object.hasOwn(ENDINGS, typed.slice(dot + 1))
    ? ENDINGS[typed.slice(dot + 1)]
    : undefined;
  return dot > 0 && ending !== undefined ? typed.slice(0, dot + 1) + ending : undefined;
}

/** Two neighbors changed places: `gxm.de`. */
function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const i = Array.from(a).findIndex((c, at) => c !== b[at]);
  return i >= 0 && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}
