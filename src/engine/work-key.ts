import { detailsOf, type RunState } from './run-state.js';
import { sha256 } from './sha256.js';

/** Same work, same key: step, round, input, evidence and the facts it builds on. */
export function workKey(
  runId: string,
  state: RunState,
  step: string,
  given: { readonly input: unknown; readonly evidence: unknown },
): string {
  const { round, inputs } = detailsOf(state, step);
  const what = [runId, step, round ?? 0, inputs ?? {}, given.input, given.evidence];
  const facts = Object.entries(state.tasks).map(([id, details]) => factText(id, details.result));
  return sha256(`${JSON.stringify(what).slice(0, -1)},[${facts.join(',')}]]`);
}

function factText(step: string, result: string | undefined): string {
  return `[${JSON.stringify(step)},${JSON.stringify(result ?? null)}]`;
}
