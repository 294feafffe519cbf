import { hex, need } from './archive.mjs';
import { isEntry, isObject, read } from './form.mjs';
import { fromBase64, keyOf, leadsOn, Tree } from './seals.mjs';

// ---- The chain ----
const SEALED = new Set(['created', 'event', 'sealed']);
const ZERO = Buffer.from([0]);

/** Whose seal an entry of this number bears: keys change where a run was taken in by another installation. */
export function signerAt(handOvers, last) {
  return (size) => handOvers.find(({ seq }) => size < seq)?.from ?? last;
}

/** What an entry says that takes a run in, or that records a new key. Its form is checked where the seals are. */
function handOverOf({ event, kind, inputs, seq }) {
  const isRotation = event === 'key.rotated';
  if ((event !== 'handover.imported' && !isRotation) || kind !== 'event') return [];
  const [from, to] = ['from', 'to'].map((side) => {
    const [instance, text] = [inputs?.[`${side}Instance`], inputs?.[`${side}Key`]];
    const raw = typeof text === 'string' ? fromBase64(text) : undefined;
    return typeof instance === 'string' && raw?.length === 32
      ? { instance, key: keyOf(raw) }
      : undefined;
  });
  if (!from || !to) return [];
  return [
    { seq, from, to, isRotation, isSound: !isRotation || leadsOn(inputs.statements, from, to) },
  ];
}

/** Files that an entry says were erased: they need not be there, unless a later entry names them again. */
function filesErasedIn({ event, kind, inputs }) {
  if (event !== 'values.erased' || kind !== 'event' || !Array.isArray(inputs?.gone)) return [];
  const texts = inputs.gone.filter((one) => typeof one === 'string');
  return texts.flatMap((one) => /^evidence \S{1,300} ([0-9a-f]{64})$/.exec(one)?.[1] ?? []);
}

function commitmentsOf({ where, actor, fact, note, inputs = {} }) {
  const ofInputs = Object.values(inputs).filter((one) => isObject(one));
  return [
    where.host,
    where.user,
    actor,
    fact,
    note?.commitment,
    ...ofInputs.map((one) => one.commitment),
  ];
}

/** Reads the entries once; `notes` are held against the tree as it grows. */
export function readChain(archive, run, notes) {
  const found = {
    count: 0,
    head: '0'.repeat(64),
    handOvers: [],
    sealed: [],
    evidence: new Set(),
    named: new Set(),
  };
  const tree = new Tree();
  const missing = new Map();
  for (const line of archive.lines('entries.jsonl')) {
    const [before, after] = [
      line.subarray(0, 8).toString('latin1'),
      line.subarray(-75).toString('latin1'),
    ];
    const [, hash] = /^,"hash":"([0-9a-f]{64})"\}$/.exec(after) ?? [];
    need(
      line.length >= 83 && before === '{"body":' && hash !== undefined,
      `entry ${found.count + 1}: form`,
    );
    const body = line.subarray(8, -75);
    const seq = found.count + 1;
    const entry = body.length <= 1_048_576 ? read(body, `entry ${seq}`) : undefined;
    need(
      isEntry(entry) && (entry.clock === 'virtual') === (entry.runAt !== undefined),
      `entry ${seq}: form`,
    );
    need(hex(ZERO, body) === hash, `entry ${seq} was edited`);
    need(
      entry.run === run && entry.seq === seq && entry.prev === found.head,
      `entry ${seq} is not in its place`,
    );
    tree.add(hash);
    Object.assign(found, { count: seq, head: hash, state: entry.state });
    for (const note of notes.filter(({ size }) => size === seq)) {
      need(
        note.root === tree.root && (note.head ?? hash) === hash,
        `the first ${seq} entries were written anew`,
      );
    }
    if (found.handOvers.length < 1_000) found.handOvers.push(...handOverOf(entry));
    if (SEALED.has(entry.kind)) found.sealed.push(seq);
    for (const one of commitmentsOf(entry)) found.named.add(one);
    for (const { digest, size } of entry.evidence ?? []) {
      if (archive.members.get(`evidence/${digest}`)?.size !== size) missing.set(digest, seq);
      found.evidence.add(digest);
    }
    for (const digest of filesErasedIn(entry)) missing.delete(digest);
  }
  for (const [digest, seq] of missing) need(false, `evidence ${digest} of entry ${seq}`);
  for (const { size } of notes)
    need(size <= found.count, `${size} entries are vouched for, ${found.count} are here`);
  return found;
}

export function checkLine({ handOvers }, last) {
  handOvers.forEach(({ seq, to, isSound }, i) => {
    need(isSound, `the old key did not sign the new one in entry ${seq}`);
    const next = handOvers[i + 1]?.from ?? last;
    need(
      to.instance === next.instance && to.key.name === next.key.name,
      `hand-over in entry ${seq}`,
    );
  });
}

/** Names of the last key and of those that lead on to it, each having signed the next. */
export function trustedKeys({ handOvers }, last) {
  const others = handOvers.slice(handOvers.findLastIndex(({ isRotation }) => !isRotation) + 1);
  return [last.key.name, ...others.map(({ from }) => from.key.name)];
}
