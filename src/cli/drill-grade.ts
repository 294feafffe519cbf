import { basename, dirname, resolve } from 'node:path';
import { checkFiles } from '../drill/check-files.js';
import { grade, gradedKey, type Flag, type Grade, type GradedKey } from '../drill/grade.js';
import { RequestError } from '../core/errors.js';
import { History } from '../engine/history.js';
import { argument, withEngine, type Handler } from './call.js';
import { placeText } from './finding-lines.js';
import { readTextFile } from './input-files.js';
import type { Session } from './ports.js';
import type { Screen } from './screen.js';

/** `drill grade ID --key FILE`, `--key` is the answer key here: what was planted against what was flagged. Exit 5 when anything is missed or false. */
export const gradeDrill: Handler = async (call) => {
  const { screen, globals } = call;
  const path = globals.key;
  if (path === undefined) throw noKey();
  const key = await readKey(path);
  return withEngine(call, async (session) => {
    const result = grade(key, [
      ...(await flagsOf(session, argument(call, 0))),
      ...(await checkFiles(dirname(resolve(path)), key)),
    ]);
    await screen.answer({ seed: key.seed, ...result }, () => lines(result, screen));
    return result.totals.missed + result.totals.falseAlarms > 0 ? 5 : 0;
  });
};

function noKey(): RequestError {
  return new RequestError('command.unknown', {
    de: 'Es fehlt --key FILE: die Datei key.json des Übungskunden.',
    en: '--key FILE is missing: the file key.json of the practice customer.',
  });
}

/** @throws RequestError file.unreadable, input.invalid */
export async function readKey(path: string): Promise<GradedKey> {
  let json: unknown;
  try {
    json = JSON.parse(await readTextFile(path));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const read = gradedKey.safeParse(json);
  if (read.success) return read.data;
  const file = basename(path);
  throw new RequestError(
    'input.invalid',
    {
      de: `„${file}“ ist kein Lösungsschlüssel dieser Fassung. Erwartet: die Datei key.json aus dem Ordner von „drill new“.`,
      en: `"${file}" is no answer key of this version. Expected: the file key.json in the folder of "drill new".`,
    },
    { place: { file } },
  );
}

/** Reasons of every attempt of the run, and the codes of its refusals. @throws RequestError run.not-found */
export async function flagsOf({ umstieg }: Session, runId: string): Promise<Flag[]> {
  await umstieg.queries.run(runId);
  const history = new History(umstieg.core);
  const flags: Flag[] = [];
  for (const { step, attempt } of await history.attempts(runId)) {
    for (const { code, text, place } of attempt.reasons ?? [])
      flags.push({ by: step, code, text, ...(place ? { place } : {}) });
    if (attempt.error) flags.push({ by: step, code: attempt.error.code, text: attempt.error.text });
  }
  for await (const { entry } of history.entries(runId)) {
    if (entry.kind !== 'refused' || !entry.code) continue;
    flags.push({ by: entry.event.split('.')[0] ?? '', code: entry.code });
  }
  return flags;
}

function lines({ errors, falseAlarms, totals }: Grade, screen: Screen): string[] {
  const { planted, flagged, missed } = totals;
  const what = (flagged: boolean) =>
    flagged ? screen.pick('✓ gemeldet', '✓ flagged') : screen.pick('✗ übersehen', '✗ missed');
  return [
    ...errors.map(
      (e) =>
        `${what(e.flagged)}  ${e.expected.by} ${e.expected.code}  ${screen.say(e.what)} (${e.id})`,
    ),
    ...falseAlarms.map(
      (flag) => `${screen.pick('! Fehlalarm', '! false alarm')}  ${flagLine(flag, screen)}`,
    ),
    screen.pick(
      `${planted} eingebaut, ${flagged} gemeldet, ${missed} übersehen, ${totals.falseAlarms} Fehlalarme.`,
      `${planted} planted, ${flagged} flagged, ${missed} missed, ${totals.falseAlarms} false alarms.`,
    ),
    screen.pick(
      `${totals.found} Befunde: ${totals.hits} treffen, ${totals.followed} folgen daraus, ${totals.notes} Hinweise, ${totals.falseAlarms} Fehlalarme.`,
      `${totals.found} findings: ${totals.hits} hit, ${totals.followed} follow from them, ${totals.notes} notes, ${totals.falseAlarms} false alarms.`,
    ),
  ];
}

function flagLine({ by, code, place, text }: Flag, screen: Screen): string {
  const at = place ? ` ${placeText(place, screen)}` : '';
  return `${by} ${code}${at}${text ? `: ${screen.say(text)}` : ''}`;
}
