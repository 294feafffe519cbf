import { createHash, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { entryLine } from '../../src/audit/bundle-lines.js';
import { manifestBytes, parseManifest } from '../../src/audit/bundle-manifest.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { canonicalText, type Json } from '../../src/audit/canonical-json.js';
import { verifyChain } from '../../src/audit/chain.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import { commit, type Opening } from '../../src/audit/commitment.js';
import { appendEntry, emptyHead, type AuditEntry, type ChainHead } from '../../src/audit/entry.js';
import { signEnvelope } from '../../src/audit/envelope.js';
import { FINDINGS } from '../../src/audit/finding.js';
import { rootOf } from '../../src/audit/merkle.js';
import { fingerprint, publicPem, rawPublicKey } from '../../src/audit/signing-key.js';
import { pack, type Members } from './bundle-fixture.js';

interface Vector {
  readonly privateKeySeed: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly openings: readonly Opening[];
  readonly rows: readonly (Opening & { readonly of: string; readonly key: string })[];
  readonly entries: readonly { readonly body: string; readonly hash: string }[];
  readonly roots: readonly string[];
  readonly members: Readonly<Record<string, string>>;
  readonly manifest: string;
  readonly signature: string;
}

const page = readFileSync(new URL('../../docs/audit-format.md', import.meta.url), 'utf8');
const vector = JSON.parse(/```json\n([\s\S]*?)\n```/.exec(page)![1]!) as Vector;
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${vector.privateKeySeed}`, 'hex'),
  format: 'der',
  type: 'pkcs8',
});

/** The entries appended anew from what their bodies say. */
function heads(): ChainHead[] {
  const found: ChainHead[] = [];
  for (const { body } of vector.entries) {
    const { v, run, seq, prev, ...rest } = JSON.parse(body) as AuditEntry;
    const last = found.at(-1);
    const next = appendEntry(last ?? emptyHead(run), rest);
    expect({ v, seq, prev }).toEqual({
      v: 1,
      seq: found.length + 1,
      prev: last?.hash ?? '0'.repeat(64),
    });
    expect(next.bytes.toString('utf8')).toBe(body);
    found.push(next.head);
  }
  return found;
}

describe('docs/audit-format.md', () => {
  it('names every code a verifier can say, and no other', () => {
    const named = new Set(page.match(/\b(audit|bundle|tree)\.[a-z]+(-[a-z]+)*(?=`)/g));
    expect([...named].sort()).toEqual(Object.keys(FINDINGS).sort());
  });

  it('shows the key and its fingerprint', () => {
    expect(rawPublicKey(key).toString('hex')).toBe(vector.publicKey);
    expect(fingerprint(key)).toBe(vector.fingerprint);
    expect(publicPem(key)).toBe(vector.members['keys/public.pem']);
  });

  it('shows commitments that can be computed from salt and value', () => {
    for (const opening of vector.openings) {
      const value = JSON.parse(opening.value) as Json;
      expect(commit(value, Buffer.from(opening.salt, 'hex')).opening).toEqual(opening);
    }
    const lines = vector.openings.map((opening) => `${canonicalText(opening)}\n`);
    expect(vector.members['openings.jsonl']).toBe(lines.join(''));
  });

  it('shows the rows beside the chain whose commitments an entry names', () => {
    const named = vector.entries.flatMap(({ body }) => (JSON.parse(body) as AuditEntry).rows ?? []);
    const rows = vector.rows.map(({ of, key: name, value, salt }) => {
      const { commitment } = commit(JSON.parse(value) as Json, Buffer.from(salt, 'hex'));
      return { of, key: name, commitment };
    });
    expect(rows).toEqual(named);
    expect(rows).toHaveLength(1);
  });

  it('shows entries whose bytes, hashes and roots follow from their content', () => {
    expect(heads().map(({ hash }) => hash)).toEqual(vector.entries.map(({ hash }) => hash));
    expect(heads().map(({ frontier }) => rootOf(frontier))).toEqual(vector.roots);
    const lines = vector.entries.map(({ body, hash }) => entryLine(Buffer.from(body), hash));
    expect(vector.members['entries.jsonl']).toBe(
      lines.map((line) => `${line.toString()}\n`).join(''),
    );
  });
});

describe('the bundle in docs/audit-format.md', () => {
  it('shows a chain that verifies', async () => {
    const items = vector.entries.map(({ body, hash }) => ({ body: Buffer.from(body), hash }));
    expect((await verifyChain(items)).ok).toBe(true);
  });

  it('shows a checkpoint for each entry whose kind is sealed, and no other', () => {
    const shown = Object.entries(vector.members).filter(([name]) => name.startsWith('checkpoints'));
    const sealed = heads().filter((_, i) => !vector.entries[i]!.body.includes('"kind":"attempt"'));
    expect(shown).toEqual(
      sealed.map((head) => [`checkpoints/${head.seq}.txt`, sealCheckpoint(key, 'install-1', head)]),
    );
    expect(sealed.map(({ seq }) => seq)).toEqual([1, 2, 4]);
  });

  it('shows a manifest and a signature that the key gives again', () => {
    const manifest = parseManifest(Buffer.from(vector.manifest));
    const members = Object.entries(vector.members).map(([name, text]) => ({
      name,
      size: Buffer.byteLength(text),
      sha256: createHash('sha256').update(text).digest('hex'),
    }));
    expect(manifestBytes({ ...manifest, members }).toString('utf8')).toBe(vector.manifest);
    const signature = signEnvelope(key, Buffer.from(vector.manifest)).toString('utf8');
    expect(signature).toBe(vector.signature);
  });

  it('shows a bundle that verifies', async () => {
    const all = { ...vector.members, 'manifest.json': vector.manifest };
    const texts = Object.entries({ ...all, 'manifest.sig': vector.signature });
    const members: Members = texts.map(([name, text]) => [name, Buffer.from(text)]);
    const report = await verifyBundle(await pack(members), { key: vector.fingerprint });
    expect(report).toMatchObject({ status: 'verified', entries: 4, findings: [] });
  });
});
