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
  let facts = '';
  for (const id of Object.keys(state.tasks))
    facts += `${facts === '' ? '' : ','}[${quoted(id)},${quoted(state.tasks[id]?.result ?? null)}]`;
  return sha256(`${JSON.stringify(what).slice(0, -1)},[${facts}]]`);
}

/** As JSON writes it; ids and digests need no escapes. */
function quoted(text: string | null): string {
  return text !== null && /^[\w-]*$/.test(text) ? `"${text}"` : JSON.stringify(text);
}
