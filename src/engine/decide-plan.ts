import { z } from 'zod';
import { RequestError } from '../core/errors.js';
import type { Ask } from './ask.js';
import type { RunCommand } from './commands.js';
import type { PlannedTime } from './plan.js';
import type { EntryParts } from './turn-builder.js';

type Plan = Extract<RunCommand, { do: 'plan' }>;

/** With its zone: nobody can tell later whose eight o'clock a bare one was. */
const INSTANT = z.union([
  z.iso.datetime({ offset: true }),
  z.iso.datetime({ offset: true, precision: -1 }), // without seconds
]);

/** Sets when parts and milestones are to be; what is not named keeps its dates, null takes them back. */
export function plan(ask: Ask, command: Plan): EntryParts {
  const { registry, builder } = ask;
  const { definition } = ask.run;
  const milestones = (registry.sequence.milestones ?? []).filter((s) => definition.partOf.has(s));
  requireKnown(Object.keys(command.parts), definition.parts);
  requireKnown(Object.keys(command.steps), milestones);
  const parts = Object.entries(command.parts).map(
    ([part, time]) => [part, span(part, time)] as const,
  );
  const steps = Object.entries(command.steps).map(
    ([step, at]) => [step, at === null ? null : moment(step, at)] as const,
  );
  if (parts.length + steps.length === 0) throw nothing();
  const before = builder.current.plan ?? { parts: {}, steps: {} };
  builder.replaceState({
    ...builder.current,
    plan: { parts: kept(before.parts, parts), steps: kept(before.steps, steps) },
  });
  return {
    kind: 'event',
    event: 'run.planned',
    inputs: {
      parts: parts.map(([part, time]) => ({
        part,
        from: time?.from ?? null,
        until: time?.until ?? null,
      })),
      steps: steps.map(([step, at]) => ({ step, at })),
    },
  };
}

function kept<T>(
  before: Readonly<Record<string, T>>,
  changes: readonly (readonly [string, T | null])[],
): Record<string, T> {
  const next = new Map([...Object.entries<T | null>(before), ...changes]);
  const set = [...next].flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  return Object.fromEntries(set);
}

/** Null when neither is given. */
function span(part: string, time: PlannedTime | null): PlannedTime | null {
  const [from, until] = [time?.from ?? null, time?.until ?? null].map((at, i) =>
    at === null ? null : moment(`${part}.${i === 0 ? 'from' : 'until'}`, at),
  ) as [string | null, string | null];
  if (from === null && until === null) return null;
  if (from !== null && until !== null && until < from) {
    throw new RequestError(
      'input.invalid',
      {
        de: `„${part}“ soll enden (${until}), bevor es beginnt (${from}). Tauschen oder berichtigen Sie die beiden Zeiten.`,
        en: `"${part}" is to end (${until}) before it begins (${from}). Swap or correct the two times.`,
      },
      { place: { column: `${part}.until` } },
    );
  }
  return { from, until };
}

function moment(column: string, at: string): string {
  if (INSTANT.safeParse(at).success) return new Date(at).toISOString();
  throw new RequestError(
    'input.invalid',
    {
      de: `„${at.slice(0, 60)}“ (${column}) ist kein Zeitpunkt mit Zeitzone. Erwartet: zum Beispiel 2026-03-02T08:00Z oder 2026-03-02T09:00+01:00.`,
      en: `"${at.slice(0, 60)}" (${column}) is no moment with a time zone. Expected: for example 2026-03-02T08:00Z or 2026-03-02T09:00+01:00.`,
    },
    { place: { column } },
  );
}

function requireKnown(named: readonly string[], known: readonly string[]): void {
  const stranger = named.find((name) => !known.includes(name));
  if (stranger === undefined) return;
  throw new RequestError(
    'input.invalid',
    {
      de: `„${stranger.slice(0, 60)}“ lässt sich in diesem Lauf nicht planen. Möglich: ${known.join(', ')}.`,
      en: `"${stranger.slice(0, 60)}" cannot be planned in this run. Possible: ${known.join(', ')}.`,
    },
    { expected: [...known], place: { column: stranger.slice(0, 60) } },
  );
}

function nothing(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Nennen Sie mindestens einen Teil oder einen Termin, der geplant werden soll.',
    en: 'Name at least one part or date that is to be planned.',
  });
}
