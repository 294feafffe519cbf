import type { KeyObject } from 'node:crypto';
import type { Reason } from '../core/outcome.js';
import type { BundleManifest } from './bundle-manifest.js';
import { AuditError, finding } from './finding.js';
import { provesInclusion } from './merkle-proof.js';
import { signedBy } from './signed-note.js';
import { parseInclusion } from './tree-head.js';

/**
 * Whether `inclusion.txt` proves that the last entry stands in the tree over all runs of the installation, under a head that
 * the key of the bundle signed.
 */
export function inclusionProblem(
  text: string,
  key: KeyObject,
  { instance, head }: BundleManifest,
): Reason | undefined {
  const wrong = (what: string) => finding('bundle.inclusion-invalid', { what });
  try {
    const { at, hashes, note } = parseInclusion(text);
    if (note.head.instanceId !== instance) return wrong(`instance ${note.head.instanceId}`);
    if (signedBy(note, key) !== true) return wrong('the key of the bundle did not sign its head');
    if (!provesInclusion(head, at, note.head, hashes)) return wrong('the path gives another root');
    return undefined;
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    return wrong(error.reason.text.en);
  }
}
