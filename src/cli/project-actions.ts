import { parseScope, type Scope } from '../access/scope.js';
import { RequestError } from '../core/errors.js';
import { RUN_KIND_WORDS, RUN_STATUS_WORDS } from '../core/words.js';
import { RUN_KINDS, WHAT_IF, type RunKind, type RunStatus } from '../core/parts.js';
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
import { forkRun } from './fork-action.js';
import type { Session } from './ports.js';
import { reportProgress } from './progress.js';

export const newProject: Handler = (call) =>
  withEngine(call, async (session) => {
    const { umstieg } = session;
    const { who } = commandOptions(call, session);
    const kind = (option(call, 'kind') ?? 'live') as RunKind;
    const off = commaList(option(call, 'off'));
    const tenant = tenantOf(option(call, 'tenant'), session);
    await session.require('project.new', tenant);
    const customer = needed(call, 'customer');
    const { projectId, runId } = await umstieg.newProject({ customer, kind, who, off });
    if (session.signedIn && tenant !== 'installation')
      await session.access.tenants.place(session.signedIn, projectId, tenant);
    await umstieg.settle(runId);
    const run = await umstieg.queries.run(runId);
    await call.screen.answer(run, () => checklist(run, call.screen, false));
    return 0;
  });

/** @throws RequestError input.invalid for what names no partner and no customer */
function tenantOf(typed: string | undefined, { signedIn }: Session): Scope {
  const tenant = parseScope(typed ?? 'installation');
  if (tenant !== undefined && (typed === undefined || signedIn)) return tenant;
  throw new RequestError('input.invalid', {
    de: '--tenant nennt einen Partner oder Kunden, den es gibt: partner:ID oder customer:ID. Ohne Konten gibt es keine.',
    en: '--tenant names a partner or customer that is there: partner:ID or customer:ID. Without accounts there are none.',
  });
}

export const newRun: Handler = (call) => {
  const kind = option(call, 'kind');
  if (option(call, 'from') !== undefined) return forkRun(call);
  if (kind === undefined || kind === WHAT_IF) throw whichKind(kind);
  return withEngine(call, async (session) => {
    const { umstieg } = session;
    const { who } = commandOptions(call, session);
    const off = commaList(option(call, 'off'));
    try {
      const projectId = argument(call, 0);
      const runId = await umstieg.newRun({ projectId, kind: kind as RunKind, who, off });
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
};

function whichKind(kind: string | undefined): RequestError {
  if (kind === undefined) {
    return new RequestError(
      'command.unknown',
      {
        de: `Bitte nennen Sie die Art des Laufs (--kind ${RUN_KINDS.join('|')}) oder den Lauf, von dem er abzweigt (--from LAUF).`,
        en: `Please name the kind of run (--kind ${RUN_KINDS.join('|')}) or the run it is forked from (--from RUN).`,
      },
      { expected: [...RUN_KINDS] },
    );
  }
  return new RequestError('command.unknown', {
    de: 'Ein Was-wäre-wenn zweigt von einem Lauf ab: Bitte nennen Sie ihn mit --from LAUF.',
    en: 'A what-if is forked from a run: please name it with --from RUN.',
  });
}

export const listProjects: Handler = (call) =>
  withEngine(call, async ({ umstieg, access, signedIn }) => {
    const { screen } = call;
    const [seen] = signedIn ? await access.tenants.projectsWhere(signedIn, 'project.see') : [];
    const all = await umstieg.queries.list();
    const runs = seen ? all.filter((run) => seen.has(run.projectId)) : all;
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
              `${run.id}  ${run.projectId}  ${screen.say(RUN_KIND_WORDS[run.kind as RunKind]).padEnd(14)} ${screen.say(RUN_STATUS_WORDS[run.status as RunStatus]).padEnd(14)} ${run.customer}`,
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
