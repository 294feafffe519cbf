import canonicalize from 'canonicalize';
import type { Text } from '../core/text.js';
import type { StepSpec } from '../core/step.js';
import { fieldsOf } from './field-view.js';
import type { HandedIn } from './handed-in.js';
import type { FieldView } from './views.js';

/** One field of a form as it was filled in for two runs. */
export interface ComparedField {
  readonly name: string;
  readonly label: Text;
  readonly differs: boolean;
  /** A secret stands as `{ given: true }`, at most with its last four characters; null where nothing was given. */
  readonly a: unknown;
  readonly b: unknown;
  /** Words of the answers that were chosen. */
  readonly words?: { readonly a?: Text; readonly b?: Text };
}

/** What was handed in for one row of two runs; evidence by the names of its files, null where nothing was handed in. */
export interface ComparedClaims {
  readonly fields: readonly ComparedField[];
  readonly evidence: {
    readonly a: readonly string[] | null;
    readonly b: readonly string[] | null;
  };
}

type Claim = Exclude<HandedIn['claim'], 'unknown'>;

/** Fields that were filled in at least once, in the order of the form; then what an earlier form asked for. */
export function comparedClaims(
  spec: StepSpec | undefined,
  a: HandedIn,
  b: HandedIn,
): ComparedClaims {
  const [one, two] = [known(a), known(b)];
  const form = new Map((spec ? fieldsOf(spec) : []).map((field) => [field.name, field]));
  const given = [one, two].flatMap((claim) => Object.keys(claim?.input ?? {}));
  const names = [...form.keys(), ...given].filter((name) => given.includes(name));
  const files = (claim: Claim) => claim && claim.evidence.map(({ name }) => name);
  return {
    fields: [...new Set(names)].map((name) => fieldOf(name, form.get(name), one, two)),
    evidence: { a: files(one), b: files(two) },
  };
}

/** Whether both runs know what was handed in, and it is not the same. */
export function claimsDiffer(a: HandedIn, b: HandedIn): boolean {
  const [one, two] = [known(a), known(b)];
  return one !== null && two !== null && same(content(one)) !== same(content(two));
}

function content({ input, evidence }: NonNullable<Claim>): unknown {
  return { input, evidence: evidence.map(({ digest }) => digest) };
}

function known({ claim }: HandedIn): Claim {
  return claim === 'unknown' ? null : claim;
}

function fieldOf(name: string, field: FieldView | undefined, one: Claim, two: Claim) {
  const [a, b] = [one?.input[name] ?? null, two?.input[name] ?? null];
  const words = { ...worded('a', a, field), ...worded('b', b, field) };
  return {
    ...{ name, label: field?.label ?? { de: name, en: name } },
    differs: same(a) !== same(b),
    ...{ a: withoutHmac(a), b: withoutHmac(b) },
    ...(Object.keys(words).length > 0 ? { words } : {}),
  };
}

function worded(side: 'a' | 'b', value: unknown, field: FieldView | undefined) {
  if (!field?.options || value === null) return {};
  const chosen = Array.isArray(value) ? value : [value];
  const texts = chosen.map((one) => field.options?.find((option) => option.value === one)?.text);
  const say = (language: keyof Text) =>
    texts.map((text, i) => text?.[language] ?? String(chosen[i])).join(', ');
  return { [side]: { de: say('de'), en: say('en') } };
}

/** The mark of a secret says that it was given; what it is recognized by serves to tell two apart only. */
function withoutHmac(value: unknown): unknown {
  if (!isMark(value)) return value;
  const { hmac: _hmac, ...mark } = value;
  return mark;
}

export function isMark(
  value: unknown,
): value is { readonly given: true; readonly hmac?: string; readonly last4?: string } {
  return typeof value === 'object' && value !== null && 'given' in value;
}

function same(value: unknown): string {
  return canonicalize(value) ?? '';
}
