import { readLines, splitEntryLine } from './bundle-lines.js';
import type { BundleLimits } from './bundle-limits.js';
import { MEMBER } from './bundle-manifest.js';
import type { BundleFile } from './bundle-read.js';
import { peekHandOver, type HandOver } from './signer-line.js';

/** A run is not handed over more often than this; a longer line only costs its reader time. */
const MAX_HAND_OVERS = 1_000;

/**
 * Hand-overs the entries speak of, before any entry is believed: they say whose seals to expect. What cannot be read ends
 * the search; the walk along the chain says what is wrong.
 */
export async function readHandOvers(bundle: BundleFile, limits: BundleLimits): Promise<HandOver[]> {
  const found: HandOver[] = [];
  try {
    for await (const { bytes } of readLines(bundle.read(MEMBER.entries), limits.lineBytes)) {
      const item = splitEntryLine(bytes);
      const handOver = item && peekHandOver(item.body);
      if (handOver) found.push(handOver);
      if (found.length >= MAX_HAND_OVERS) break;
    }
  } catch {
    // the walk reads the same lines again and names what is wrong
  }
  return found;
}
