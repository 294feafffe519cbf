import { RequestError, type UmstiegError } from '../core/errors.js';
import { fieldMeta } from '../core/fields.js';
import type { StepSpec } from '../core/step.js';
import { isOpen } from '../core/task-status.js';
import { STATUS_WORDS } from '../core/words.js';
import type { AttemptRow } from '../persistence/write-batch.js';
import { holderOf } from './handed-in.js';
import { detailsOf, isTakenOver, statusOf } from './run-state.js';
import type { AttemptInput, LoadedRun } from './turn-builder.js';
import { missingFor } from './why.js';

/** The two runs a claim goes between. */
export interface Between {
  readonly from: LoadedRun;
  readonly to: LoadedRun;
}

/**
 * What may be promoted is a person's claim that was accepted in the what-if, of a row that can be done again.
 * @throws RequestError step.unknown, promote.never, promote.nothing
 */
export function requirePromotable({ from, to }: Between, spec: StepSpec): void {
  const { id: step } = spec;
  const fromId = from.stored.row.id;
  for (const { definition, stored } of [from, to])
    if (!definition.partOf.has(step)) throw unknown(step, stored.row.id, definition.steps);
  if (to.definition.sticky.has(step) || from.definition.sticky.has(step)) {
    throw new RequestError('promote.never', {
      de: `${step} überschreibt oder erzeugt etwas: Wer es am echten System tut, meldet es im echten Lauf selbst.`,
      en: `${step} overwrites or generates something: whoever does it on the real system hands it in there, in the real run.`,
    });
  }
  const status = statusOf(from.state, step);
  if (isTakenOver(from.state, step)) {
    throw nothing(
      `${step} wurde in ${fromId} nur übernommen: Dort hat niemand etwas anders gemeldet.`,
      `${step} was only taken over in ${fromId}: nobody handed in anything else there.`,
    );
  }
  if (status === 'waived' || from.state.off.includes(step)) {
    throw nothing(
      `${step} wurde in ${fromId} weggelassen. Das beantragt man im echten Lauf selbst.`,
      `${step} was left out in ${fromId}. That is requested in the real run itself.`,
    );
  }
  if (status !== 'done') {
    throw nothing(
      `${step} hat in ${fromId} kein angenommenes Ergebnis (${STATUS_WORDS[status].de}).`,
      `${step} has no accepted result in ${fromId} (${STATUS_WORDS[status].en}).`,
    );
  }
  if (spec.kind === 'step' && !spec.form) {
    throw nothing(
      `${step} rechnet Umstieg selbst aus: Übernehmen Sie die Schritte, auf denen es beruht.`,
      `${step} is worked out by Umstieg itself: promote the steps it stands on.`,
    );
  }
}

/** @throws RequestError promote.nothing, step.not-ready naming what opens the row */
export function requireRoom({ from, to }: Between, step: string): void {
  const status = statusOf(to.state, step);
  const toId = to.stored.row.id;
  const same = detailsOf(from.state, step).result === detailsOf(to.state, step).result;
  if (status === 'done' && same) {
    throw nothing(
      `${step} hat in ${toId} schon dasselbe Ergebnis.`,
      `${step} has the same result in ${toId} already.`,
    );
  }
  if (isOpen(status)) return;
  if (['done', 'waived', 'outdated'].includes(status)) {
    throw new RequestError(
      'step.not-ready',
      {
        de: `${step} ist in ${toId} nicht offen (${STATUS_WORDS[status].de}). Öffnen Sie den Schritt dort zuerst mit Begründung erneut.`,
        en: `${step} is not open in ${toId} (${STATUS_WORDS[status].en}). Reopen it there first, with a reason.`,
      },
      { remedy: { act: 'redo', run: toId, step } },
    );
  }
  const missing = status === 'locked' ? missingFor(to.definition, to.state, step) : [];
  const [fehlt, needs] = missing.length === 0 ? ['', ''] : [' Es fehlt: ', ' Missing: '];
  throw new RequestError(
    'step.not-ready',
    {
      de: `${step} ist in ${toId} nicht offen (${STATUS_WORDS[status].de}).${fehlt}${missing.join(', ')}`,
      en: `${step} is not open in ${toId} (${STATUS_WORDS[status].en}).${needs}${missing.join(', ')}`,
    },
    { expected: missing },
  );
}

/** What a row that is not open yet waits for: steps promoted before it, and others. */
export interface Opening {
  readonly after: readonly string[];
  readonly also: readonly string[];
}

/** Of a refusal of {@link requireRoom}: undefined where no step promoted before it would help to open the row. */
export function opensAfter(error: UmstiegError, before: readonly string[]): Opening | undefined {
  const missing = error.code === 'step.not-ready' ? (error.details.expected ?? []) : [];
  const after = missing.filter((step) => before.includes(step));
  if (after.length === 0) return undefined;
  return { after, also: missing.filter((step) => !before.includes(step)) };
}

/**
 * The attempt that holds the accepted claim, through retries and kept claims.
 * @throws RequestError promote.erased
 */
export function claimOf(run: LoadedRun, step: string, rows: readonly AttemptRow[]): AttemptRow {
  const row = holderOf(detailsOf(run.state, step).attempt?.id, rows);
  if (row) return row;
  throw new RequestError('promote.erased', {
    de: `${step}: Die Angaben in ${run.stored.row.id} wurden gelöscht. Melden Sie sie neu.`,
    en: `${step}: the claim in ${run.stored.row.id} was erased. Hand it in anew.`,
  });
}

/** Secrets were never stored, so that nobody can hand them in for somebody else. @throws RequestError promote.never */
export function requireNoSecret(spec: StepSpec, input: AttemptInput['input']): void {
  const secret = Object.entries(spec.form?.shape ?? {}).find(
    ([name, schema]) =>
      input[name] !== undefined && fieldMeta(schema as never)?.privacy === 'secret',
  );
  if (!secret) return;
  throw new RequestError('promote.never', {
    de: `${spec.id}: „${secret[0]}“ ist geheim und wurde nie gespeichert. Melden Sie den Schritt von Hand.`,
    en: `${spec.id}: "${secret[0]}" is a secret and was never stored. Hand the step in by hand.`,
  });
}

/** Steps it builds on whose results differ: the claim was checked on other facts there. */
export function otherBasis({ from, to }: Between, reads: readonly string[]): readonly string[] {
  const result = (run: LoadedRun, step: string) => detailsOf(run.state, step).result;
  return reads.filter((read) => result(from, read) !== result(to, read));
}

function unknown(step: string, run: string, steps: readonly string[]): RequestError {
  return new RequestError(
    'step.unknown',
    {
      de: `Den Schritt „${step.slice(0, 60)}“ gibt es in ${run} nicht.`,
      en: `There is no step "${step.slice(0, 60)}" in ${run}.`,
    },
    { expected: steps },
  );
}

function nothing(de: string, en: string): RequestError {
  return new RequestError('promote.nothing', { de, en });
}
