import { dirname, join, resolve } from 'node:path';
import { RequestError } from '../core/errors.js';
import type { Reason } from '../core/outcome.js';
import {
  argument,
  flagOption,
  needed,
  option,
  withEngine,
  type Call,
  type Handler,
} from './call.js';
import { actorRequired, commandOptions } from './command-options.js';
import { keepRegister, readRegister, REGISTER, repeatErasures } from './erasure-register.js';
import { findingLines } from './finding-lines.js';
import { requireDatabase } from './instance-actions.js';
import { outputProblem } from './input-files.js';
import { shownOn } from './progress.js';

/**
 * `backup -o FILE [--evidence DIR] --as NAME`: nobody who works meanwhile waits; exit 5 when evidence was gone already. No account is
 * asked for: whoever can run it can read the folder, and a nightly job has no session. The entry says that the name is a mere word.
 */
export const makeBackup: Handler = async (call) => {
  const { screen } = call;
  await requireDatabase(call);
  const file = resolve(needed(call, 'output'));
  const evidence = evidenceFolder(call, file);
  return withEngine(
    call,
    async (session) => {
      const { who } = commandOptions(call, session);
      const made = await session.umstieg.backups
        .make(file, { evidence, who, watch: shownOn(screen) })
        .catch((error: unknown) => {
          throw outputProblem(error, file);
        });
      const erased = await keepRegister(evidence, session);
      await session.umstieg.backups.dropErased(evidence, erased);
      const { files, copied } = made.evidence;
      await screen.answer(
        { ok: made.missing.length === 0, file, folder: evidence, ...made },
        () => [
          screen.pick(`Sicherung: ${file}`, `Backup: ${file}`),
          screen.pick(
            `  Stand ${made.takenAt}. Nachweise in ${evidence}: ${files}, davon neu ${copied}`,
            `  as of ${made.takenAt}. Evidence in ${evidence}: ${files}, new of them ${copied}`,
          ),
          screen.pick(
            '  Die Datei enthält die Schlüssel dieser Installation und Namen von Personen. Bewahren Sie sie wie den Datenordner auf.',
            '  The file contains the keys of this installation and names of people. Keep it like the data folder.',
          ),
          ...findingLines(made.missing.map(gone), screen),
        ],
      );
      return made.missing.length === 0 ? 0 : 5;
    },
    { startPaused: true, asksItself: true },
  );
};

/** `restore FILE --data EMPTY --as NAME --reason T`: all of it is verified before the folder is there. */
export const restoreBackup: Handler = async (call) => {
  const { screen, globals } = call;
  if (globals.as === undefined || globals.as.trim() === '') throw actorRequired();
  const file = resolve(argument(call, 0));
  const evidence = evidenceFolder(call, file);
  const register = option(call, 'erasures');
  const erased = await readRegister(register ?? join(evidence, REGISTER));
  if (register !== undefined && erased.length === 0) throw noRegister(register);
  const from = { file, evidence, watch: shownOn(screen), erased };
  const { damageIn, markRestored, restoreInto } = await import('../engine/restore.js');
  const { requireReason } = await import('../engine/who.js');
  const reason = requireReason(option(call, 'reason'));
  const name = globals.as;
  const { manifest, runs, findings, repeated } = await restoreInto(
    globals.data,
    from,
    async (folder, of) => {
      const session = await call.ports.open(folder, { startPaused: true });
      try {
        const { core } = session.umstieg;
        const why = { who: session.who(name), reason };
        const marked = await markRestored(core, of, why);
        await session.access.restored();
        const again = await repeatErasures(erased, session, why);
        const found = await damageIn(core); // evidence that was erased since is missed by nobody any more
        if (found.length > 0 && !flagOption(call, 'acceptFindings')) throw damaged(file, found);
        return { manifest: of, runs: marked - 1, findings: found, repeated: again };
      } finally {
        await session.close();
      }
    },
  );
  const { id, takenAt } = manifest;
  const document = { ok: findings.length === 0, backup: id, takenAt, runs, findings, repeated };
  await screen.answer({ ...document, folder: resolve(globals.data) }, () => [
    screen.pick(
      `Zurückgeholt: ${runs} Läufe, Stand ${takenAt}, nach ${resolve(globals.data)}`,
      `Restored: ${runs} runs as of ${takenAt} into ${resolve(globals.data)}`,
    ),
    screen.pick(
      '  Was danach geschah, fehlt. Arbeiten Sie mit dem alten Ordner nicht weiter; melden Sie sich neu an.',
      '  What happened after that is missing. Do not go on with the old folder; sign in anew.',
    ),
    ...(repeated === 0
      ? []
      : [
          screen.pick(
            `  Nach dem Verzeichnis der Löschungen noch einmal gelöscht: ${repeated} Angaben`,
            `  Erased again by the register of erasures: ${repeated} values`,
          ),
        ]),
    ...findingLines(findings, screen),
  ]);
  return findings.length === 0 ? 0 : 5;
};

function evidenceFolder(call: Call, file: string): string {
  const named = option(call, 'evidence');
  return named === undefined ? join(dirname(file), 'evidence') : resolve(named);
}

function gone(digest: string): Reason {
  return {
    code: 'doctor.evidence-missing',
    text: {
      de: `Der Nachweis ${digest} fehlt oder ist verändert; die Sicherung ist ohne ihn.`,
      en: `The evidence ${digest} is missing or changed; the backup is without it.`,
    },
  };
}

function damaged(file: string, findings: readonly Reason[]): RequestError {
  const [first] = findings;
  return new RequestError(
    'backup.broken',
    {
      de: `Was gesichert wurde, ist nicht in Ordnung (${findings.length} Befunde): ${first?.text.de ?? ''} Nehmen Sie eine ältere Sicherung, oder holen Sie diese mit --accept-findings zurück.`,
      en: `What was backed up is not sound (${findings.length} findings): ${first?.text.en ?? ''} Use an older backup, or restore this one with --accept-findings.`,
    },
    { place: { file } },
  );
}

function noRegister(file: string): RequestError {
  return new RequestError(
    'file.unreadable',
    {
      de: `„${file}“ gibt es nicht, oder es steht nichts darin. Erwartet ist ein Verzeichnis von Löschungen (umstieg erase register).`,
      en: `"${file}" does not exist or is empty. Expected is a register of erasures (umstieg erase register).`,
    },
    { place: { file } },
  );
}
