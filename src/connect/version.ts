import { both } from './finding.js';

/** Versions of XPhone UC (`4.5.5`, manual line 121) and releases of XPhone Connect (`V5 SR3`, manual lines 89, 143). */
export interface Version {
  readonly parts: readonly [number, number, number];
  /** The text as typed, where more than blanks was dropped: ask the person to confirm. */
  readonly normalizedFrom?: string;
}

export interface Release {
  readonly version: number;
  /** Null when the text names no service release: ask, do not guess. */
  readonly serviceRelease: number | null;
}

const VERSION = /^v?(\d{1,9})\.(\d{1,9})\.(\d{1,9})([a-z]{0,3}|(?:\.\d{1,9})+)$/i;
const RELEASE =
  /^(?:xphone\s{1,9})?(?:connect\s{1,9})?v?\s{0,9}(\d{1,4})(?:\.0)?(?:[\s,/-]{0,9}sr\s{0,9}-?(\d{1,4}))?$/i;

/** What is wrong with a version such as `4.5.5`; undefined when {@link parseVersion} can read it. */
export function versionProblem(text: string): string | undefined {
  const t = text.trim();
  if (VERSION.test(t)) return undefined;
  if (/^v?\d{1,9}\.\d{1,9}\.?$/i.test(t)) {
    return both(
      'Der dritte Teil der Version fehlt. Erwartet: drei Zahlen, zum Beispiel `4.5.5`.',
      'The third part of the version is missing. Expected: three numbers, for example `4.5.5`.',
    );
  }
  return both(
    'Das ist keine Version. Erwartet: drei Zahlen mit Punkten, zum Beispiel `4.5.5`.',
    'This is not a version. Expected: three numbers with dots, for example `4.5.5`.',
  );
}

/** Reads `4.5.5`, `V4.5.5`, `4.5.5a`, `4.5.5.120`. Throws RangeError where {@link versionProblem} answers a sentence. */
export function parseVersion(text: string): Version {
  const t = text.trim();
  const match = VERSION.exec(t);
  if (!match) throw new RangeError(versionProblem(text));
  const parts: [number, number, number] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return t === parts.join('.') ? { parts } : { parts, normalizedFrom: t };
}

/**
 * Negative, zero or positive like a sort function: number by number, so `4.10` is newer than `4.5.5`; missing parts
 * count as 0. Only the leading digits of a part count (`4.5.5a` equals `4.5.5`).
 */
export function compareVersions(a: string, b: string): number {
  const left = numbers(a);
  const right = numbers(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

/** What is wrong with a release such as `V5 SR3`; a missing service release is no problem of form. */
export function releaseProblem(text: string): string | undefined {
  if (RELEASE.test(text.trim())) return undefined;
  return both(
    'Das ist kein Versionsstand von XPhone Connect. Erwartet: zum Beispiel `V5 SR3`.',
    'This is not a release of XPhone Connect. Expected: for example `V5 SR3`.',
  );
}

/** Reads `V5 SR3`, `v9`, `Connect V9 SR1`. Throws RangeError where {@link releaseProblem} answers a sentence. */
export function parseRelease(text: string): Release {
  const match = RELEASE.exec(text.trim());
  if (!match) throw new RangeError(releaseProblem(text));
  return {
    version: Number(match[1]),
    serviceRelease: match[2] === undefined ? null : Number(match[2]),
  };
}

/** Whether a release is at least another one; undefined when the missing service release decides. */
export function releaseAtLeast(text: string, wanted: string): boolean | undefined {
  const have = parseRelease(text);
  const want = parseRelease(wanted);
  if (have.version !== want.version) return have.version > want.version;
  if ((want.serviceRelease ?? 0) === 0) return true;
  return have.serviceRelease === null
    ? undefined
    : have.serviceRelease >= (want.serviceRelease ?? 0);
}

function numbers(text: string): number[] {
  return text
    .trim()
    .replace(/^v/i, '')
    .split('.')
    .map((part) => Number(/^\d+/.exec(part.trim())?.[0] ?? 0));
}
