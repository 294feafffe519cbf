import { createHash } from 'node:crypto';
import { canonicalText } from '../audit/canonical-json.js';

/** What is worth knowing later about people and rights. */
export type AccessEventKind =
  | 'sign-in.begun'
  | 'sign-in.done'
  | 'sign-in.failed'
  | 'sign-in.locked'
  | 'session.ended'
  | 'password.changed'
  | 'invitation.made'
  | 'invitation.redeemed'
  | 'invitation.withdrawn'
  | 'account.revoked'
  | 'role.given'
  | 'role.taken'
  | 'access.denied'
  | 'change.refused'
  | 'tenant.added'
  | 'project.placed'
  | 'backup.restored'
  | typeof NAMES_ERASED;

export const NAMES_ERASED = 'names.erased';

/** Ids only: names stand in the account, addresses and unknown names nowhere but as keyed hashes. */
export interface AccessEvent {
  readonly event: AccessEventKind;
  /** Whom it concerns. */
  readonly account?: string | undefined;
  /** Account that acted; absent where nobody was signed in. */
  readonly by?: string | undefined;
  readonly role?: string;
  readonly scope?: string;
  /** Where a project was placed. */
  readonly to?: string;
  readonly action?: string;
  /** Why a change was refused. */
  readonly code?: string;
  readonly invitation?: string;
  /** Who signed somebody in beside Umstieg, as declared. */
  readonly provider?: string | undefined;
  /** Keyed hash: tells whether two events came from the same address. */
  readonly address?: string;
  /** How many sessions ended. */
  readonly sessions?: number;
  /** Rows whose names were erased: `account ID`, `invitation ID`, `tenant ID`. */
  readonly names?: readonly string[];
  /** Milliseconds until the next try. */
  readonly pauseMs?: number;
}

/** One stored entry: `hash` is SHA-256 over `body` (RFC 8785), which names the entry before. */
export interface AccessEntry {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

export interface LogHead {
  readonly seq: number;
  readonly hash: string;
}

export const LOG_START: LogHead = { seq: 0, hash: '0'.repeat(64) };

export function nextEntry(head: LogHead, event: AccessEvent, at: Date): AccessEntry {
  const seq = head.seq + 1;
  const given = Object.entries(event).filter(([, value]) => value !== undefined);
  const body = canonicalText({
    ...Object.fromEntries(given),
    at: at.toISOString(),
    previous: head.hash,
    seq,
  });
  return { seq, body, hash: sha256(body) };
}

/** Number of the first entry that is not what it was, or is not there; undefined when the log holds. */
export function firstBroken(entries: Iterable<AccessEntry>): number | undefined {
  let head = LOG_START;
  for (const { seq, body, hash } of entries) {
    const told = parsed(body);
    const sound =
      seq === head.seq + 1 &&
      told['seq'] === seq &&
      told['previous'] === head.hash &&
      hash === sha256(body);
    if (!sound) return head.seq + 1;
    head = { seq, hash };
  }
  return undefined;
}

function parsed(body: string): Record<string, unknown> {
  try {
    const told: unknown = JSON.parse(body);
    return typeof told === 'object' && told !== null ? { ...told } : {};
  } catch {
    return {};
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
