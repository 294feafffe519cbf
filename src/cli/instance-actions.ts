import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import { withEngine, type Handler } from './call.js';
import { findingLines } from './finding-lines.js';

/** `definition list`: sequences that runs use, and the one new runs get. */
export const listDefinitions: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const { json, hash } = umstieg.definition;
    const stored = await umstieg.core.store.definitions();
    const unused = { hash, name: json.name, version: json.version, runs: 0 };
    const all = stored.some((d) => d.hash === hash) ? stored : [...stored, unused];
    const definitions = all.map((d) => ({ ...d, current: d.hash === hash }));
    await screen.answer(definitions, () =>
      definitions.map(
        (d) =>
          `${d.name} ${d.version}  ${d.hash.slice(0, 12)}  ${screen.pick(`Läufe: ${d.runs}`, `runs: ${d.runs}`)}${d.current ? screen.pick('  (für neue Läufe)', '  (for new runs)') : ''}`,
      ),
    );
    return 0;
  });

/** `doctor`: looks at the whole data folder, changes nothing. */
export const examine: Handler = async (call) => {
  const { screen, globals } = call;
  const database = join(globals.data, 'umstieg.sqlite');
  if (!(await stat(database).catch(() => undefined))) throw nothingThere(database);
  return withEngine(call, async ({ umstieg }) => {
    const { Doctor } = await import('../engine/doctor.js');
    const examined = await new Doctor(umstieg.core).examine();
    const { findings, runs, freeBytes, unnamedEvidence } = examined;
    await screen.answer({ ok: findings.length === 0, ...examined }, () => [
      screen.pick(
        `${runs} Läufe untersucht, ${Math.floor(freeBytes / 1024 ** 3)} GiB frei, ${unnamedEvidence} Nachweise ohne Lauf`,
        `${runs} runs examined, ${Math.floor(freeBytes / 1024 ** 3)} GiB free, ${unnamedEvidence} evidence files without a run`,
      ),
      ...findingLines(findings, screen),
      ...(findings.length === 0 ? [screen.pick('Keine Befunde.', 'No findings.')] : []),
    ]);
    return findings.length > 0 ? 5 : 0;
  });
};

function nothingThere(file: string): RequestError {
  return new RequestError(
    'file.unreadable',
    {
      de: `Hier liegt keine Datenbank: „${file}“. Den Ordner sagt --data.`,
      en: `There is no database here: "${file}". The folder is given by --data.`,
    },
    { place: { file } },
  );
}
