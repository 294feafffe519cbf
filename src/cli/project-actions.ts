import { RequestError } from '../core/errors.js';
import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import type { RunKind, RunStatus } from '../core/parts.js';
import { act } from './act.js';
import { actedDocument } from './acted-lines.js';
import {
  argument,
  commaList,
  flagOption,
  needed,
  option,
  withEngine,
  type Handler,
} from './call.js';
import { checklist } from './checklist.js';
import { commandOptions } from './command-options.js';
import { reportProgress } from './progress.js';

export const newProject: Handler = (call) =>
  withEngine(call, async (session) => {
    const { umstieg } = session;
    const { who } = commandOptions(call, session);
    const kind = (option(call, 'kind') ?? 'live') as RunKind;
    const off = commaList(option(call, 'off'));
    const { runId } = await umstieg.newProject({
      customer: needed(call, 'customer'),
      kind,
      who,
      off,
    });
    await umstieg.settle(runId);
    const run = await umstieg.queries.run(runId);
    await call.screen.answer(run, () => checklist(run, call.screen, false));
    return 0;
  });

export const newRun: Handler = (call) =>
  withEngine(call, async (session) => {
    const { umstieg } = session;
    const { who } = commandOptions(call, session);
    const kind = needed(call, 'kind') as RunKind;
    const off = commaList(option(call, 'off'));
    try {
      const runId = await umstieg.newRun({ projectId: argument(call, 0), kind, who, off });
      await umstieg.settle(runId);
      const run = await umstieg.queries.run(runId);
      await call.screen.answer(run, () => checklist(run, call.screen, false));
      return 0;
    } catch (error) {
      if (error instanceof RequestError && error.code === 'project.not-found')
        await umstieg.recordRefusal(error, who);
      throw error;
    }
  });

export const listProjects: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const runs = await umstieg.queries.list();
    await screen.answer(runs, () =>
      runs.length === 0
        ? [
            screen.pick(
              'Noch kein Projekt. Anlegen: umstieg project new --customer NAME --as NAME',
              'No project yet. Make one: umstieg project new --customer NAME --as NAME',
            ),
          ]
        : runs.map(
            (run) =>
              `${run.id}  ${run.projectId}  ${screen.say(RUN_KIND_WORDS[run.kind as RunKind]).padEnd(12)} ${screen.say(RUN_STATUS_WORDS[run.status as RunStatus]).padEnd(14)} ${run.customer}`,
          ),
    );
    return 0;
  });

export const showProject: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const run = await umstieg.queries.run(argument(call, 0));
    const left = await umstieg.handOvers.handedOver(run.id);
    if (left)
      call.screen.note(
        call.screen.pick(
          `! Übergeben am ${left.at} (Eintrag ${left.seq}). Wer hier weiterarbeitet, trennt sich von der anderen Seite.`,
          `! Handed over at ${left.at} (entry ${left.seq}). Whoever goes on here parts from the other side.`,
        ),
      );
    await call.screen.answer(run, () => checklist(run, call.screen, flagOption(call, 'all')));
    return 0;
  });

/** Pausing, going on and canceling; each with a reason. */
export function changeRun(what: 'pause' | 'resume' | 'cancel'): Handler {
  return (call) =>
    withEngine(call, async (session) => {
      const { screen } = call;
      const runId = argument(call, 0);
      reportProgress(session.umstieg, screen);
      const reason = option(call, 'reason') ?? '';
      const acted = await act(session.umstieg, runId, {
        options: commandOptions(call, session),
        judged: false,
        send: (umstieg, options) => umstieg.command(runId, { do: what, reason }, options),
      });
      await screen.answer(actedDocument(acted), () => [
        `${acted.run.customer} ${runId}: ${screen.say(RUN_STATUS_WORDS[acted.run.status])}${acted.run.paused ? screen.pick(', angehalten', ', paused') : ''}`,
      ]);
      return acted.exit;
    });
}
