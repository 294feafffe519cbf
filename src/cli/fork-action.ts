import { RequestError } from '../core/errors.js';
import { WHAT_IF } from '../core/parts.js';
import {
  argument,
  commaList,
  listOption,
  needed,
  option,
  withEngine,
  type Handler,
} from './call.js';
import { checklist } from './checklist.js';
import { commandOptions } from './command-options.js';

/**
 * `run new PROJECT --from RUN [--at STEP…|--without STEP…]`: a what-if. `--revision` is that of RUN; the same `--key`
 * gives the same run again.
 */
export const forkRun: Handler = async (call) => {
  const at = stepList(listOption(call, 'at'));
  const without = stepList(listOption(call, 'without'));
  const kind = option(call, 'kind');
  if (kind !== undefined && kind !== WHAT_IF) throw neverOfKind(kind);
  if (at.length > 0 && without.length > 0) throw oneOfBoth();
  if (option(call, 'off') !== undefined) throw switchLater();
  return withEngine(call, async (session) => {
    const { umstieg } = session;
    const options = commandOptions(call, session);
    const from = needed(call, 'from');
    await session.require('project.see', { run: from });
    const fork = { projectId: argument(call, 0), from, at, without };
    const runId = await umstieg.forker.fork(fork, options);
    await umstieg.resume(runId); // what a killed process may have left when the same key comes again
    const run = await umstieg.queries.run(runId);
    await call.screen.answer(run, () => checklist(run, call.screen, false));
    return 0;
  });
};

/** `--step A,B --step C` → three ids. */
export function stepList(given: readonly string[]): string[] {
  return [...new Set(given.flatMap((one) => commaList(one)))];
}

function neverOfKind(kind: string): RequestError {
  return new RequestError(
    'command.unknown',
    {
      de: `Was mit --from abzweigt, ist ein Was-wäre-wenn und nie „${kind}“. Lassen Sie --kind weg.`,
      en: `What is forked with --from is a what-if and never "${kind}". Leave out --kind.`,
    },
    { expected: [WHAT_IF] },
  );
}

function oneOfBoth(): RequestError {
  return new RequestError('command.unknown', {
    de: '--at und --without schließen sich aus: Entweder steht der neue Lauf an einem Schritt, oder ihm fehlen nur dessen Ergebnisse.',
    en: '--at and --without exclude each other: either the new run stands at a step, or it lacks the result of that step only.',
  });
}

function switchLater(): RequestError {
  return new RequestError('command.unknown', {
    de: '--off gilt nicht mit --from: Schalten Sie danach mit „task switch“ ab.',
    en: '--off does not go with --from: switch off with "task switch" afterwards.',
  });
}
