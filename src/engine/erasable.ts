import { commitmentsOf, parseEntry } from '../audit/entry.js';
import { isErased } from '../audit/commitment.js';
import { VALUES_ERASED } from '../audit/erased.js';
import { AuditStore } from '../persistence/audit.store.js';
import { RowStore } from '../persistence/row.store.js';
import type { AttemptRow, ErasedValue } from '../persistence/write-batch.js';
import type { EngineCore } from './engine-core.js';
import { INSTANCE } from './engine-core.js';
import { detailsOf, type RunState } from './run-state.js';
import { factsIn } from './state-check.js';
import type { AttemptInput } from './turn-builder.js';

export type RunValue = Exclude<ErasedValue, { of: 'customer' }>;

/** Says of a text, or of a file as bytes, whether it names whoever is to be erased. */
export interface Names {
  text(value: string): boolean;
  file(bytes: Buffer): boolean;
}

/** Whatever it says: a whole project goes. */
export const EVERYTHING: Names = { text: () => true, file: () => true };
/** As well, who erased and why. */
const ALL_OF_IT: Names = { ...EVERYTHING };

export interface Found {
  readonly values: readonly RunValue[];
  /** Values that name whoever is to be erased, but that an open run still reads: they go when it has ended. */
  readonly kept: number;
}

/** As an entry names a value, see `erasedIn`. */
export function nameOf(value: RunValue): string {
  const key = 'key' in value ? value.key : `${value.step} ${value.digest}`;
  return `${value.of} ${key}`;
}

/** Finds the personal values of one run that are still there (ADR 0029). */
export class Erasable {
  private readonly audit: AuditStore;
  private readonly rows: RowStore;

  constructor(private readonly core: EngineCore) {
    this.audit = new AuditStore(core.database);
    this.rows = new RowStore(core.database);
  }

  /** @param isOpen what an open run still reads stays */
  async of(runId: string, names: Names, isOpen: boolean): Promise<Found> {
    const read = isOpen && runId !== INSTANCE ? await this.stillRead(runId) : NOTHING_READ;
    const found = [
      ...(await this.openings(runId, names)),
      ...(await this.attempts(runId, names)),
      ...(await this.files(runId, names)),
    ];
    const values = found.filter((value) => !read.has(nameOf(value)));
    return { values, kept: found.length - values.length };
  }

  /** Those of these values that are still there. */
  async among(runId: string, values: readonly RunValue[]): Promise<RunValue[]> {
    const { values: there } = await this.of(runId, ALL_OF_IT, false);
    const names = new Set(there.map(nameOf));
    return values.filter((value) => names.has(nameOf(value)));
  }

  /** But for the openings that records of an erasure brought themselves: who erased, and why, stays known. */
  private async openings(runId: string, names: Names): Promise<RunValue[]> {
    const own = new Set<string>();
    const others = new Set<string>();
    for await (const { seq, body } of this.audit.entries(runId)) {
      const entry = parseEntry(Buffer.from(body, 'utf8'), seq);
      for (const one of commitmentsOf(entry))
        (entry.event === VALUES_ERASED ? own : others).add(one);
    }
    const values: RunValue[] = [];
    for await (const opening of this.audit.openings(runId)) {
      const { commitment, value } = opening;
      const isOwn = own.has(commitment) && !others.has(commitment);
      const goes = names === EVERYTHING ? !isOwn : names.text(value);
      if (!isErased(opening) && goes) values.push({ of: 'opening', runId, key: commitment });
    }
    return values;
  }

  private async attempts(runId: string, names: Names): Promise<RunValue[]> {
    const { attempts, commands } = await this.rows.ofRun(runId);
    return [
      ...attempts.flatMap(({ id, input, result, endSalt }): RunValue[] => [
        ...(input !== '' && names.text(input) ? [{ of: 'attempt', runId, key: id } as const] : []),
        ...(isThere(endSalt) && names.text(result ?? '')
          ? [{ of: 'outcome', runId, key: id } as const]
          : []),
      ]),
      ...commands.flatMap(({ key, answer }): RunValue[] =>
        answer !== '' && names.text(answer) ? [{ of: 'answer', runId, key }] : [],
      ),
    ];
  }

  /** Facts, and evidence by its name or its content. A file goes for all steps that name it. */
  private async files(runId: string, names: Names): Promise<RunValue[]> {
    const facts = (await this.rows.facts(runId)).flatMap(({ step, digest, body }): RunValue[] =>
      body !== '' && names.text(body) ? [{ of: 'fact', runId, step, digest }] : [],
    );
    const { evidence } = await this.rows.ofRun(runId);
    const there = evidence.filter(({ salt }) => isThere(salt));
    const named = new Set<string>();
    for (const { digest, name } of there)
      if (names.text(name) || (names !== EVERYTHING && (await this.fileNames(digest, names))))
        named.add(digest);
    return [
      ...facts,
      ...there.flatMap(({ step, digest }): RunValue[] =>
        named.has(digest) ? [{ of: 'evidence', runId, step, digest }] : [],
      ),
    ];
  }

  private async fileNames(digest: string, names: Names): Promise<boolean> {
    const bytes = await this.core.evidence.read(digest).catch(() => undefined);
    return bytes !== undefined && names.file(bytes);
  }

  /** Names of what an open run still reads: accepted facts, the claims its rows stand on, and the evidence of these. */
  private async stillRead(runId: string): Promise<ReadonlySet<string>> {
    const { state } = await this.core.read(runId);
    const attempts = await this.core.store.attempts({ runId });
    const read = new Set(factsIn(state).map((one) => `fact ${one}`));
    for (const row of claimsOf(state, attempts)) {
      read.add(`attempt ${row.id}`).add(`outcome ${row.id}`);
      const { evidence } = JSON.parse(row.input) as AttemptInput;
      for (const { digest } of evidence)
        for (const other of attempts) read.add(`evidence ${other.step} ${digest}`);
    }
    return read;
  }
}

const NOTHING_READ: ReadonlySet<string> = new Set();

function isThere(salt: string | null | undefined): boolean {
  return salt !== '' && salt !== null && salt !== undefined;
}

/** The last attempt of each step, and those whose input it was carried out with. */
function* claimsOf(state: RunState, rows: readonly AttemptRow[]): Generator<AttemptRow> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const step of Object.keys(state.tasks)) {
    let id = detailsOf(state, step).attempt?.id;
    while (id !== undefined) {
      const row: AttemptRow | undefined = byId.get(id);
      if (!row || row.input === '') break;
      yield row;
      id = (JSON.parse(row.input) as AttemptInput).sameAs?.id;
    }
  }
}
