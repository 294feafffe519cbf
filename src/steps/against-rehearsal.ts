import type { FactId, Facts } from '../core/facts.js';
import { text } from '../core/fields.js';
import { IN_THAT_CASE, needed } from '../core/needed.js';
import type { Outcome, Reason } from '../core/outcome.js';
import type { RehearsedRun, StepContext } from '../core/step.js';
import { reason } from './verdicts.js';

/** Why the real outcome may differ from the rehearsal; a second person then looks at it. */
export const deviation = needed(
  text({
    de: 'Grund, wenn es anders kam als in der Probe',
    en: 'Reason if it came out differently from the rehearsal',
  }).optional(),
  IN_THAT_CASE,
);

export interface AgainstRehearsal {
  /** Differences nobody has explained. */
  readonly against: readonly Reason[];
  /** The differences alone, for rows that only tell. */
  readonly found: readonly Reason[];
  /** What was compared, or why nothing could be. */
  readonly notes: readonly Reason[];
  /** Set where differences were explained. */
  readonly more: Pick<Outcome, 'approval'>;
}

const NOTHING: AgainstRehearsal = { against: [], found: [], notes: [], more: {} };

/**
 * Compares an outcome with what the project's rehearsal came to at the same step. A rehearsal is a model: it never decides
 * by itself what is true, so a difference with a reason goes to a second person. Where its data were others, nothing is
 * compared, and what changed is named.
 *
 * @param differences one reason for each number that differs, with names where they are known
 */
export async function againstRehearsal<S extends FactId>(
  step: S,
  context: StepContext,
  differences: (there: Facts[S], rehearsed: RehearsedRun) => Promise<Reason[]> | Reason[],
  why?: string,
): Promise<AgainstRehearsal> {
  const rehearsed = await context.rehearsed();
  const there = rehearsed?.fact(step);
  if (rehearsed === undefined || there === undefined) return NOTHING;
  const stale = otherData(rehearsed, context);
  if (stale.length > 0) return { ...NOTHING, notes: stale };
  const found = await differences(there, rehearsed);
  if (found.length === 0) return { ...NOTHING, notes: [agrees(rehearsed)] };
  if (why === undefined) return { ...NOTHING, found, against: [...found, explain(rehearsed)] };
  const approval = {
    de: `Es kam anders als in der Probe. Angegebener Grund: ${why}. Gibt eine zweite Person das frei?`,
    en: `It came out differently from the rehearsal. Reason given: ${why}. Does a second person release this?`,
  };
  return { against: [], found, notes: found, more: { approval } };
}

/** Said once: whether there is a prediction of a rehearsal at all. Drills have none and need none. */
export async function rehearsalNote(context: StepContext): Promise<Reason[]> {
  if (context.kind !== 'live') return [];
  const rehearsed = await context.rehearsed();
  if (rehearsed === undefined) {
    return [
      reason(
        'rehearsal.none',
        'Zu diesem Projekt gibt es keine Probe. Mit ihr lässt sich also nichts vergleichen.',
        'There is no rehearsal of this project, so nothing can be compared with one.',
      ),
    ];
  }
  return otherData(rehearsed, context);
}

/** One reason where a number is not that of the rehearsal. */
export function otherCount(
  what: { readonly de: string; readonly en: string },
  here: number,
  there: number,
): Reason[] {
  if (here === there) return [];
  return [
    reason(
      'rehearsal.differs',
      `${what.de}: hier ${here}, in der Probe (Modell) ${there}.`,
      `${what.en}: ${here} here, ${there} in the rehearsal (model).`,
      { claimed: String(here), known: String(there) },
    ),
  ];
}

/** Lists and export that are not those the rehearsal was made with, by name and digest. */
function otherData(rehearsed: RehearsedRun, context: StepContext): Reason[] {
  const pairs = [
    ['R-109', ...digests('R-109', (fact) => fact.v4Users.digest, rehearsed, context)],
    ['R-406', ...digests('R-406', (fact) => fact.contentHash, rehearsed, context)],
  ] as const;
  return pairs.flatMap(([step, there, here]) =>
    there === undefined || here === undefined || there === here
      ? []
      : [
          reason(
            'rehearsal.stale',
            `${NAMES[step].de} (${step}) hat sich seit der Probe vom ${day(rehearsed)} geändert. Mit ihr wird hier nichts verglichen. Proben Sie mit den jetzigen Daten noch einmal.`,
            `${NAMES[step].en} (${step}) changed since the rehearsal of ${day(rehearsed)}. Nothing is compared with it here. Rehearse again with the present data.`,
            { claimed: there, known: here },
          ),
        ],
  );
}

const NAMES = {
  'R-109': { de: 'Die V4-Liste', en: 'The V4 list' },
  'R-406': { de: 'Der Export', en: 'The export' },
} as const;

function digests<S extends FactId>(
  step: S,
  of: (fact: Facts[S]) => string,
  rehearsed: RehearsedRun,
  context: StepContext,
): [string | undefined, string | undefined] {
  const [there, here] = [rehearsed.fact(step), context.fact(step)];
  return [there && of(there), here && of(here)];
}

function agrees(rehearsed: RehearsedRun): Reason {
  return reason(
    'rehearsal.agrees',
    `Wie in der Probe (Modell) vom ${day(rehearsed)} vorhergesagt.`,
    `As the rehearsal (model) of ${day(rehearsed)} predicted.`,
    { known: rehearsed.runId },
  );
}

function explain(rehearsed: RehearsedRun): Reason {
  return reason(
    'rehearsal.explain',
    `Die Probe vom ${day(rehearsed)} ist ein Modell und kann irren. Zählen Sie nach. Bleibt es dabei, nennen Sie den Grund; eine zweite Person gibt ihn frei.`,
    `The rehearsal of ${day(rehearsed)} is a model and can be wrong. Count again. If it stays so, give the reason; a second person releases it.`,
    { known: rehearsed.runId },
  );
}

function day({ madeAt }: RehearsedRun): string {
  return madeAt.slice(0, 10);
}
