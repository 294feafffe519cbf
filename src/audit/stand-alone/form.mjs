import { Broken, need } from './archive.mjs';

// ---- Canonical JSON (RFC 8785) ----
export function write(value, depth = 0) {
  if (typeof value === 'number') need(Number.isFinite(value), 'a number beyond double precision');
  if (typeof value === 'string') need(value.isWellFormed(), 'a lone surrogate');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  need(depth < 64, 'more than 64 levels');
  if (Array.isArray(value)) return `[${value.map((one) => write(one, depth + 1)).join()}]`;
  const keys = Object.keys(value).sort();
  need(!keys.includes('__proto__') && keys.every((key) => key.isWellFormed()), 'a key');
  return `{${keys.map((key) => `${JSON.stringify(key)}:${write(value[key], depth + 1)}`).join()}}`;
}

export function read(bytes, what) {
  let text, value;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new Broken(`${what}: not JSON`);
  }
  need(write(value) === text, `${what}: not canonical`);
  return value;
}

// ---- Shapes ----
export const isObject = (v) => typeof v === 'object' && v !== null && !Array.isArray(v);
const text = (pattern) => (v) => typeof v === 'string' && pattern.test(v);
export const oneOf =
  (...values) =>
  (v) =>
    values.includes(v);
export const list = (of) => (v) => Array.isArray(v) && v.every(of);
/** Exactly these members; those whose name ends in `?` may be missing. */
export const shape = (members) => (v) =>
  isObject(v) &&
  Object.entries(members).every(([name, is]) => {
    const key = name.replace('?', '');
    return Object.hasOwn(v, key) ? is(v[key]) : name.endsWith('?');
  }) &&
  Object.keys(v).every((key) => Object.hasOwn(members, key) || Object.hasOwn(members, `${key}?`));
export const H64 = text(/^[0-9a-f]{64}$/);
export const ID = text(/^[A-Za-z0-9._-]{1,100}$/);
const count = (v) => Number.isSafeInteger(v) && v >= 0;
const named = (v) => typeof v === 'string' && v.length >= 1 && v.length <= 300;
const code = text(/^[A-Za-z0-9._:/-]{1,120}$/);
const instant = (v) =>
  text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)(v) && !Number.isNaN(Date.parse(v));
const orNull = (is) => (v) => v === null || is(v);
const commitment = shape({ commitment: H64 });
const secret = shape({
  secret: oneOf(true),
  'last4?': (v) => typeof v === 'string' && v.length === 4,
  'hmac?': H64,
});
const input = (v) =>
  v === null || typeof v !== 'object' || Array.isArray(v) || commitment(v) || secret(v);
export const isEntry = shape({
  ...{
    v: oneOf(1),
    run: ID,
    seq: (v) => count(v) && v > 0,
    at: instant,
    clock: oneOf('real', 'virtual'),
  },
  ...{
    'runAt?': instant,
    actor: orNull(H64),
    command: orNull(named),
    event: named,
    step: orNull(named),
  },
  where: shape({
    host: H64,
    user: H64,
    via: oneOf('cli', 'http', 'engine'),
    authenticated: oneOf(true, false),
  }),
  kind: oneOf('created', 'event', 'refused', 'sealed', 'timer', 'attempt'),
  moves: list(shape({ machine: named, from: named, to: named })),
  ...{
    'verdict?': oneOf('consistent', 'contradicts', 'cannot-read'),
    'reasons?': list(code),
    'code?': code,
  },
  'inputs?': (v) =>
    isObject(v) &&
    Object.entries(v).every(([k, one]) => /^[A-Za-z][A-Za-z0-9_.-]{0,99}$/.test(k) && input(one)),
  ...{ 'evidence?': list(shape({ digest: H64, size: count })), 'fact?': H64, 'note?': commitment },
  'rows?': list(
    shape({
      of: oneOf('attempt', 'outcome', 'answer', 'evidence', 'fingerprint'),
      key: named,
      commitment: H64,
    }),
  ),
  ...{ definition: H64, revision: count, state: H64, prev: H64 },
});
export const isManifest = shape({
  ...{
    v: oneOf(1),
    format: oneOf('umstieg-bundle'),
    instance: ID,
    run: ID,
    head: H64,
    signer: H64,
  },
  exportedAt: (v) => instant(v) && new Date(v).toISOString() === v,
  entries: (v) => count(v) && v > 0,
  members: list(shape({ name: (v) => typeof v === 'string', size: count, sha256: H64 })),
});
