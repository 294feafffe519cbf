import type { Checklist } from '../../api/shapes.js';

/** One line of the plan: a part with two dates, or a milestone with one. */
export interface Line {
  readonly kind: 'part' | 'milestone';
  /** Name of the part, id of the step. */
  readonly id: string;
  readonly title: { readonly de: string; readonly en: string };
  readonly planned: Span;
  readonly actual: Span;
  readonly due: string | undefined;
  /** Steps of the part that are still open, also where the parts after it have begun. */
  readonly open: readonly string[];
}

/** A milestone has `until` only. */
export interface Span {
  readonly from: string | null;
  readonly until: string | null;
}

/** What was typed, by line. */
export type Typed = Readonly<Record<string, Span>>;

const NEVER: Span = { from: null, until: null };

const SETTLED: readonly string[] = ['done', 'waived', 'not-applicable'];

export function linesOf({ parts, milestones, steps }: Checklist): Line[] {
  return [
    ...parts.map(({ name: id, title, planned = NEVER, began, ended, due }): Line => {
      const actual = { from: began ?? null, until: ended ?? null };
      const open = steps.filter(({ part, status }) => part === id && !SETTLED.includes(status));
      return { kind: 'part', id, title, planned, actual, due, open: open.map((step) => step.id) };
    }),
    ...milestones.map(({ step: id, title, planned, actual, due }): Line => {
      const span = (until: string | null): Span => ({ from: null, until });
      return {
        kind: 'milestone',
        id,
        title,
        planned: span(planned),
        actual: span(actual),
        due,
        open: [],
      };
    }),
  ];
}

/** What is sent: only what differs from what stands. */
export function changes(lines: readonly Line[], typed: Typed) {
  const changed = lines.flatMap((line) => {
    const span = typed[line.id];
    return span && !same(span, line.planned) ? [{ ...line, span }] : [];
  });
  const parts = changed
    .filter(({ kind }) => kind === 'part')
    .map(({ id, span }): [string, Span] => [id, span]);
  const steps = changed
    .filter(({ kind }) => kind === 'milestone')
    .map(({ id, span }): [string, string | null] => [id, span.until]);
  return {
    count: changed.length,
    body: { parts: Object.fromEntries(parts), steps: Object.fromEntries(steps) },
  };
}

function same(a: Span, b: Span): boolean {
  return time(a.from) === time(b.from) && time(a.until) === time(b.until);
}

const time = (at: string | null) => (at === null ? 0 : Date.parse(at));
