import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import { withEngine, type Call, type Handler } from './call.js';
import type { Examination } from '../engine/doctor.js';
import type { Session } from './ports.js';
import { findingLines } from './finding-lines.js';
import type { Screen } from './screen.js';

/** `doctor`: looks at the whole data folder, begins nothing, changes nothing. */
export const examine: Handler = async (call) => {
  await requireDatabase(call);
  return withEngine(call, looking(call), { startPaused: true });
};

/** Where nothing is, nothing is made by looking. A database on a server says so itself. @throws RequestError file.unreadable */
export async function requireDatabase(call: Call): Promise<void> {
  if (process.env['DATABASE_URL']) return;
  const database = join(call.globals.data, 'umstieg.sqlite');
  if (!(await stat(database).catch(() => undefined))) throw nothingThere(database);
}

function looking(call: Call) {
  const { screen } = call;
  return async ({ umstieg, access }: Session) => {
    const { Doctor } = await import('../engine/doctor.js');
    const examined = await new Doctor(umstieg.core).examine();
    const findings = [...examined.findings, ...peopleLog(await access.brokenAt())];
    const { runs, freeBytes, unnamedEvidence } = examined;
    await screen.answer({ ok: findings.length === 0, ...examined, findings }, () => [
      screen.pick(
        `${runs} Läufe untersucht, ${Math.floor(freeBytes / 1024 ** 3)} GiB frei, ${unnamedEvidence} Nachweise ohne Lauf`,
        `${runs} runs examined, ${Math.floor(freeBytes / 1024 ** 3)} GiB free, ${unnamedEvidence} evidence files without a run`,
      ),
      ...backupLines(examined, screen),
      ...findingLines(findings, screen),
      ...(findings.length === 0 ? [screen.pick('Keine Befunde.', 'No findings.')] : []),
    ]);
    return findings.length > 0 ? 5 : 0;
  };
}

function backupLines({ backups: { made, restored } }: Examination, screen: Screen): string[] {
  return [
    made
      ? screen.pick(`Letzte Sicherung: ${made.at}`, `Last backup: ${made.at}`)
      : screen.pick('Noch keine Sicherung.', 'No backup yet.'),
    ...(restored
      ? [
          screen.pick(
            `Am ${restored.at} aus einer Sicherung vom ${restored.takenAt} zurückgeholt; was dazwischen geschah, fehlt.`,
            `Restored at ${restored.at} from a backup of ${restored.takenAt}; what happened in between is missing.`,
          ),
        ]
      : []),
  ];
}

/** The log of people and rights belongs to no run and has a chain of its own (ADR 0023). */
export function peopleLog(broken: number | undefined): Reason[] {
  if (broken === undefined) return [];
  return [
    {
      code: 'doctor.people-log',
      text: {
        de: `Protokoll über Personen und Rechte: Ab Eintrag ${broken} stimmt es nicht mehr.`,
        en: `Log of people and rights: from entry ${broken} on it does not hold.`,
      },
    },
  ];
}

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
