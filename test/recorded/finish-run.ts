import type { StepView } from '../../src/engine/views.js';
import type { Session } from '../../src/cli/ports.js';
import { TEAM } from '../../src/drill/names.js';
import type { DrillPlayer, Entry } from './drill-player.js';
import { DRILL, restOf, type Place } from './places.js';

const ADDED: readonly Entry[] = ['R-314', 'R-400'].map((step) => ({
  ...{ id: step, step, as: TEAM.technician },
}));

/** The rest of the drill with the answers a later definition asks for: R-314 after before R-401, no R-402. */
export function restUnderNext(place: Place, drill: string): readonly Entry[] {
  const rest = restOf(place, drill).filter(({ step }) => step !== 'R-402');
  const [split, added] = ADDED.map((entry) => [entry]);
  const has = (id: string) => rest.some((entry) => entry.id === id);
  const first = [...(has('R-304') ? [] : (split ?? [])), ...(has('R-401') ? [] : (added ?? []))];
  const between = rest.flatMap((entry) => {
    if (entry.id === 'R-304') return [entry, ...(split ?? [])];
    return entry.id === 'R-401' ? [...(added ?? []), entry] : [entry];
  });
  return [...first, ...between];
}

/**
 * Plays what is still to be said; what opened again and does not come by itself is answered once more as in the drill, what
 * does not apply any more is left out.
 */
export async function finishRun(
  { umstieg }: Session,
  player: DrillPlayer,
  run: string,
  entries: readonly Entry[],
): Promise<readonly string[]> {
  const again: string[] = [];
  const coming = [...entries];
  for (;;) {
    const { steps } = await umstieg.queries.run(run);
    const opened = steps.find((s) => isWaiting(s) && !coming.some((entry) => answers(entry, s)));
    const next = opened ? onceMore(opened, again.length) : coming.shift();
    if (!next) return again;
    if (opened) again.push(opened.id);
    if (again.length > 40) throw new Error(`goes round: ${again.join(' ')}`);
    const status = steps.find(({ id }) => id === next.step)?.status;
    if (status !== 'not-applicable') await player.play(run, [next]);
  }
}

function isWaiting({ status }: StepView): boolean {
  return ['ready', 'rejected', 'failed', 'waiting-approval'].includes(status);
}

function answers({ step, do: what = 'submit' }: Entry, { id, status }: StepView): boolean {
  return step === id && (what === 'submit') === (status !== 'waiting-approval');
}

function onceMore({ id, status }: StepView, number: number): Entry {
  const own = DRILL.filter(({ step, expect }) => step === id && expect === undefined);
  const approves = status === 'waiting-approval';
  const found = own.find((entry) => (entry.do === 'approve') === approves);
  const plain = { step: id, do: 'approve', as: TEAM.approver, reason: 'gesehen' };
  if (!found && !approves) throw new Error(`the drill has no answer for ${id}`);
  return { ...(found ?? plain), id: `${id}-once-more-${String(number)}` };
}
