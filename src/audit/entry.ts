import { z } from 'zod';
import { canonicalBytes, canonicalText, isRecord, parseCanonical } from './canonical-json.js';
import { HEX_64 } from './commitment.js';
import { AuditError, finding } from './finding.js';
import { appendLeaf, EMPTY_FRONTIER, leafHash, subtreeCount, type Frontier } from './merkle.js';

export const ENTRY_VERSION = 1;
/** `prev` of the first entry of a run. */
export const NO_PREDECESSOR = '0'.repeat(64);
/** Canonical bytes of one entry at most; larger things are evidence. */
export const MAX_ENTRY_BYTES = 1_048_576;
/** Names of runs and instances; they stand in checkpoints, so no blank, slash, plus or line break. */
export const ID = /^[A-Za-z0-9._-]{1,100}$/;
export const ENTRY_KINDS = ['created', 'event', 'refused', 'sealed', 'timer', 'attempt'] as const;

/** Attempts at their start and at their end, answers to commands, names of evidence, fingerprints of numbers. */
export const BOUND_ROWS = ['attempt', 'outcome', 'answer', 'evidence', 'fingerprint'] as const;

const hash = z.string().regex(HEX_64);
const count = z.number().int().min(0);
const name = z.string().min(1).max(300);
/** Stable codes only: no blanks and no `@`, so that a personal value cannot slip in. */
const code = z.string().regex(/^[A-Za-z0-9._:/-]{1,120}$/);
const instant = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  .refine((at) => !Number.isNaN(Date.parse(at)), 'not a point in time');

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const commitment = z.strictObject({ commitment: hash });
/** What is kept of a secret (core `SecretMark`). */
const secret = z.strictObject({
  secret: z.literal(true),
  last4: z.string().length(4).optional(),
  hmac: hash.optional(),
});
const input = z.union([scalar, z.array(z.json()), commitment, secret]);

const entrySchema = z
  .strictObject({
    v: z.literal(ENTRY_VERSION),
    run: z.string().regex(ID),
    /** From 1, without gaps. */
    seq: z.number().int().min(1),
    /** UTC with milliseconds, the real clock. */
    at: instant,
    clock: z.enum(['real', 'virtual']),
    /** The run's own time; exactly when the clock is virtual. */
    runAt: instant.optional(),
    /** Commitment to who acted; null when nobody did. */
    actor: hash.nullable(),
    where: z.strictObject({
      /** Commitments to host and operating system user. */
      host: hash,
      user: hash,
      via: z.enum(['cli', 'http', 'engine']),
      authenticated: z.boolean(),
    }),
    kind: z.enum(ENTRY_KINDS),
    /** Idempotency key of the command. */
    command: name.nullable(),
    event: name,
    step: name.nullable(),
    moves: z.array(z.strictObject({ machine: name, from: name, to: name })),
    verdict: z.enum(['consistent', 'contradicts', 'cannot-read']).optional(),
    reasons: z.array(code).optional(),
    inputs: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,99}$/), input).optional(),
    evidence: z.array(z.strictObject({ digest: hash, size: count })).optional(),
    /** Commitment to the accepted fact. */
    fact: hash.optional(),
    /** Why a command was refused. */
    code: code.optional(),
    /** Commitment to a reason that a person gave. */
    note: commitment.optional(),
    /** Commitments to rows the same transaction wrote beside the chain; their salts lie in the rows. */
    rows: z
      .array(z.strictObject({ of: z.enum(BOUND_ROWS), key: name, commitment: hash }))
      .optional(),
    /** Structural hash of the machine definition. */
    definition: hash,
    revision: count,
    /** SHA-256 of the run's stored state after this entry. */
    state: hash,
    prev: hash,
  })
  .refine((entry) => (entry.clock === 'virtual') === (entry.runAt !== undefined), {
    message: 'runAt stands exactly where clock is virtual',
  });

/** The JSON body of one entry of the audit trail (docs/audit-format.md). */
export type AuditEntry = Readonly<z.infer<typeof entrySchema>>;
/** What the writer of an entry says; the rest follows from the head. */
export type NewEntry = Omit<AuditEntry, 'v' | 'run' | 'seq' | 'prev'>;

