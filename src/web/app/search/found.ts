import type { Checklist, OverviewRun, StepWords } from '../../api/shapes.js';
import { addresses } from '../addresses.js';

/** Somewhere one can go. */
export interface Place {
  readonly kind: 'page' | 'part' | 'step' | 'project';
  readonly href: string;
  readonly name: string;
  /** What was found, where the name does not show it: a label, a line of the manual. */
  readonly because?: string;
}

type Say = (text: { readonly de: string; readonly en: string }) => string;

const MOST = 12;

/** Pages, parts and projects whose name holds every word. */
export function named(places: readonly Place[], q: string): Place[] {
  const words = folded(q).split(' ');
  const found = places.filter(({ name }) => words.every((word) => folded(name).includes(word)));
  return found.slice(0, MOST);
}

export function partsOf({ id, parts }: Checklist, say: Say): Place[] {
  return parts.map(({ name, title }, index) => ({
    kind: 'part',
    href: `${addresses.run(id)}?part=${encodeURIComponent(name)}`,
    name: `${String(index + 1)} ${say(title)}`,
  }));
}

export function projectsOf(
  runs: readonly OverviewRun[],
  kindOf: (run: OverviewRun) => string,
): Place[] {
  return runs.map((run) => ({
    kind: 'project',
    href: addresses.run(run.run),
    name: run.customer,
    because: `${kindOf(run)} · ${run.run}`,
  }));
}

/**
 * Steps by id or title first, then by a label of the vendor, then by a line of the manual (`155`, `L155`).
 * @param lineWords how a line is named, with its number put in
 */
export function stepsOf(
  run: string,
  steps: readonly StepWords[],
  q: string,
  o: { readonly say: Say; readonly lineWords: (line: number) => string },
): Place[] {
  const wanted = folded(q);
  if (wanted === '') return [];
  const words = wanted.split(' ');
  const line = Number(/^(?:l|z)?(\d+)$/.exec(wanted)?.[1] ?? Number.NaN);
  const place = (step: StepWords, because?: string): Place => ({
    kind: 'step',
    href: addresses.step(run, step.id),
    name: `${step.id} ${o.say(step.title)}`,
    ...(because === undefined ? {} : { because }),
  });
  const holds = (text: string) => words.every((word) => folded(text).includes(word));
  const byName = steps.filter((step) => holds(`${step.id} ${o.say(step.title)}`));
  const byLabel = steps.flatMap((step) => {
    const label = step.labels.find(holds);
    return label === undefined || byName.includes(step) ? [] : [place(step, label)];
  });
  const byLine = steps
    .filter((step) => step.lines.includes(line) && !byName.includes(step))
    .map((step) => place(step, o.lineWords(line)));
  return [...byName.map((step) => place(step)), ...byLine, ...byLabel].slice(0, MOST);
}

/** Case, umlauts as typed and repeated blanks do not matter. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
}
