import { RequestError } from '../core/errors.js';
import { playRehearsal } from '../rehearsal/play-rehearsal.js';
import { writeRunFolder } from '../rehearsal/run/run-folder.js';
import { StandInServer } from '../rehearsal/stand-in-server.js';
import { readAnswers } from './answers-file.js';
import { argument, withEngine, type Handler } from './call.js';
import { folderPath } from './input-files.js';
import { knownRun } from './known-run.js';
import { playAnswersFile } from './play-action.js';
import { playOptions } from './rehearsal-actions.js';
import { modelLine } from './rehearsal-lines.js';
import type { Screen } from './screen.js';

/**
 * `rehearsal run ID DIR`: plays the stand-in, then the whole sequence with its answers. The same command again goes on
 * where it stood; ends with 5 where a row contradicts or a user is undecided.
 */
export const playRun: Handler = (call) =>
  withEngine(call, async (session) => {
    const { screen, globals } = call;
    const runId = argument(call, 0);
    await knownRun(session, runId, globals.as);
    const run = await session.umstieg.queries.run(runId);
    if (run.kind !== 'rehearsal') throw notARehearsal(runId);
    const server = await StandInServer.open(folderPath(argument(call, 1)));
    let path: string;
    try {
      const { rehearsal, undecided } = await playRehearsal(server, await playOptions(call));
      for (const email of new Set(undecided)) screen.note(undecidedLine(email, screen));
      if (undecided.length > 0) {
        await screen.answer({ model: true, undecided }, () => [modelLine(screen)]);
        return 5;
      }
      path = await writeRunFolder(server, rehearsal, run.customer);
    } finally {
      await server.close();
    }
    screen.note(modelLine(screen));
    const file = await readAnswers(path);
    return playAnswersFile({ call, session, runId, file, skipNotApplicable: true });
  });

function undecidedLine(email: string, screen: Screen): string {
  return screen.pick(
    `✗ nicht entschieden: ${email} (neue Probe mit --decisions)`,
    `✗ not decided: ${email} (a new rehearsal with --decisions)`,
  );
}

function notARehearsal(runId: string): RequestError {
  return new RequestError('input.invalid', {
    de: `Lauf ${runId} ist kein Probelauf. Am Modell wird nur ein Probelauf gespielt: \`run new PROJEKT --kind rehearsal\`.`,
    en: `Run ${runId} is no rehearsal. Only a rehearsal is played on the model: \`run new PROJECT --kind rehearsal\`.`,
  });
}
