import canonicalize from 'canonicalize';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { isRunning } from '../core/task-status.js';
import type { Ask } from './ask.js';
import type { RunCommand } from './commands.js';
import type { CompiledDefinition } from './compile-definition.js';
import { foresee, type Forecast } from './forecast.js';
import { migrationReason } from './migration-reasons.js';
import { detailsOf, parseRunState, type RunState } from './run-state.js';
import type { EntryParts } from './turn-builder.js';

type Of<D extends RunCommand['do']> = Extract<RunCommand, { do: D }>;

/** Moves a run to another definition, as its forecast says; what it was is stored, so that it can go back. */
export function migrate(ask: Ask, command: Of<'migrate'>): EntryParts {
  const { run, builder, registry } = ask;
  const { row } = run.stored;
  const { to, mapping, busy } = command;
  if (row.headSeq !== command.seen) throw meanwhile();
  if (row.status === 'completed') throw nothing(migrationReason('ended'));
  if (to.hash === run.definition.hash) throw nothing(migrationReason('already'));
  const forecast = foresee({
    state: builder.current,
    from: run.definition,
    to,
    mapping,
    traits: registry.traitsOf,
    now: builder.runNow,
    busy,
  });
  const { landing } = forecast;
  if (forecast.verdict === 'refused' || !landing) throw refused(forecast.reasons);
  builder.definition = to;
  builder.drained({ ...landing.drained, moves: forecast.moves, timersChanged: [] });
  if (run.state.paused) letWait(ask);
  setTimers(ask, run.state, builder.current);
  const { json, hash } = to;
  builder.addition.definitions = [
    { hash, name: json.name, version: json.version, body: JSON.stringify(json) },
  ];
  for (const { to: step, digest } of landing.mapped.copies) {
    const fact = command.facts.get(digest); // what was erased stays erased
    const body = fact === undefined ? '' : (canonicalize(fact) ?? '{}');
    builder.addition.facts.push({ runId: row.id, step, digest, body });
  }
  builder.addition.earlierStates = [
    {
      runId: row.id,
      seq: row.headSeq + 1,
      revision: row.revision + 1,
      definition: row.definition,
      body: row.state,
    },
  ];
  return entry(ask, 'run.migrated', run.definition, to, command.reason, forecast);
}

/** Back to what the run was, as long as nothing was done since. */
export function undoMigration(ask: Ask, command: Of<'undo-migration'>): EntryParts {
  const { run, builder } = ask;
  const { row } = run.stored;
  const { earlier, from, busy } = command;
  if (row.headSeq !== command.seen) throw meanwhile();
  if (run.definition.hash === from.hash) throw alreadyBack(from.json.version);
  if (row.revision !== earlier.revision) {
    throw new RequestError('migration.too-late', {
      de: 'Nach dem Wechsel der Definition wurde schon weitergearbeitet. Zurück geht es nur bis zum nächsten Schritt.',
      en: 'Work went on after the definition was changed. There is a way back only until the next step.',
    });
  }
  // whoever acted since then stays the same person
  const { people } = builder.current;
  const state = { ...parseRunState(row.id, earlier.body), people };
  for (const [step, status] of Object.entries(run.state.status)) {
    const { attempt } = detailsOf(run.state, step);
    const begun = isRunning(status) && attempt && detailsOf(state, step).attempt?.id !== attempt.id;
    if (!begun) continue;
    if (busy.has(attempt.id)) throw refused([migrationReason('attempt-running', { step })]);
    builder.endAttempt(attempt.id, step, 'canceled', null);
  }
  builder.definition = from;
  builder.replaceState(state);
  setTimers(ask, run.state, state);
  return entry(ask, 'run.migration-undone', run.definition, from, command.reason);
}

function entry(
  ask: Ask,
  event: 'run.migrated' | 'run.migration-undone',
  from: CompiledDefinition,
  to: CompiledDefinition,
  reason: string,
  forecast?: Forecast,
): EntryParts {
  const { gone = [], copies = [] } = forecast?.landing?.mapped ?? {};
  return {
    kind: 'event',
    event,
    inputs: {
      from: from.hash,
      fromVersion: from.json.version,
      to: to.hash,
      toVersion: to.json.version,
      ...(gone.length > 0 ? { gone: [...gone] } : {}),
      ...(copies.length > 0 ? { renamed: copies.map((c) => [c.from, c.to]) } : {}),
    },
    ...(forecast?.reasons.length ? { reasons: forecast.reasons.map(({ code }) => code) } : {}),
    note: { commitment: ask.builder.commit('note', reason) },
  };
}

/** A paused run begins nothing: who goes on with it takes over what would have begun. */
function letWait({ builder: { addition } }: Ask): void {
  addition.attempts = addition.attempts.map((attempt) => ({ ...attempt, leaseUntil: 0 }));
}

/** The table of timers follows the state. */
function setTimers(ask: Ask, before: RunState, after: RunState): void {
  const runId = ask.run.stored.row.id;
  for (const name of new Set([...Object.keys(before.timers), ...Object.keys(after.timers)])) {
    const dueAt = after.timers[name]?.dueAt ?? null;
    if (before.timers[name]?.dueAt !== dueAt)
      ask.builder.addition.timers.push({ runId, name, dueAt });
  }
}

/** Attempts and facts were read before the run was compared: they may not be older than it. */
function meanwhile(): RequestError {
  return new RequestError('run.conflict', {
    de: 'Während der Wechsel vorbereitet wurde, hat sich am Lauf etwas geändert. Nichts wurde umgestellt. Bitte wiederholen Sie den Befehl.',
    en: 'Something changed in the run while its move was prepared. Nothing was moved. Please repeat the command.',
  });
}

function refused(reasons: readonly Reason[]): RequestError {
  return new RequestError(
    'migration.refused',
    {
      de: `Der Lauf bleibt bei seiner Definition. ${reasons.map((r) => r.text.de).join(' ')}`,
      en: `The run stays with its definition. ${reasons.map((r) => r.text.en).join(' ')}`,
    },
    { expected: reasons.map((r) => r.code) },
  );
}

function alreadyBack(version: string): RequestError {
  return new RequestError('migration.nothing', {
    de: `Der letzte Wechsel ist schon zurückgenommen: Der Lauf folgt der Fassung ${version}.`,
    en: `The last move was taken back already: the run follows version ${version}.`,
  });
}

function nothing({ text }: Reason): RequestError {
  return new RequestError('migration.nothing', text);
}
