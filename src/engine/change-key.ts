import { HANDED_OVER } from '../audit/signer-line.js';
import { fingerprint } from '../audit/signing-key.js';
import { UmstiegError } from '../core/errors.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { recordEntry } from './record-entry.js';
import { requireActor, requireReason, type Who } from './who.js';

export interface KeyChange {
  /** Fingerprints. */
  readonly from: string;
  readonly to: string;
  /** Runs that say so now. */
  readonly runs: number;
  /** Runs that say so when they are written to again: they are with another installation, or cannot be read. */
  readonly later: readonly string[];
}

/**
 * Makes a new key that seals from now on; the old one signs it, and every run says so (ADR 0031). What a killed process leaves open
 * each run says itself before its next entry.
 * @throws RequestError actor.required, reason.required
 */
export async function changeKey(
  core: EngineCore,
  { who, reason }: { readonly who: Who; readonly reason: string },
): Promise<KeyChange> {
  requireActor(who.name);
  requireReason(reason);
  const from = fingerprint(core.keys.publicKey);
  await recordEntry(core, INSTANCE, who, { kind: 'event', event: 'key.change-begun', reason });
  await core.keys.rotate();
  const to = fingerprint(core.keys.publicKey);
  await recordEntry(core, INSTANCE, who, { kind: 'event', event: 'key.changed' });
  const later: string[] = [];
  const runs = await core.store.list();
  for (const { id } of runs) {
    try {
      if (await isElsewhere(core, id)) later.push(id);
      else await core.sayKey(id);
    } catch (error) {
      if (!(error instanceof UmstiegError)) throw error;
      later.push(id);
    }
  }
  return { from, to, runs: runs.length - later.length, later };
}

/** Handed over: an entry of ours would part it from the other installation. */
async function isElsewhere(core: EngineCore, runId: string): Promise<boolean> {
  const [last] = await core.database.query<{ body: string }>(
    'SELECT body FROM audit_entry WHERE run_id = ? ORDER BY seq DESC LIMIT 1',
    [runId],
  );
  return last?.body.includes(`"event":"${HANDED_OVER}"`) ?? false;
}
