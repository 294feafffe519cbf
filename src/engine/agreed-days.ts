import type { FactId, Facts } from '../core/facts.js';
import { isSettled } from '../core/task-status.js';
import type { EngineCore } from './engine-core.js';
import { detailsOf, statusOf } from './run-state.js';
import type { LoadedRun } from './turn-builder.js';

/** Step → first day on which it can be done, `YYYY-MM-DD`. */
export type AgreedDays = ReadonlyMap<string, string>;

/** What the results of a run say of steps that are not done yet: from when they can be done. Reads facts only where some say so. */
export async function agreedDays(core: EngineCore, run: LoadedRun): Promise<AgreedDays> {
  const { state, definition } = run;
  const bound = definition.steps.flatMap((id) => {
    const spec = core.registry.find(id)?.spec;
    return spec?.notBefore && !isSettled(statusOf(state, id)) ? [spec] : [];
  });
  const wanted = [...new Set(bound.flatMap(({ reads = [] }) => reads))].flatMap((step) => {
    const digest = detailsOf(state, step).result;
    return digest === undefined ? [] : [{ step, digest }];
  });
  if (wanted.length === 0) return new Map();
  const facts = await core.store.facts(run.stored.row.id, wanted);
  const fact = <S extends FactId>(step: S) => facts.get(step) as Facts[S] | undefined;
  return new Map(
    bound.flatMap(({ id, notBefore }) => {
      const day = notBefore?.(fact);
      return day === undefined ? [] : [[id, day] as const];
    }),
  );
}
