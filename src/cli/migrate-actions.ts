import { RequestError, UmstiegError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import type { CompiledDefinition } from '../engine/compile-definition.js';
import type { RunForecast, RunMapping } from '../engine/migrator.js';
import {
  argument,
  flagOption,
  needed,
  option,
  withEngine,
  type Call,
  type Handler,
} from './call.js';
import { commandOptions } from './command-options.js';
import { findingLines } from './finding-lines.js';
import { mappingOption } from './mapping-file.js';
import type { Session } from './ports.js';
import type { Screen } from './screen.js';

/** One run that was to move: what was foreseen and whether it did. */
interface Moved extends RunForecast {
  readonly applied: boolean;
  readonly revision?: number;
}

/**
 * `definition migrate ID | --all --to V [--apply]`. Without `--apply` nothing is written. Ends with 3 when a run is refused;
 * the others have moved all the same. A conflict over one named run ends with 4.
 */
export const migrateRuns: Handler = async (call) => {
  const mapping = await mappingOption(call);
  const apply = flagOption(call, 'apply');
  return withEngine(call, (session) => forecastOrMove(call, session, mapping), {
    startPaused: !apply,
  });
};

async function forecastOrMove(
  call: Call,
  session: Session,
  mapping: RunMapping | undefined,
): Promise<number> {
  const { migrator } = session.umstieg;
  const to = migrator.find(needed(call, 'to'));
  const runId = argument(call, 0);
  const apply = flagOption(call, 'apply');
  if ((runId === '') !== flagOption(call, 'all')) throw whichRuns();
  const forecasts =
    runId === ''
      ? await migrator.forecastAll(to, mapping)
      : [await migrator.forecast(runId, to, mapping)];
  const runs: Moved[] = [];
  for (const forecast of forecasts) {
    const go = apply && forecast.verdict !== 'left-alone';
    const order = { to, mapping, reason: option(call, 'reason') ?? '' };
    runs.push(go ? await moveRun(call, session, forecast, order) : { ...forecast, applied: false });
  }
  const document = { to: to.json.version, hash: to.hash, applied: apply, runs };
  await call.screen.answer(document, () => linesOf(runs, call));
  return runs.some((run) => run.verdict === 'refused') ? 3 : 0;
}

/**
 * A refusal is part of the answer here: it must not keep the other runs from moving. What is no refusal of now (a conflict,
 * a broken run) ends the command with its own code when it was about one run.
 */
async function moveRun(
  call: Call,
  session: Session,
  forecast: RunForecast,
  { to, ...o }: { to: CompiledDefinition; mapping: RunMapping | undefined; reason: string },
): Promise<Moved> {
  const { umstieg } = session;
  try {
    const options = commandOptions(call, session);
    const { revision } = await umstieg.migrator.apply(forecast.run, to, o, options);
    const notes = [...forecast.notes, ...(await goOn(session, forecast.run))];
    return { ...forecast, notes, applied: true, revision };
  } catch (error) {
    if (!(error instanceof UmstiegError) || error.code === 'reason.required') throw error;
    if (error.code === 'actor.required') throw error;
    if (argument(call, 0) !== '' && error.exitCode !== 3) throw error;
    const reasons = [{ code: error.code, text: error.text }];
    return { ...forecast, verdict: 'refused', reasons, applied: false };
  }
}

/** Takes up what the run was at. It has moved already: what fails now is a note, not a refusal. */
async function goOn({ umstieg }: Session, run: string): Promise<RunForecast['notes']> {
  try {
    await umstieg.resume(run);
    return [];
  } catch (error) {
    if (!(error instanceof UmstiegError)) throw error;
    return [{ code: error.code, text: error.text }];
  }
}

/** `definition revert ID`: back to what the run was before it moved. */
export const revertRun: Handler = (call) =>
  withEngine(call, async (session) => {
    const { screen } = call;
    const { umstieg } = session;
    const runId = argument(call, 0);
    const options = commandOptions(call, session);
    const { revision } = await umstieg.migrator.undo(runId, option(call, 'reason') ?? '', options);
    const { definition } = await umstieg.queries.run(runId);
    await screen.answer({ run: runId, revision, definition }, () => [
      screen.pick(
        `${runId} folgt wieder der Fassung ${definition.version}.`,
        `${runId} follows version ${definition.version} again.`,
      ),
    ]);
    return 0;
  });

const VERDICTS: Readonly<Record<RunForecast['verdict'], Text>> = {
  moved: { de: 'zieht um', en: 'moves' },
  reopened: { de: 'zieht um, einiges öffnet sich wieder', en: 'moves, some of it opens again' },
  refused: { de: 'abgelehnt', en: 'refused' },
  'left-alone': { de: 'bleibt, wie er ist', en: 'is left alone' },
};

function linesOf(runs: readonly Moved[], call: Call): string[] {
  const { screen } = call;
  const lines = runs.flatMap((run) => runLines(run, screen));
  if (runs.length === 0) lines.push(screen.pick('Kein offener Lauf.', 'No open run.'));
  else if (!flagOption(call, 'apply'))
    lines.push(
      screen.pick(
        'Nichts wurde geändert. Umstellen: --apply --reason TEXT --as NAME',
        'Nothing was changed. To do it: --apply --reason TEXT --as NAME',
      ),
    );
  return lines;
}

function runLines(run: Moved, screen: Screen): string[] {
  const done = run.applied ? screen.pick(' (erledigt)', ' (done)') : '';
  const head = `${run.run}  ${run.customer}  ${run.from} → ${run.to}: ${screen.say(VERDICTS[run.verdict])}${done}`;
  const kept = screen.pick(
    'Angaben bleiben und werden wieder vorgelegt',
    'claims kept and handed in again',
  );
  return [
    screen.paint(run.verdict === 'refused' ? 'red' : 'strong', head),
    ...findingLines(run.reasons, screen, run.verdict === 'refused' ? '✗' : '·'),
    ...findingLines(run.notes, screen, '·'),
    ...run.moves.map(({ machine, from, to }) => `  ${machine}: ${from} → ${to}`),
    ...(run.kept.length > 0 ? [`  ${kept}: ${run.kept.join(', ')}`] : []),
    ...(run.next.length > 0 ? [`  ${screen.pick('Weiter', 'Next')}: ${run.next.join(', ')}`] : []),
  ];
}

function whichRuns(): RequestError {
  return new RequestError('command.unknown', {
    de: 'Bitte nennen Sie einen Lauf oder --all, nicht beides.',
    en: 'Please name a run or --all, not both.',
  });
}
