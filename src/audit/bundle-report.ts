import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import type { SignerSpan } from './signer-line.js';

export type BundleStatus = 'verified' | 'consistent-signer-unverified' | 'broken';

export interface BundleReport {
  readonly status: BundleStatus;
  /** Fingerprint of the key in the bundle; null when it has none. */
  readonly signer: string | null;
  /** Who sealed which entries: more than one after a hand-over. */
  readonly signers: readonly SignerSpan[];
  readonly instance: string | null;
  readonly run: string | null;
  /** Entries that stand in their right place, from the first. */
  readonly entries: number;
  /** Hash of the last of these; null when there are none. */
  readonly head: string | null;
  /** What makes it broken; the first names the first bad entry where the chain is hurt. */
  readonly findings: readonly Reason[];
  /** What is allowed but worth knowing. */
  readonly notes: readonly Reason[];
}

/** The verdict in one line. */
export function bundleVerdict(report: BundleReport): Text {
  const signer = report.signer ?? '-';
  switch (report.status) {
    case 'verified':
      return {
        de: `in Ordnung: ${report.entries} Einträge, letzter Hash ${report.head ?? '-'}, Unterzeichner ${signer}`,
        en: `verified: ${report.entries} entries, last hash ${report.head ?? '-'}, signer ${signer}`,
      };
    case 'consistent-signer-unverified':
      return {
        de: `in sich schlüssig, Unterzeichner nicht geprüft: ${signer}`,
        en: `consistent, signer not verified: ${signer}`,
      };
    case 'broken': {
      const first = report.findings[0]?.text ?? { de: 'ohne Befund', en: 'no finding' };
      return { de: `nicht in Ordnung: ${first.de}`, en: `broken: ${first.en}` };
    }
  }
}
