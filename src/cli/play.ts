import { commandAction } from '../access/engine-actions.js';
import type { Action } from '../access/rights.js';
import { resolve } from 'node:path';
import { UmstiegError } from '../core/errors.js';
import type { RunCommand } from '../engine/commands.js';
import type { CommandOptions } from '../engine/engine.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { StepView } from '../engine/views.js';
import type { RunStatus } from '../core/parts.js';
import { act, type Acted, type Send } from './act.js';
import { answerValues, literals, type ValueSources } from './answer-values.js';
import type { Answer, AnswersFile, StepEntry } from './answers-file.js';
import { known, exitCodeOf } from './cli-errors.js';
import { actorRequired } from './command-options.js';
import type { Session } from './ports.js';

export interface PlayOptions {
  readonly session: Session;
  readonly runId: string;
  readonly file: AnswersFile;
  /** Who acts where an entry does not say. */
  readonly as: string | undefined;
  readonly environment: ValueSources['environment'];
  readonly onEntry: (done: number, total: number, answer: Answer) => void;
  readonly warn: (answer: Answer, field: string) => void;
  /** Entries for steps that do not apply to this run are passed over. */
  readonly skipNotApplicable?: boolean;
}

/** What an entry led to: the result, or the refusal. */
export interface Played {
  readonly answer: Answer;
  readonly exit: number;
  readonly acted?: Acted;
  readonly error?: unknown;
}
export interface PlayResult {
  readonly played: number;
  readonly total: number;
  readonly stopped?: Played;
  /** Steps whose approval the stopped entry waits for. */
  readonly waiting: readonly StepView[];
  readonly status: RunStatus;
}

/**
 * Feeds the entries in order. Each is sent under the key `play:<id>`, so playing again after any interruption continues
 * and sends nothing twice; what was only refused for the moment is asked again. Stops at the first entry that ends otherwise than it says it should.
 */
export async function play(o: PlayOptions): Promise<PlayResult> {
  const { umstieg } = o.session;
  const { answers } = o.file;
  const secrets = await secretFields(o);
  let played = 0;
  let stopped: Played | undefined;
  for (const answer of answers) {
    o.onEntry(played, answers.length, answer);
    if (o.skipNotApplicable === true && !(await applies(o, answer))) {
      played++;
      continue;
    }
    for (const field of secrets(answer)) o.warn(answer, field);
    const result = await playOne(o, umstieg, answer);
    if (result.exit !== (answer.entry.expect?.exit ?? 0)) {
      stopped = result;
      break;
    }
    played++;
  }
  const { status, steps } = await umstieg.queries.run(o.runId);
  const waiting = stopped ? unapproved(stopped.answer, steps) : [];
  return { played, total: answers.length, status, waiting, ...(stopped ? { stopped } : {}) };
}

/** Steps the entry's step is missing that wait for approval; where none is named, those of its part. */
function unapproved({ entry }: Answer, steps: readonly StepView[]): StepView[] {
  const step = 'do' in entry ? steps.find(({ id }) => id === entry.step) : undefined;
  const { part, cannotStartBecause: missing } = step ?? {};
  if (missing === undefined) return [];
  const concerns = (s: StepView) => (missing.length > 0 ? missing.includes(s.id) : s.part === part);
  return steps.filter((s) => s.status === 'waiting-approval' && concerns(s));
}

async function applies({ session, runId }: PlayOptions, { entry }: Answer): Promise<boolean> {
  if (!('do' in entry)) return true;
  const { steps } = await session.umstieg.queries.run(runId);
  return steps.find(({ id }) => id === entry.step)?.status !== 'not-applicable';
}

