import { ERROR_CODES } from '../core/error-codes.js';
import { RequestError, UmstiegError, errorDocument } from '../core/errors.js';
import { RUN_STATUS_WORDS } from '../core/words.js';
import { actedLines, stepName } from './acted-lines.js';
import { readAnswers, type Answer, type AnswersFile } from './answers-file.js';
import { argument, withEngine, type Call, type Handler } from './call.js';
import { knownRun } from './known-run.js';
import type { Session } from './ports.js';
import { play, type Played, type PlayResult } from './play.js';
import { waitingText } from './waiting-text.js';

/** `play ID ANSWERS.yaml`: exit 0 when every entry ended as it says, else the exit code of the one that did not. */
export const playAnswers: Handler = async (call) => {
  const { globals } = call;
  const [runId, path] = [argument(call, 0), argument(call, 1)];
  const file = await readAnswers(path);
  return withEngine(call, async (session) => {
    await knownRun(session, runId, globals.as);
    return playAnswersFile({ call, session, runId, file });
  });
};

export interface AnswersToPlay {
  readonly call: Call;
  readonly session: Session;
  readonly runId: string;
  readonly file: AnswersFile;
  readonly skipNotApplicable?: boolean;
}

/** Plays the file, tells what came of it and answers the exit code. */
export async function playAnswersFile(o: AnswersToPlay): Promise<number> {
  const { call, file } = o;
  const { screen, globals } = call;
  const { path } = file;
  const result = await play({
    ...o,
    as: globals.as,
    environment: process.env,
    onEntry: (done, total, answer) => screen.progress(done, total, nameOf(answer)),
    warn: (answer, field) =>
      screen.note(
        screen.pick(
          `Warnung: ${path}, Zeile ${answer.row}: ${field} steht im Klartext in der Datei. Besser: {env: NAME} oder {file: PFAD}.`,
          `Warning: ${path}, line ${answer.row}: ${field} stands in the file in clear text. Better: {env: NAME} or {file: PATH}.`,
        ),
      ),
  });
  screen.progress(result.total, result.total, '');
  if (result.stopped) explain(result.stopped, result.waiting, call, path);
  await screen.answer(documentOf(result), () => lines(result, call));
  return result.stopped ? exitOf(result.stopped) : 0;
}

function nameOf({ index, id, entry }: Answer): string {
  const step = 'do' in entry ? `${entry.step ?? entry.type ?? ''} ${entry.do}` : 'clock';
  return `#${index} ${id === String(index) ? '' : `${id} `}${step}`;
}

/** An entry that should have been refused and was not ends with 1: there is no code of its own. */
function exitOf({ exit }: Played): number {
  return exit === 0 ? 1 : exit;
}

function explain(stopped: Played, waiting: PlayResult['waiting'], call: Call, path: string): void {
  const { screen } = call;
  const { answer, exit, error, acted } = stopped;
  const expected = answer.entry.expect?.exit ?? 0;
  screen.note(
    screen.pick(
      `Angehalten bei Eintrag ${nameOf(answer)} (${path}, Zeile ${answer.row}): Ende ${exit}, erwartet ${expected}.`,
      `Stopped at entry ${nameOf(answer)} (${path}, line ${answer.row}): exit ${exit}, expected ${expected}.`,
    ),
  );
  for (const step of waiting)
    screen.note(`${stepName(step, screen)}: ${waitingText(step, screen)}`);
  if (error instanceof UmstiegError) screen.note(`${screen.say(error.text)} [${error.code}]`);
  if (acted) for (const line of actedLines(acted, screen)) screen.note(line);
  if (error instanceof UmstiegError && ERROR_CODES[error.code].passing) {
    screen.note(
      screen.pick(
        'Das kann sich ändern. Spielen Sie die Datei dann noch einmal ab: Sie setzt hier fort.',
        'This may change. Then play the file again: it goes on here.',
      ),
    );
    return;
  }
  screen.note(
    screen.pick(
      'Eine Antwort bleibt unter ihrer id gespeichert. Geben Sie dem geänderten Eintrag eine neue id und spielen Sie die Datei noch einmal ab.',
      'An answer stays stored under its id. Give the changed entry a new id and play the file again.',
    ),
  );
}

function documentOf({
  played,
  total,
  status,
  stopped,
  waiting,
}: PlayResult): Record<string, unknown> {
  if (!stopped) return { played, total, status };
  const { answer, exit, error, acted } = stopped;
  const { entry } = answer;
  const failure = error ?? (acted?.error ? failed(acted.error) : undefined);
  const notAsExpected = { code: 'play.unexpected', message: `exit ${exit}` };
  const shown = failure ? errorDocument(failure) : exit === 5 ? {} : { error: notAsExpected };
  return {
    ...shown,
    played,
    total,
    status,
    stoppedAt: {
      index: answer.index,
      id: answer.id,
      row: answer.row,
      ...('do' in entry ? { step: entry.step ?? null, do: entry.do } : {}),
      exit,
      expected: entry.expect?.exit ?? 0,
      ...(waiting.length > 0
        ? { waiting: waiting.map(({ id, waitingFor }) => ({ step: id, ...waitingFor })) }
        : {}),
      ...(acted?.verdict ? { verdict: acted.verdict, reasons: acted.reasons } : {}),
    },
  };
}

function failed({ code, text }: { code: string; text: { de: string; en: string } }): RequestError {
  return new RequestError(code as RequestError['code'], text);
}

function lines({ played, total, status }: PlayResult, { screen }: Call): string[] {
  const state = screen.say(RUN_STATUS_WORDS[status]);
  return [
    screen.pick(
      `${played} von ${total} Einträgen abgespielt, Lauf ${state}.`,
      `${played} of ${total} entries played, run ${state}.`,
    ),
  ];
}
