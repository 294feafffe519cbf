import { shownJson } from '../core/shown-text.js';
import type { Matching } from './matching.js';

/**
 * The document of `match --json` in pieces of text, so that 100,000 rows need no second copy in memory.
 * @param more further members, behind the fixed ones
 */
export function* matchJson(
  matching: Pick<Matching, 'totals' | 'findings' | 'rows' | 'targetWithoutSource'>,
  more: Readonly<Record<string, unknown>> = {},
): Generator<string, void> {
  yield `{"totals":${shownJson(matching.totals)},"rows":`;
  yield* list(matching.rows());
  yield ',"targetWithoutSource":';
  yield* list(matching.targetWithoutSource());
  yield ',"findings":';
  yield* list(matching.findings);
  for (const [name, value] of Object.entries(more)) {
    yield `,${shownJson(name)}:${shownJson(value)}`;
  }
  yield '}\n';
}

const BATCH = 500;

function* list(items: Iterable<unknown>): Generator<string, void> {
  let text = '[';
  let n = 0;
  for (const item of items) {
    if (n > 0) text += n % BATCH === 0 ? ',\n' : ',';
    text += shownJson(item);
    if (++n % BATCH === 0) {
      yield text;
      text = '';
    }
  }
  yield `${text}]`;
}
