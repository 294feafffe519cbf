import { z } from 'zod';
import { canonicalBytes, parseCanonical } from './canonical-json.js';
import { HEX_64 } from './commitment.js';
import { ID } from './entry.js';

/** Members every bundle has; `checkpoints/N.txt` and `evidence/DIGEST` come beside them. */
export const MEMBER = {
  entries: 'entries.jsonl',
  openings: 'openings.jsonl',
  definition: 'definition.json',
  state: 'state.json',
  readme: 'README.txt',
  key: 'keys/public.pem',
  manifest: 'manifest.json',
  signature: 'manifest.sig',
} as const;

/** What another installation needs to go on with the run; only in a bundle made for that. */
export const HAND_OVER = 'handover.jsonl';
/** Proof that the last entry is in the tree over all runs of the installation; bundles of before have none. */
export const INCLUSION = 'inclusion.txt';
/** The second verifier (src/audit/stand-alone); bundles of before have none. */
export const VERIFIER = 'verify.mjs';
export const CHECKPOINT_NAME = /^checkpoints\/([1-9]\d{0,14})\.txt$/;
export const EVIDENCE_NAME = /^evidence\/([0-9a-f]{64})$/;
const FIXED: ReadonlySet<string> = new Set([
  ...Object.values(MEMBER),
  HAND_OVER,
  INCLUSION,
  VERIFIER,
]);

export function isMemberName(name: string): boolean {
  return FIXED.has(name) || CHECKPOINT_NAME.test(name) || EVIDENCE_NAME.test(name);
}

const hash = z.string().regex(HEX_64);
const manifestSchema = z.strictObject({
  v: z.literal(1),
  format: z.literal('umstieg-bundle'),
  instance: z.string().regex(ID),
  run: z.string().regex(ID),
  exportedAt: z.iso.datetime({ precision: 3 }),
  /** Number of entries. */
  entries: z.number().int().min(1),
  /** Hash of the last entry. */
  head: hash,
  /** Fingerprint of the key that signed. */
  signer: hash,
  /** Every member but manifest.json and manifest.sig, sorted by name. */
  members: z.array(
    z.strictObject({ name: z.string(), size: z.number().int().min(0), sha256: hash }),
  ),
});

/** manifest.json: what the bundle holds. */
export type BundleManifest = z.infer<typeof manifestSchema>;
export type ManifestMember = BundleManifest['members'][number];

export function manifestBytes(manifest: BundleManifest): Buffer {
  const members = [...manifest.members].sort(byName);
  return canonicalBytes({ ...manifest, members });
}

/** @throws Error that says what is wrong */
export function parseManifest(bytes: Uint8Array): BundleManifest {
  const result = manifestSchema.safeParse(parseCanonical(bytes));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new Error(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
  }
  const { members } = result.data;
  const sorted = members.every(({ name }, i) => i === 0 || (members[i - 1]?.name ?? '') < name);
  if (!sorted) throw new Error('members are not sorted by name, each once');
  const wrong = members.find(
    ({ name }) => !isMemberName(name) || name === MEMBER.manifest || name === MEMBER.signature,
  );
  if (wrong) throw new Error(`${JSON.stringify(wrong.name.slice(0, 100))} cannot be listed`);
  return result.data;
}

function byName(a: ManifestMember, b: ManifestMember): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
