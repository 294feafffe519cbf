import type { Json } from '../audit/canonical-json.js';
import { commit, HEX_64 } from '../audit/commitment.js';
import type { AuditEntry } from '../audit/entry.js';
import type { RunRows } from '../persistence/row.store.js';
import type {
  Addition,
  AttemptRow,
  CommandRow,
  EvidenceRow,
  FingerprintRow,
} from '../persistence/write-batch.js';
import { freshSalt } from './fresh-salt.js';

/**
 * Rows that lie beside the chain and may hold personal values: the entry of the same turn holds a salted commitment to
 * each, the salt lies in the row. Who changes the row is found; who erases it takes the salt away too.
 */
export type BoundRow = NonNullable<AuditEntry['rows']>[number];

interface Binding<R> {
  /** By what the entry and the row find each other. */
  readonly key: (row: R) => string;
  /** What of the row is bound: everything but lease and owner of an attempt, which move without a turn. */
  readonly value: (row: R) => Json;
}

const attempt: Binding<AttemptRow> = {
  key: ({ id }) => id,
  value: ({ id, step, number, workKey, input, startedAt }) => ({
    ...{ id, step, number, workKey, input, startedAt },
  }),
};
const outcome: Binding<AttemptRow> = {
  key: ({ id }) => id,
  value: ({ id, status, endedAt, result }) => ({ id, status, endedAt, result }),
};
const answer: Binding<CommandRow> = {
  key: ({ key }) => key,
  value: ({ key, request, answer: said }) => ({ key, request, answer: said }),
};
const evidence: Binding<EvidenceRow> = {
  key: ({ step, digest }) => `${step} ${digest}`,
  value: ({ step, digest, size, name }) => ({ step, digest, size, name }),
};
const fingerprint: Binding<FingerprintRow> = {
  key: ({ kind, hmac }) => `${kind} ${hmac}`,
  value: ({ kind, hmac, projectId }) => ({ kind, hmac, projectId }),
};
export const BINDINGS = { attempt, outcome, answer, evidence, fingerprint } as const;

export function newSalt(): string {
  return freshSalt().toString('hex');
}

/** What an entry says of a row. `salt`: 64 hex characters. */
export function boundRow<R>(
  of: BoundRow['of'],
  binding: Binding<R>,
  row: R,
  salt: string,
): BoundRow {
  const { commitment } = commit(binding.value(row), Buffer.from(salt, 'hex'));
  return { of, key: binding.key(row), commitment };
}

/** Salts every row of a turn that has no salt yet, and says what its entry holds of them. */
export function bindRows(addition: Addition): BoundRow[] {
  const rows: BoundRow[] = [];
  const salted = <R extends { readonly salt?: string }>(
    of: BoundRow['of'],
    binding: Binding<R>,
    row: R,
  ) => {
    const salt = row.salt ?? newSalt();
    rows.push(boundRow(of, binding, row, salt));
    return { ...row, salt };
  };
  addition.attempts = addition.attempts.map((row) => {
    if (row.status === 'started') return salted('attempt', attempt, row);
    return { ...row, salt: '', endSalt: salted('outcome', outcome, row).salt };
  });
  addition.commands = addition.commands.map((row) => salted('answer', answer, row));
  addition.evidence = addition.evidence.map((row) => salted('evidence', evidence, row));
  addition.fingerprints = addition.fingerprints.map((row) =>
    salted('fingerprint', fingerprint, row),
  );
  return rows;
}

/** A row as it lies in the database, and what an entry must say of it. */
export interface StoredRow {
  readonly of: BoundRow['of'];
  /** `of key`. */
  readonly id: string;
  /** `erased` when the personal columns and the salt are empty; '' when the salt is none. */
  readonly commitment: string;
}

export function storedRows(rows: RunRows): StoredRow[] {
  const ended = rows.attempts.filter((row) => row.status !== 'started' || row.endSalt !== null);
  const stored = <R>(
    of: BoundRow['of'],
    binding: Binding<R>,
    list: readonly R[],
    saltOf: (row: R) => string | null | undefined,
    personal: (row: R) => string | null,
  ): StoredRow[] =>
    list.map((row) => {
      const salt = saltOf(row) ?? '';
      const id = `${of} ${binding.key(row)}`;
      if (HEX_64.test(salt))
        return { of, id, commitment: boundRow(of, binding, row, salt).commitment };
      return { of, id, commitment: salt === '' && !personal(row) ? 'erased' : '' };
    });
  return [
    ...stored(
      'attempt',
      attempt,
      rows.attempts,
      (r) => r.salt,
      (r) => r.input,
    ),
    ...stored(
      'outcome',
      outcome,
      ended,
      (r) => r.endSalt,
      (r) => r.result,
    ),
    ...stored(
      'answer',
      answer,
      rows.commands,
      (r) => r.salt,
      (r) => r.answer,
    ),
    ...stored(
      'evidence',
      evidence,
      rows.evidence,
      (r) => r.salt,
      (r) => r.name,
    ),
    ...stored(
      'fingerprint',
      fingerprint,
      rows.fingerprints,
      (r) => r.salt,
      (r) => r.hmac,
    ),
  ];
}
