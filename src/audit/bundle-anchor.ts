import type { KeyObject } from 'node:crypto';
import type { Reason } from '../core/outcome.js';
import type { Witness } from './chain.js';
import { parseAnchor, type Note } from './checkpoint.js';
import { AuditError, finding } from './finding.js';
import { signedBy } from './signed-note.js';
import { fingerprint } from './signing-key.js';
import type { SignerLine } from './signer-line.js';

/** What the bundle says of itself, as far as it can be read. */
export interface AnchoredBundle {
  readonly run: string | undefined;
  readonly key: KeyObject | undefined;
  readonly line: SignerLine | undefined;
}

export interface AnchorVerdict {
  /** What the anchor says of the chain; undefined when it is of no use. */
  readonly witness?: Witness;
  /** The key of the bundle, or one that leads on to it, also signed the anchor. */
  readonly signedBySigner: boolean;
  readonly findings: readonly Reason[];
}

/**
 * Reads a checkpoint that was kept outside the bundle. It is trusted for where it was kept; a signature on it is not needed,
 * but when it bears one it says whose bundle to expect.
 *
 * @param pinned whether the caller also named the signer: then the anchor may come from an earlier key
 */
export function anchorWitness(
  text: string,
  bundle: AnchoredBundle,
  pinned: boolean,
): AnchorVerdict {
  let note: Note;
  try {
    note = parseAnchor(text);
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const what = error.reason.text.en;
    return refused(finding('bundle.anchor-malformed', { what }));
  }
  const { instanceId, runId, size, root, head } = note.checkpoint;
  const expected = `${instanceId}/${runId}`;
  const sealer = bundle.line?.at(size);
  const key = sealer?.key ?? bundle.key;
  const found = sealer && bundle.run ? `${sealer.instance}/${bundle.run}` : expected;
  if (found !== expected) return refused(finding('bundle.foreign-run', { expected, found }));
  const witness = { name: 'anchor', size, root, ...(head === undefined ? {} : { head }) };
  const signed = key ? signedBy(note, key) : undefined;
  const signer = key ? fingerprint(key) : '-';
  const findings: Reason[] = [];
  if (signed === false) findings.push(finding('bundle.anchor-signature', { signer }));
  const byAnother = signed === undefined && note.signatures.length > 0;
  if (byAnother && !pinned) findings.push(finding('bundle.anchor-signer', { signer }));
  const trusted = bundle.line?.trusted ?? (bundle.key ? [fingerprint(bundle.key)] : []);
  return { witness, signedBySigner: signed === true && trusted.includes(signer), findings };
}

function refused(reason: Reason): AnchorVerdict {
  return { signedBySigner: false, findings: [reason] };
}
