import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { STATUS_WORDS } from '../core/words.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import { fieldsOf } from './field-view.js';
import type { StepRegistry } from './step-registry.js';
import type { AttemptView, SaidReason } from './views.js';

type Words = ReadonlyMap<string, Text>;

/** An attempt as faces show it: the values its reasons compare stand in words too, where they are answers of a form. */
export function attemptView(row: AttemptRow, registry: StepRegistry): AttemptView {
  const result = row.result === null ? {} : (JSON.parse(row.result) as Partial<AttemptView>);
  const { reasons, verdict } = result;
  const agrees = verdict === 'consistent' ? registry.find(row.step)?.spec.agrees : undefined;
  const words = reasons?.some(comparesValues) ? answersOf(row.step, registry) : undefined;
  return {
    number: row.number,
    status: row.status,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    ...result,
    ...(agrees ? { agrees } : {}),
    ...(reasons && words ? { reasons: reasons.map((r) => inWords(r, words)) } : {}),
  };
}

function comparesValues({ claimed, known }: Reason): boolean {
  return claimed !== undefined || known !== undefined;
}

/** Words of statuses and of the answers that the form of a step offers, and the forms of the steps it reads. */
function answersOf(step: string, registry: StepRegistry): Words {
  const words = new Map<string, Text>(Object.entries(STATUS_WORDS));
  const reads = registry.find(step)?.spec.reads ?? [];
  for (const id of [...reads, step]) {
    const spec = registry.find(id)?.spec;
    for (const { options, columns = [] } of spec ? fieldsOf(spec) : [])
      for (const option of [options, ...columns.map((c) => c.options)].flat())
        if (option) words.set(option.value, option.text);
  }
  return words;
}

function inWords(reason: Reason, words: Words): SaidReason {
  const claimed = said(reason.claimed, words);
  const known = said(reason.known, words);
  if (!claimed && !known) return reason;
  return { ...reason, words: { ...(claimed ? { claimed } : {}), ...(known ? { known } : {}) } };
}

/** One answer, or several behind commas; undefined where not one of them is an answer of a form. */
function said(value: string | undefined, words: Words): Text | undefined {
  const parts = value?.split(', ') ?? [];
  if (!parts.some((part) => words.has(part))) return undefined;
  const join = (language: keyof Text) =>
    parts.map((part) => words.get(part)?.[language] ?? part).join(', ');
  return { de: join('de'), en: join('en') };
}