async function playOne(o: PlayOptions, umstieg: Umstieg, answer: Answer): Promise<Played> {
  try {
    const { entry } = answer;
    await o.session.require(actionOf(entry), { run: o.runId }, nameOf(o, entry));
    await umstieg.othersEnd(o.runId); // the entry may build on what another process is doing
    const acted = await act(umstieg, o.runId, {
      options: optionsOf(o, answer),
      judged: 'do' in answer.entry && answer.entry.do === 'submit',
      send: await sendOf(o, answer),
    });
    return { answer, exit: acted.exit, acted };
  } catch (thrown) {
    const error = known(thrown);
    if (!(error instanceof UmstiegError) || error.family === 'invariant') throw error;
    return { answer, exit: exitCodeOf(error), error };
  }
}

/** Moving the clock needs nobody in particular while there are no accounts. */
function nameOf(o: PlayOptions, entry: Answer['entry']): string | undefined {
  const nobody = 'do' in entry ? undefined : 'play';
  return entry.as ?? o.as ?? o.session.signedIn?.name ?? nobody;
}

function actionOf(entry: Answer['entry']): Action {
  if ('advance' in entry) return 'run.advance';
  return 'clock' in entry ? 'run.clock' : commandAction(entry.do);
}

function optionsOf(o: PlayOptions, { id, entry }: Answer): CommandOptions {
  const name = nameOf(o, entry);
  if (name === undefined) throw actorRequired();
  return { who: o.session.who(name), key: `play:${id}`, expects: entry.expect?.exit };
}

async function sendOf(o: PlayOptions, { entry }: Answer): Promise<Send> {
  const { runId } = o;
  if ('advance' in entry) return command(runId, { do: 'advance', duration: entry.advance });
  if ('clock' in entry) return command(runId, { do: 'clock', at: entry.clock });
  const step = entry.step ?? '';
  if (entry.do !== 'submit') return command(runId, commandOf(entry, step));
  const { folder } = o.file;
  const set = await answerValues(entry.set ?? {}, { folder, environment: o.environment });
  const evidence = [entry.evidence ?? []].flat().map((path) => resolve(folder, path));
  return (umstieg, options) => umstieg.submit(runId, step, { set, evidence }, options);
}

function command(runId: string, what: Exclude<RunCommand, { do: 'submit' }>): Send {
  return (umstieg, options) => umstieg.command(runId, what, options);
}

function commandOf(entry: StepEntry, step: string): Exclude<RunCommand, { do: 'submit' }> {
  const reason = entry.reason ?? '';
  switch (entry.do) {
    case 'approve':
      return { do: 'approve', step, ...(entry.reason === undefined ? {} : { reason }) };
    case 'redo':
      return { do: 'redo', step, reason, keep: entry.keep ?? [] };
    case 'assign':
      return { do: 'assign', step, to: entry.to ?? '' };
    case 'signal':
      return { do: 'signal', type: entry.type ?? '' };
    case 'switch':
      return { do: 'switch', step, on: entry.on ?? false, reason };
    case 'reject':
    case 'withdraw':
    case 'waive':
    case 'accept-outdated':
      return { do: entry.do, step, reason };
    case 'submit':
      throw new Error('a claim is no command');
  }
}

/** Secrets that stand in the file in clear text, except in drills, whose secrets are invented. */
async function secretFields(o: PlayOptions): Promise<(answer: Answer) => string[]> {
  const { umstieg } = o.session;
  const run = await umstieg.queries.run(o.runId);
  if (run.kind !== 'live') return () => [];
  const secrets = new Map<string, Set<string>>();
  for (const { entry } of o.file.answers) {
    if (!('do' in entry) || entry.step === undefined || secrets.has(entry.step)) continue;
    if (!run.steps.some((s) => s.id === entry.step)) continue;
    const { fields } = await umstieg.queries.task(o.runId, entry.step);
    secrets.set(entry.step, new Set(fields.filter((f) => f.secret).map((f) => f.name)));
  }
  return ({ entry }) => {
    if (!('do' in entry)) return [];
    const secret = secrets.get(entry.step ?? '');
    return literals(entry.set ?? {}).filter((field) => secret?.has(field));
  };
}
