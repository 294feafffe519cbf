import { KEY_ROTATED, readKeyStatement } from '../audit/key-rotation.js';
import { takenInInputs } from '../audit/signer-line.js';
import { fingerprint } from '../audit/signing-key.js';
import type { Database } from '../persistence/database.js';
import type { Reader } from '../persistence/snapshot.js';
import type { InstanceKeys } from '../persistence/key.store.js';
import type { StoredRun } from '../persistence/run.store.js';
import type { UnitOfWork } from '../persistence/unit-of-work.js';
import { TurnBuilder, type DecisionEnv, type EntryParts, type LoadedRun } from './turn-builder.js';
import { engineWho } from './who-is-here.js';

/** Another process changed the key while this one decided: it is read again, and decided again. */
class KeyChanged extends Error {}

type Load = (stored: StoredRun) => LoadedRun;

/** Sees to it that everything is sealed with the key of this moment, and that a run says when that became another one (ADR 0031). */
export class CurrentKey {
  /** Runs that say so already, and how often the key had changed then. */
  private readonly told = new Map<string, number>();
  private readonly telling = new Map<string, Promise<void>>();

  constructor(
    private readonly database: Database,
    private readonly env: DecisionEnv,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** For decisions: throws where the key is not the one on the disk. */
  require(): void {
    if (this.env.keys.isStale()) throw new KeyChanged();
  }

  /** Submits a decision that calls `require`. Where the key never changed, at once. */
  async sealing<T>(runId: string, load: Load, submit: () => Promise<T>): Promise<T> {
    try {
      if (this.isOpen(runId)) await this.tell(runId, load);
      return await submit();
    } catch (error) {
      if (!(error instanceof KeyChanged)) throw error;
      await this.env.keys.refresh();
      return this.sealing(runId, load, submit);
    }
  }

  private isOpen(runId: string): boolean {
    const { length } = this.env.keys.statements;
    return length !== (this.told.get(runId) ?? 0);
  }

  private tell(runId: string, load: Load): Promise<void> {
    const telling =
      this.telling.get(runId) ?? this.write(runId, load).finally(() => this.telling.delete(runId));
    this.telling.set(runId, telling);
    return telling;
  }

  private async write(runId: string, load: Load): Promise<void> {
    const { length } = this.env.keys.statements;
    for (;;) {
      const { keys } = this.env;
      const sealer = await earlierSealer(this.database, keys, runId);
      if (sealer === undefined) break;
      const isDone = await this.unitOfWork.submit<boolean>({
        runId,
        lookupKey: null,
        decide: (stored) => {
          this.require();
          if (stored?.row.headHash !== sealer.head) return { settle: () => false }; // others went on: look again
          const builder = new TurnBuilder(this.env, load(stored), engineWho());
          const entry = rotationEntry(keys, sealer.fingerprint);
          const next = builder.finish(entry, { changes: false, seal: true });
          return { next, addition: builder.addition, settle: () => true };
        },
      });
      if (isDone) break;
    }
    this.told.set(runId, length);
  }
}

/** Whose seal a run bears last, and the hash of its last entry then. */
export interface EarlierSealer {
  readonly fingerprint: string;
  readonly head: string;
}

/**
 * Fingerprint of the key that sealed a run last, where it is an earlier one of this installation. A run that nobody wrote to since
 * the key changed still ends with its seal.
 */
export async function earlierSealer(
  database: Reader,
  { statements }: Pick<InstanceKeys, 'statements'>,
  runId: string,
): Promise<EarlierSealer | undefined> {
  if (statements.length === 0) return undefined;
  const [last] = await database.query<{ text: string; head: string }>(
    `SELECT c.text, r.head_hash AS head FROM run r JOIN checkpoint c ON c.run_id = r.id
     WHERE r.id = ? ORDER BY c.size DESC LIMIT 1`,
    [runId],
  );
  const sealer = /\n\n— ([0-9a-f]{64}) /.exec(last?.text ?? '')?.[1];
  const earlier = statements.map((one) => fingerprint(readKeyStatement(one).from));
  if (!last || sealer === undefined || !earlier.includes(sealer)) return undefined;
  return { fingerprint: sealer, head: last.head };
}

/** The entry that says in a run that its seals are made with another key from it on, with what each key before signed. */
export function rotationEntry(
  { statements, instanceId, publicKey }: InstanceKeys,
  sealer: string,
): EntryParts {
  const read = statements.map((text) => ({ text, from: readKeyStatement(text).from }));
  const first = read.findIndex(({ from }) => fingerprint(from) === sealer);
  const key = read[first]?.from ?? publicKey;
  const keys = takenInInputs(
    { instance: instanceId, key },
    { instance: instanceId, key: publicKey },
  );
  const inputs = { ...keys, statements: read.slice(first).map(({ text }) => text) };
  return { kind: 'event', event: KEY_ROTATED, inputs };
}
