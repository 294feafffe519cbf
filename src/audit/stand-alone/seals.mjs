import { createPublicKey, verify as checkSignature } from 'node:crypto';
import { hex, need, sha } from './archive.mjs';
import { ID, isObject, list, oneOf, read, shape } from './form.mjs';

// ---- Keys and signatures (Ed25519) ----
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export function fromBase64(text) {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

export function keyOf(raw) {
  const key = createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });
  const name = hex(raw);
  return { key, name, id: sha(name, Buffer.from([10, 1]), raw).subarray(0, 4) };
}

export function keyOfPem(pem) {
  const [, body = ''] =
    /^-----BEGIN PUBLIC KEY-----\n(.+)\n-----END PUBLIC KEY-----\n$/.exec(pem) ?? [];
  const der = fromBase64(body);
  need(der?.length === 44 && der.subarray(0, 12).equals(SPKI), 'keys/public.pem');
  return keyOf(der.subarray(12));
}

const signed = (bytes, { key }, signature) =>
  signature?.length === 64 && checkSignature(null, bytes, key, signature);

const isEnvelope = shape({
  payload: (v) => typeof v === 'string',
  payloadType: oneOf('application/vnd.umstieg.bundle-manifest.v1+json'),
  signatures: list(
    shape({ keyid: (v) => typeof v === 'string', sig: (v) => typeof v === 'string' }),
  ),
});

