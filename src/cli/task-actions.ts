import { RequestError } from '../core/errors.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { FieldView } from '../engine/views.js';
import { act, type Acted, type Send } from './act.js';
import { actedDocument, actedLines } from './acted-lines.js';
import {
  argument,
  listOption,
  needed,
  option,
  withEngine,
  type Call,
  type Handler,
} from './call.js';
import { commandOptions } from './command-options.js';
import { dependentLines } from './dependent-lines.js';
import type { Session } from './ports.js';
import { reportProgress } from './progress.js';
import { inputValues, setValues, withFullPaths } from './set-values.js';
import { taskLines } from './task-lines.js';

export const showTask: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const task = await umstieg.queries.task(argument(call, 0), argument(call, 1));
    await call.screen.answer(task, () => taskLines(task, call.screen));
    return 0;
  });

/** Hands in a claim and waits for its verdict. */
export const doTask: Handler = async (call) => {
  const [runId, step] = [argument(call, 0), argument(call, 1)];
  const set = {
    ...(await inputValues(option(call, 'input'))),
    ...setValues(listOption(call, 'set')),
  };
  const evidence = listOption(call, 'evidence');
  return carryOut(call, true, async (umstieg, options) => {
    const fields = await fieldsOf(umstieg, runId, step);
    return umstieg.submit(runId, step, { set: withFullPaths(set, fields), evidence }, options);
  });
};

/** Fields of the step; of an unknown one none, the refusal says so and is recorded. */
async function fieldsOf(
  umstieg: Umstieg,
  runId: string,
  step: string,
): Promise<readonly FieldView[]> {
  try {
    return (await umstieg.queries.task(runId, step)).fields;
  } catch (error) {
    if (error instanceof RequestError) return [];
    throw error;
  }
}

/** Approvals and requests that take a step and a reason. */
export function decide(
  what: 'approve' | 'reject' | 'withdraw' | 'waive' | 'accept-outdated',
): Handler {
  return (call) => {
    const [runId, step] = [argument(call, 0), argument(call, 1)];
    const reason = option(call, 'reason');
    const command =
      what === 'approve'
        ? ({ do: what, step, ...(reason === undefined ? {} : { reason }) } as const)
        : ({ do: what, step, reason: reason ?? '' } as const);
    return carryOut(call, false, (umstieg, options) => umstieg.command(runId, command, options));
  };
}

export const assignTask: Handler = (call) => {
  const [runId, step] = [argument(call, 0), argument(call, 1)];
  const to = needed(call, 'to');
  return carryOut(call, false, (umstieg, options) =>
    umstieg.command(runId, { do: 'assign', step, to }, options),
  );
};

export const noteOnTask: Handler = (call) => {
  const [runId, step] = [argument(call, 0), argument(call, 1)];
  const command = { do: 'note', step, text: needed(call, 'text') } as const;
  return carryOut(call, false, (umstieg, options) => umstieg.command(runId, command, options));
};

export const redoTask: Handler = (call) => {
  const [runId, step] = [argument(call, 0), argument(call, 1)];
  const reason = option(call, 'reason') ?? '';
  const keep = listOption(call, 'keep').flatMap((ids) => ids.split(',').map((id) => id.trim()));
  return withEngine(call, async (session) => {
    const { umstieg } = session;
    const acted = await sent(call, session, false, (engine, options) =>
      engine.command(runId, { do: 'redo', step, reason, keep }, options),
    );
    const { dependents } = await umstieg.queries.task(runId, step);
    await call.screen.answer({ ...actedDocument(acted), dependents }, () => [
      ...actedLines(acted, call.screen),
      ...dependentLines(dependents, call.screen),
    ]);
    return acted.exit;
  });
};

export const switchTask: Handler = async (call) => {
  const [runId, step, way] = [argument(call, 0), argument(call, 1), argument(call, 2)];
  if (way !== 'on' && way !== 'off') {
    throw new RequestError(
      'command.unknown',
      {
        de: `Erwartet: on oder off, gekommen ist „${way}“.`,
        en: `Expected on or off, got "${way}".`,
      },
      { expected: ['on', 'off'] },
    );
  }
  const reason = option(call, 'reason') ?? '';
  return carryOut(call, false, (umstieg, options) =>
    umstieg.command(runId, { do: 'switch', step, on: way === 'on', reason }, options),
  );
};

export const sendSignal: Handler = (call) => {
  const [runId, type] = [argument(call, 0), argument(call, 1)];
  return carryOut(call, false, (umstieg, options) =>
    umstieg.command(runId, { do: 'signal', type }, options),
  );
};

function carryOut(call: Call, judged: boolean, send: Send): Promise<number> {
  return withEngine(call, async (session) => {
    const acted = await sent(call, session, judged, send);
    await show(acted, call);
    return acted.exit;
  });
}

function sent(call: Call, session: Session, judged: boolean, send: Send): Promise<Acted> {
  const options = commandOptions(call, session);
  reportProgress(session.umstieg, call.screen);
  return act(session.umstieg, argument(call, 0), { options, judged, send });
}

/** With --json an exit other than 0 or 5 leads with an `error` member. */
async function show(acted: Acted, { screen }: Call): Promise<void> {
  await screen.answer(actedDocument(acted), () => actedLines(acted, screen));
  if (acted.error && screen.json)
    screen.note(`${screen.say(acted.error.text)} [${acted.error.code}]`);
}
