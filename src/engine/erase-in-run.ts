import { VALUES_ERASED } from '../audit/erased.js';
import type { ErasedValue } from '../persistence/write-batch.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { nameOf, type RunValue } from './erasable.js';
import { INSTANCE_DEFINITION } from './record-entry.js';
import type { Turn } from '../persistence/unit-of-work.js';
import { TurnBuilder, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';

export interface ErasedBecause {
  /** Id of the erasure: all entries of one bear the same. */
  readonly erasure: string;
  readonly who: Who;
  readonly reason: string;
}

/** An entry has up to 1 MiB: so many values are named in one. */
const IN_ONE_ENTRY = 2_000;

/**
 * Empties values of one run, in the statement that writes the entry which names each of them. Turns asked for in one go are one
 * statement, so that the customer's name goes for all runs of a project at once.
 */
export function eraseInRun(
  core: EngineCore,
  runId: string,
  values: readonly RunValue[],
  because: ErasedBecause,
): Promise<void>[] {
  const turns: Promise<void>[] = [];
  for (let from = 0; from < values.length; from += IN_ONE_ENTRY) {
    const some = values.slice(from, from + IN_ONE_ENTRY);
    const decide = (run: LoadedRun) => turn(core, run, some, because);
    turns.push(
      runId === INSTANCE
        ? core.commitInstance(INSTANCE_DEFINITION, decide)
        : core.commit(runId, null, decide),
    );
  }
  return turns;
}

function turn(
  core: EngineCore,
  run: LoadedRun,
  values: readonly RunValue[],
  { erasure, who, reason }: ErasedBecause,
): Turn<void> {
  const builder = new TurnBuilder(core.env, run, who);
  const note = { commitment: builder.commit('note', reason) };
  const inputs = { erasure, gone: values.map(nameOf) };
  const next = builder.finish(
    { kind: 'event', event: VALUES_ERASED, inputs, note },
    { changes: false, seal: true },
  );
  const gone = new Set(values.flatMap((value) => (value.of === 'opening' ? [value.key] : [])));
  const { customer, project } = run.state.origin;
  const erased: ErasedValue[] = [...values];
  if (customer !== null && gone.has(customer)) erased.push({ of: 'customer', key: project });
  const people = new Map([...next.people].filter(([, reference]) => !gone.has(reference)));
  const stored = core.loaded({ ...next, people }, builder);
  return { next: stored, addition: { ...builder.addition, erased }, settle: () => undefined };
}
