import fc from 'fast-check';
import { MEMBER } from '../../src/audit/bundle-manifest.js';
import { canonicalText } from '../../src/audit/canonical-json.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import type { NewEntry } from '../../src/audit/entry.js';
import { takenInInputs } from '../../src/audit/signer-line.js';
import { bundleEntry, KEY, rebuilt, resign, type Members } from './bundle-fixture.js';
import { buildChain, forged, keyOf, sha256 } from './chain-fixture.js';
import { leafHash } from '../../src/audit/merkle.js';

/** A change of a bundle, made from a few numbers so that it can be repeated. */
type Mutation = (members: Members, turn: readonly number[]) => Members;

const THIEF = keyOf(9);
const at = (members: Members, turn: number): number => turn % members.length;

/** What a forger would put into an entry, and what a careless writer might. */
const ODD_ENTRIES: readonly Partial<Record<keyof NewEntry, unknown>>[] = [
  ...[
    { event: '' },
    { event: 'x'.repeat(301) },
    { at: '2026-13-01T00:00:00.000Z' },
    { revision: 1.5 },
  ],
  ...[
    { revision: -1 },
    { kind: 'other' },
    { clock: 'virtual' },
    { runAt: '2026-01-01T00:00:00.000Z' },
  ],
  ...[
    { note: 'plain' },
    { code: 'a b' },
    { reasons: ['ok', 7] },
    { actor: 'me' },
    { extra: 1 } as object,
  ],
  ...[{ inputs: { a: { secret: true, last4: '12345' } } }, { inputs: { '1a': 1 } }, { inputs: [] }],
  ...[
    { inputs: { a: { secret: true } } },
    { inputs: { a: [{ b: [1] }] } },
    { inputs: { a: { b: 1 } } },
  ],
  ...[{ verdict: 'fine' }, { verdict: 'consistent' }, { moves: [{ machine: 'm', from: 'a' }] }],
  ...[{ rows: [{ of: 'fact', key: 'k', commitment: 'ab'.repeat(32) }] }, { fact: 'AB'.repeat(32) }],
  ...[
    { evidence: [{ digest: 'ab'.repeat(32), size: 3 }] },
    { where: {} },
    { event: 'ü \u2028 \u0001' },
  ],
  ...[
    { at: '2026-02-30T00:00:00.000Z' },
    { command: null, step: null },
    { kind: 'refused', code: 'x' },
  ],
];

function alter(bytes: Buffer, turn: readonly number[]): Buffer {
  const [how = 0, where = 0, what = 0] = turn;
  const copy = Buffer.from(bytes);
  const place = where % Math.max(1, copy.length);
  if (how % 4 === 0 && copy.length > 0) copy[place] = (copy[place] ?? 0) ^ (1 << (what % 8));
  if (how % 4 === 1)
    return Buffer.concat([copy.subarray(0, place), copy.subarray(place + 1 + (what % 3))]);
  if (how % 4 === 2)
    return Buffer.concat([
      copy.subarray(0, place),
      Buffer.from([what % 256]),
      copy.subarray(place),
    ]);
  if (how % 4 === 3) return copy.subarray(0, place);
  return copy;
}

/** A chain with one odd entry, sealed and signed as if nothing were: only its form can tell. */
function odd(members: Members, [which = 0, where = 0, refit = 0]: readonly number[]): Members {
  const change = ODD_ENTRIES[which % ODD_ENTRIES.length] ?? {};
  const seq = 2 + (where % 7);
  const chain = buildChain(8, 'run-1', (n) => bundleEntry(n));
  let prev = '';
  const items = chain.items.map((item) => {
    if (item.seq < seq) return item;
    const body = forged(item, item.seq === seq ? change : { prev });
    prev = leafHash(body);
    return { ...item, body, hash: prev };
  });
  return resign(rebuilt(members, { ...chain, items }, KEY), refit % 5 === 0 ? THIEF : KEY);
}

