/**
 * A second, slow reading of contracts.md "match --json", written for comparison only: no maps, no indexes, no code of
 * src/connect. Every rule is a sentence of the contract tried on every pair of rows.
 */
export interface Person {
  readonly email: string;
  readonly sid: string;
  readonly firstname: string;
  readonly name: string;
  readonly aliases: string;
  readonly hasData: string;
}
export interface Folder {
  readonly name: string;
  readonly files: number;
}
interface Row {
  row: number;
  email: string;
  sid: string | null;
  outcome: string;
  import: string;
  target: { row: number; email: string } | null;
}
export interface Reference {
  rows: Row[];
  withData: number;
  targetWithoutSource: { row: number; email: string }[];
}

const LINE = (index: number): number => index + 2;

export function referenceMatch(
  source: readonly Person[],
  target: readonly Person[],
  folders: readonly Folder[] | undefined,
): Reference {
  const outcomes = source.map((s) => early(s, source, target));
  const isExact = (s: Person, i: number, t: Person): boolean =>
    outcomes[i] === undefined && s.email === t.email;
  const free = target.filter((t) => !source.some((s, i) => isExact(s, i, t)));
  let withData = 0;
  const rows = source.map((s, i) => {
    const exact = target.find((t) => isExact(s, i, t));
    const [outcome, hit] = outcomes[i]
      ? [outcomes[i], undefined]
      : exact
        ? ['exact', exact]
        : nearest(s, free);
    const data =
      folders === undefined ||
      folders.some(
        (f) =>
          f.files > 0 &&
          F2(folderName(f.name)) === F2(s.email.normalize('NFC')) &&
          F1(s.email) !== '',
      );
    if (data) withData++;
    return {
      row: LINE(i),
      email: s.email,
      sid: s.sid === '' ? null : s.sid,
      outcome,
      import: imported(outcome, data, hit),
      target: hit ? { row: LINE(target.indexOf(hit)), email: hit.email } : null,
    };
  });
  return {
    rows,
    withData,
    targetWithoutSource: free.map((t) => ({ row: LINE(target.indexOf(t)), email: t.email })),
  };
}

function early(
  s: Person,
  source: readonly Person[],
  target: readonly Person[],
): string | undefined {
  if (F1(s.email) === '') return 'empty';
  if (source.filter((o) => F2(o.email) === F2(s.email)).length > 1) return 'duplicate-source';
  if (target.filter((o) => F2(o.email) === F2(s.email)).length > 1) return 'duplicate-target';
  return undefined;
}

function nearest(s: Person, free: readonly Person[]): [string, Person | undefined] {
  const rules: [string, (t: Person) => boolean][] = [
    ['blank', (t) => F1(t.email) === F1(s.email)],
    ['case', (t) => F2(t.email) === F2(s.email)],
    ['unicode', (t) => F3(t.email) === F3(s.email)],
    ['alias', (t) => t.aliases.split('|').some((a) => alias(a) !== '' && alias(a) === F2(s.email))],
    [
      'other-domain',
      (t) => {
        const [a, b] = [parts(F2(s.email)), parts(F2(t.email))];
        return a !== undefined && b !== undefined && a[0] === b[0];
      },
    ],
    [
      'name-only',
      (t) =>
        [s.firstname, s.name, t.firstname, t.name].every((n) => F2(n) !== '') &&
        F2(s.firstname) === F2(t.firstname) &&
        F2(s.name) === F2(t.name),
    ],
  ];
  for (const [outcome, fits] of rules) {
    const hit = free.find(fits);
    if (hit) return [outcome, hit];
  }
  return ['none', undefined];
}

function imported(outcome: string, data: boolean, hit: Person | undefined): string {
  if (outcome.startsWith('duplicate')) return 'duplicate-blocked';
  if (outcome !== 'exact') return 'no-match';
  if (!data) return 'no-data';
  return F1(hit?.hasData ?? '') === '1' ? 'import-overwrites' : 'import';
}

export function F1(text: string): string {
  const gone = new Set([0xa0, 0xad, 0x200b, 0x200c, 0x200d, 0x2060, 0xfeff]);
  const kept = Array.from(text)
    .filter((c) => !gone.has(c.codePointAt(0) ?? 0))
    .join('');
  return kept.replace(/^\p{White_Space}+/u, '').replace(/\p{White_Space}+$/u, '');
}

export function F2(text: string): string {
  return F1(text).toLowerCase();
}

export function F3(text: string): string {
  const low = F2(text);
  const split = parts(low);
  const shown = split
    ? `${split[0]}@${split[1]
        .split('.')
        .map((l) => (l.slice(0, 4) === 'xn--' ? (punycode(l.slice(4)) ?? l) : l))
        .join('.')}`
    : low;
  let out = '';
  for (const c of shown.normalize('NFKC')) {
    out += c === 'ä' ? 'ae' : c === 'ö' ? 'oe' : c === 'ü' ? 'ue' : c === 'ß' ? 'ss' : c;
  }
  return out;
}

function parts(text: string): [string, string] | undefined {
  const pieces = text.split('@');
  const domain = pieces.pop() ?? '';
  const local = pieces.join('@');
  return pieces.length > 0 && local !== '' ? [local, domain] : undefined;
}

function alias(text: string): string {
  const folded = F2(text);
  return folded.indexOf('smtp:') === 0 ? F1(folded.substring('smtp:'.length)) : folded;
}

function folderName(name: string): string {
  let out = '';
  for (let rest = name; rest !== '';) {
    const run = /^(%[0-9A-Fa-f]{2})+/.exec(rest)?.[0] ?? '';
    const bytes = Buffer.from(run.replaceAll('%', ''), 'hex');
    const text = bytes.toString('utf8');
    out += run === '' ? rest.charAt(0) : Buffer.from(text).equals(bytes) ? text : run;
    rest = rest.slice(run.length || 1);
  }
  return out.normalize('NFC');
}

/** RFC 3492 section 6.2, line by line. */
function punycode(input: string): string | undefined {
  const [base, tMin, tMax, skew, damp] = [36, 1, 26, 38, 700];
  const cut = input.lastIndexOf('-');
  const output = Array.from(cut > 0 ? input.slice(0, cut) : '');
  if (output.some((c) => c.charCodeAt(0) >= 128)) return undefined;
  let [n, i, bias] = [128, 0, 72];
  for (let at = cut > 0 ? cut + 1 : 0; at < input.length;) {
    const old = i;
    for (let w = 1, k = base; ; k += base) {
      const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(input.charAt(at++) || '?');
      if (digit < 0) return undefined;
      i += digit * w;
      if (i > 0x7fffffff) return undefined;
      const t = Math.min(tMax, Math.max(tMin, k - bias));
      if (digit < t) break;
      w *= base - t;
    }
    const length = output.length + 1;
    let delta = Math.floor((i - old) / (old === 0 ? damp : 2));
    delta += Math.floor(delta / length);
    let k = 0;
    for (; delta > ((base - tMin) * tMax) / 2; k += base) delta = Math.floor(delta / (base - tMin));
    bias = k + Math.floor(((base - tMin + 1) * delta) / (delta + skew));
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff) return undefined;
    output.splice(i++, 0, String.fromCodePoint(n));
  }
  return output.join('');
}