/** DSSE: the key signed exactly this manifest. */
export function checkEnvelope(bytes, manifest, key) {
  const envelope = read(bytes, 'manifest.sig');
  need(
    isObject(envelope) && isEnvelope(envelope) && envelope.signatures.length === 1,
    'manifest.sig',
  );
  const { payload, payloadType, signatures } = envelope;
  const said = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${manifest.length} `);
  const isSigned = signed(Buffer.concat([said, manifest]), key, fromBase64(signatures[0].sig));
  const isThis = payload === manifest.toString('base64') && signatures[0].keyid === key.name;
  need(isThis && isSigned, 'manifest.sig: the signature does not verify');
}

// ---- Signed notes (C2SP) ----
function signatureLine(line) {
  const [, name, base64 = ''] = /^— ([^\s+]{1,200}) ([A-Za-z0-9+/=]{8,8000})$/.exec(line) ?? [];
  const blob = fromBase64(base64);
  need(name !== undefined && blob && blob.length >= 5, 'a signature line is unreadable');
  return { name, blob };
}

/** Whether the key signed the note; undefined when no line is of this key. */
export function signedBy({ text, lines }, key) {
  const own = lines.filter(
    ({ name, blob }) => name === key.name && blob.subarray(0, 4).equals(key.id),
  );
  if (own.length === 0) return undefined;
  return own.every(({ blob }) => signed(Buffer.from(text, 'utf8'), key, blob.subarray(4)));
}

/** What the lines of a note say: of a run (`umstieg/INSTANCE/RUN`, perhaps a head) or of the tree (`umstieg/INSTANCE`). */
function noteBody(text, parts) {
  const [origin = '', size = '', root = '', head, ...more] = text.slice(0, -1).split('\n');
  const [product, ...ids] = origin.split('/');
  need(product === 'umstieg' && ids.length === parts && ids.every(ID), 'a note has another origin');
  need(
    /^[1-9]\d{0,14}$/.test(size) && fromBase64(root)?.length === 32,
    'a note has no size or root',
  );
  const isHead = head === undefined || (parts === 2 && /^head [0-9a-f]{64}$/.test(head));
  need(isHead && more.length === 0, 'a note has other lines');
  const said = { instance: ids[0], run: ids[1], size: Number(size), head: head?.slice(5) };
  return { ...said, root: fromBase64(root).toString('hex') };
}

export function readNote(note, parts) {
  const end = note.lastIndexOf('\n\n');
  need(end >= 0 && note.endsWith('\n'), 'a note has no signatures');
  const lines = note.slice(end + 2, -1).split('\n');
  need(lines.length <= 16, 'a note has too many signatures');
  const text = note.slice(0, end + 1);
  return { ...noteBody(text, parts), text, lines: lines.map(signatureLine) };
}

/** Whether each key of an installation signed the next one, from the first to the last: notes of `umstieg/INSTANCE`, `key`, both keys. */
export function leadsOn(statements, from, to) {
  if (!Array.isArray(statements) || statements.length === 0 || statements.length > 100)
    return false;
  if (from.instance !== to.instance) return false;
  let at = from.key.name;
  for (const statement of statements) {
    if (typeof statement !== 'string') return false;
    const [, text, instance, old, next, signatures] =
      /^((?:umstieg\/([A-Za-z0-9._-]{1,100})\nkey\n)([A-Za-z0-9+/=]+)\n([A-Za-z0-9+/=]+)\n)\n((?:— .*\n){1,16})$/.exec(
        statement,
      ) ?? [];
    const keys = [old, next].map((one) => (one === undefined ? undefined : fromBase64(one)));
    if (instance !== to.instance || keys.some((raw) => raw?.length !== 32)) return false;
    const [before, after] = keys.map((raw) => keyOf(raw));
    const note = { text, lines: signatures.slice(0, -1).split('\n').map(signatureLine) };
    if (before.name !== at || !signedBy(note, before) || !signedBy(note, after)) return false;
    at = after.name;
  }
  return at === to.key.name;
}

/** A checkpoint that was kept elsewhere: line ends, blanks around lines and empty lines are forgiven. */
export function readAnchor(anchor) {
  const all = anchor.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const lines = all.map((line) => line.trim()).filter((line) => line !== '');
  const text = `${lines.filter((line) => !line.startsWith('— ')).join('\n')}\n`;
  const seals = lines.filter((line) => line.startsWith('— ')).slice(0, 16);
  return { ...noteBody(text, 2), text, lines: seals.map(signatureLine) };
}

// ---- Merkle tree (RFC 9162) ----
const node = (left, right) => hex(Buffer.from([1]), Buffer.from(left + right, 'hex'));

/** Grows leaf by leaf: complete subtrees, largest first. */
export class Tree {
  subtrees = [];

  add(hash) {
    this.subtrees.push({ leaves: 1, hash });
    for (let [a, b] = this.subtrees.slice(-2); b && a.leaves === b.leaves;) {
      this.subtrees.splice(-2, 2, { leaves: a.leaves * 2, hash: node(a.hash, b.hash) });
      [a, b] = this.subtrees.slice(-2);
    }
  }

  get root() {
    const hashes = this.subtrees.map(({ hash }) => hash);
    return hashes.reduceRight((right, left) => node(left, right));
  }
}

/** `inclusion.txt`: the path from the last entry to a tree head that the key signed. */
export function checkInclusion(proof, leaf, instance, key) {
  const end = proof.indexOf('\n\n');
  const [format, line = '', ...path] = proof.slice(0, Math.max(end, 0)).split('\n');
  const [, index] = /^index (0|[1-9]\d{0,14})$/.exec(line) ?? [];
  need(end >= 0 && format === 'c2sp.org/tlog-proof@v1' && index !== undefined, 'inclusion.txt');
  const head = readNote(proof.slice(end + 2), 1);
  const hashes = path.map((hash) => fromBase64(hash));
  need(hashes.length <= 63 && hashes.every((hash) => hash?.length === 32), 'inclusion.txt: path');
  need(head.instance === instance && signedBy(head, key) === true, 'inclusion.txt: tree head');
  need(rootAt(leaf, Number(index), head.size, hashes) === head.root, 'inclusion.txt: another root');
}

/** Root of a tree of `size` leaves, from one leaf and the hashes beside its way up, the last one first. */
function rootAt(leaf, index, size, hashes) {
  need(index < size, 'inclusion.txt: index');
  if (size === 1) {
    need(hashes.length === 0, 'inclusion.txt: path');
    return leaf;
  }
  let split = 1;
  while (split * 2 < size) split *= 2;
  const beside = hashes.at(-1)?.toString('hex');
  need(beside !== undefined, 'inclusion.txt: path');
  const below = hashes.slice(0, -1);
  if (index < split) return node(rootAt(leaf, index, split, below), beside);
  return node(beside, rootAt(leaf, index - split, size - split, below));
}