/** A run that went from another installation to this one, told truly or not. */
function handedOver(members: Members, [which = 0, other = 0]: readonly number[]): Members {
  const first = other % 3 === 0 ? THIEF : keyOf(4);
  const inputs = takenInInputs(
    { instance: 'elsewhere', key: keyOf(4) },
    { instance: 'install-1', key: which % 4 === 0 ? THIEF : KEY },
  );
  const taken = { event: 'handover.imported', inputs } as Partial<NewEntry>;
  const chain = buildChain(8, 'run-1', (n) => bundleEntry(n, n === 6 ? taken : {}));
  const made = rebuilt(members, chain, KEY).filter(([name]) => !name.startsWith('checkpoints/'));
  const seals = chain.heads
    .filter(({ seq }) => seq !== 5)
    .map((head): Members[number] => {
      const text =
        head.seq < 6
          ? sealCheckpoint(first, 'elsewhere', head)
          : sealCheckpoint(KEY, 'install-1', head);
      return [`checkpoints/${head.seq}.txt`, Buffer.from(text)];
    });
  return resign([...made, ...seals], KEY);
}

const MUTATIONS: readonly Mutation[] = [
  (members, turn) =>
    members.map(([name, bytes], i) => [
      name,
      i === at(members, turn[0] ?? 0) ? alter(bytes, turn.slice(1)) : bytes,
    ]),
  (members, turn) =>
    resign(
      members.map(([name, bytes], i) => [
        name,
        i === at(members, turn[0] ?? 0) ? alter(bytes, turn.slice(1)) : bytes,
      ]),
      KEY,
    ),
  (members, [which = 0]) => members.filter((_, i) => i !== at(members, which)),
  (members, [which = 0]) =>
    resign(
      members.filter((_, i) => i !== at(members, which)),
      KEY,
    ),
  (members, [which = 0]) => [...members, members[at(members, which)] ?? ['x', Buffer.alloc(0)]],
  (members, [which = 0]) => {
    const foreign = Buffer.from(`foreign ${which}`);
    const name =
      [
        `evidence/${sha256(foreign)}`,
        'notes.txt',
        'evil.exe',
        'checkpoints/99.txt',
        'handover.jsonl',
      ][which % 5] ?? '';
    return resign([...members, [name, foreign]], KEY);
  },
  (members, [which = 0]) =>
    rebuilt(
      members,
      buildChain(3 + (which % 6), `run-${1 + (which % 2)}`, (n) => bundleEntry(n)),
      which % 3 === 0 ? THIEF : KEY,
    ),
  (members, turn) =>
    members.map(([name, bytes]) => [
      name,
      name === MEMBER.openings ? lessLines(bytes, turn) : bytes,
    ]),
  (members) =>
    members.map(([name, bytes]) => [name, name === MEMBER.manifest ? respelled(bytes) : bytes]),
  odd,
  odd,
  odd,
  handedOver,
  handedOver,
];

function lessLines(bytes: Buffer, [which = 0]: readonly number[]): Buffer {
  const lines = bytes.toString('utf8').split('\n').slice(0, -1);
  const left = lines.filter((_, i) => ((which >> i) & 1) === 0);
  return Buffer.from(left.map((line) => `${line}\n`).join(''));
}

/** The same JSON in another spelling. */
function respelled(bytes: Buffer): Buffer {
  const text = JSON.stringify(JSON.parse(bytes.toString('utf8')), null, 1);
  return Buffer.from(text === canonicalText(JSON.parse(text)) ? `${text} ` : text);
}

const turn = fc.array(fc.nat(2 ** 30), { minLength: 4, maxLength: 4 });
/** One to two changes, as numbers: what a failure prints is short. */
export const RECIPE = fc.array(fc.tuple(fc.nat(MUTATIONS.length - 1), turn), {
  minLength: 1,
  maxLength: 2,
});
type Recipe = typeof RECIPE extends fc.Arbitrary<infer R> ? R : never;

/** A change that no longer applies after the one before is left out. */
export function mutated(members: Members, recipe: Recipe): Members {
  return recipe.reduce<Members>((before, [which, numbers]) => {
    try {
      return MUTATIONS[which]?.(before, numbers) ?? before;
    } catch {
      return before;
    }
  }, members);
}

export const DAMAGE = turn;

/** Bytes of the archive itself changed, half of them near its end where the directory is. */
export function damaged(
  archive: Buffer,
  [how = 0, where = 0, what = 0]: readonly number[],
): Buffer {
  const near = archive.length - 1 - (where % Math.min(archive.length, 2_000));
  return alter(archive, [how % 8 === 7 ? 3 : how % 3, where % 2 === 0 ? where : near, what]);
}
