import { RequestError } from '../core/errors.js';
import type { PlannedTime } from '../engine/plan.js';
import { act } from './act.js';
import { actedDocument } from './acted-lines.js';
import { argument, listOption, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';
import { planLines } from './plan-lines.js';

/** Sets planned dates of parts (`NAME=FROM/UNTIL`) and milestones (`STEP=AT`). */
export const planRun: Handler = (call) =>
  withEngine(call, async (session) => {
    const { screen } = call;
    const runId = argument(call, 0);
    const parts = Object.fromEntries(listOption(call, 'part').map(plannedPart));
    const steps = Object.fromEntries(
      listOption(call, 'milestone')
        .map(pairOf)
        .map(([step, at]) => [step, orNull(at)]),
    );
    const acted = await act(session.umstieg, runId, {
      options: commandOptions(call, session),
      judged: false,
      send: (umstieg, options) => umstieg.command(runId, { do: 'plan', parts, steps }, options),
    });
    await screen.answer(actedDocument(acted), () => {
      const lines = planLines(acted.run, screen);
      const none = screen.pick(
        'Nichts Geplantes steht noch aus.',
        'Nothing planned is still to come.',
      );
      return lines.length === 0 ? [none] : lines;
    });
    return acted.exit;
  });

function plannedPart(typed: string): [string, PlannedTime] {
  const [part, span] = pairOf(typed);
  const [from = '', until = '', ...more] = span.split('/');
  if (more.length > 0 || (span !== '' && !span.includes('/'))) throw badPair(typed);
  return [part, { from: orNull(from), until: orNull(until) }];
}

function pairOf(typed: string): [string, string] {
  const at = typed.indexOf('=');
  if (at < 1) throw badPair(typed);
  return [typed.slice(0, at).trim(), typed.slice(at + 1).trim()];
}

const orNull = (typed: string) => (typed === '' ? null : typed);

function badPair(typed: string): RequestError {
  return new RequestError('command.unknown', {
    de: `„${typed.slice(0, 100)}“ ist nicht verständlich. Erwartet: --part TEIL=VON/BIS (eine Seite darf fehlen, TEIL= löscht) oder --milestone SCHRITT=ZEIT, zum Beispiel intake=2026-03-02T08:00+01:00/2026-03-04T17:00+01:00.`,
    en: `"${typed.slice(0, 100)}" is not understood. Expected: --part PART=FROM/UNTIL (one side may be missing, PART= takes it back) or --milestone STEP=TIME, for example intake=2026-03-02T08:00+01:00/2026-03-04T17:00+01:00.`,
  });
}
