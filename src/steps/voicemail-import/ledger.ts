import type { StepContext } from '../../core/step.js';

/** What an import of user data did, by source row: written at R-808 and kept as evidence. */
export interface Ledger {
  readonly source: number;
  /** Imported for sure, with the address in Connect. */
  readonly imported: readonly {
    readonly email: string;
    readonly target: string;
    readonly overwritten: boolean;
  }[];
  /** Imported or not, depending on how the vendor compares addresses. */
  readonly uncertain: readonly string[];
  /** Kept as they were in Connect, by decision. */
  readonly kept: readonly string[];
  /** Data exported, but no user in Connect. */
  readonly left: readonly string[];
  /** Source rows for which nothing was exported. */
  readonly withoutData: number;
  /** Addresses in Connect into whom this run imported, this import included. */
  readonly ever: readonly string[];
}

/** The ledger of the last import; undefined before the first one. */
export async function readLedger(context: StepContext): Promise<Ledger | undefined> {
  const digest = context.fact('R-808')?.ledger;
  if (!digest) return undefined;
  return JSON.parse((await context.store.read(digest)).toString('utf8')) as Ledger;
}

/** Addresses in Connect into whom this run imported before. */
export async function importedEver(context: StepContext): Promise<readonly string[]> {
  return (await readLedger(context))?.ever ?? [];
}