/** Where a chain stands. JSON: the store keeps it in the run row. */
export interface ChainHead {
  readonly run: string;
  /** Number of entries. */
  readonly seq: number;
  /** Hash of the last entry; 64 zeros before the first. */
  readonly hash: string;
  readonly frontier: Frontier;
}

export interface AppendedEntry {
  /** Canonical bytes: what is stored and hashed. */
  readonly bytes: Buffer;
  readonly hash: string;
  readonly head: ChainHead;
}

/** Head of a run without entries. */
export function emptyHead(run: string): ChainHead {
  return { run, seq: 0, hash: NO_PREDECESSOR, frontier: EMPTY_FRONTIER };
}

/**
 * The next entry of a chain. Members whose value is undefined are left out.
 *
 * @throws AuditError when the head or the entry does not have the prescribed form: what is written can be verified
 */
export function appendEntry(head: ChainHead, partial: NewEntry): AppendedEntry {
  checkHead(head);
  const seq = head.seq + 1;
  const given = Object.entries<unknown>(partial).filter(([, value]) => value !== undefined);
  const entry = Object.assign(Object.fromEntries(given), {
    v: ENTRY_VERSION,
    run: head.run,
    seq,
    prev: head.hash,
  });
  checkEntry(entry, seq);
  const bytes = canonicalBytes(entry);
  if (bytes.length > MAX_ENTRY_BYTES) throw malformed(seq, `more than ${MAX_ENTRY_BYTES} bytes`);
  const hashed = leafHash(bytes);
  const frontier = appendLeaf(head.frontier, hashed);
  return { bytes, hash: hashed, head: { run: head.run, seq, hash: hashed, frontier } };
}

/**
 * Reads the stored bytes of an entry.
 *
 * @param seq the number expected here, for the message
 * @throws AuditError with the reason `audit.entry-not-canonical`, `audit.unknown-version` or `audit.entry-malformed`
 */
export function parseEntry(bytes: Uint8Array, seq: number): AuditEntry {
  if (bytes.length > MAX_ENTRY_BYTES) throw malformed(seq, `more than ${MAX_ENTRY_BYTES} bytes`);
  let value: unknown;
  try {
    value = parseCanonical(bytes);
  } catch (error) {
    throw new AuditError(finding('audit.entry-not-canonical', { seq }), error);
  }
  if (isRecord(value) && value['v'] !== ENTRY_VERSION) {
    const found = canonicalText(value['v'] ?? null).slice(0, 40);
    throw new AuditError(finding('audit.unknown-version', { seq, found }));
  }
  return checkEntry(value, seq);
}

/** Every commitment an entry names: what an opening may open. */
export function commitmentsOf(entry: AuditEntry): string[] {
  const found = [entry.where.host, entry.where.user];
  for (const one of [entry.actor, entry.fact, entry.note?.commitment]) if (one) found.push(one);
  for (const value of Object.values(entry.inputs ?? {})) {
    if (isRecord(value) && 'commitment' in value) found.push(value.commitment);
  }
  return found;
}

function checkEntry(value: unknown, seq: number): AuditEntry {
  const result = entrySchema.safeParse(value);
  if (result.success) return value as AuditEntry;
  const issue = result.error.issues[0];
  throw malformed(seq, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

function checkHead({ run, seq, hash: hashed, frontier }: ChainHead): void {
  const hashes = [hashed, ...frontier.hashes];
  const problem = !ID.test(run)
    ? 'run'
    : !Number.isSafeInteger(seq) || seq < 0 || frontier.size !== seq
      ? 'seq'
      : frontier.hashes.length !== subtreeCount(seq) || !hashes.every((h) => HEX_64.test(h))
        ? 'frontier'
        : undefined;
  if (problem) throw new AuditError(finding('audit.head-malformed', { what: problem }));
}

function malformed(seq: number, what: string): AuditError {
  return new AuditError(finding('audit.entry-malformed', { seq, what }));
}
