import { resolve } from 'node:path';
import type { ErasedNames } from '../access/erasing-names.js';
import { Erasures, type Erasure } from '../engine/erasures.js';
import { registerText } from '../engine/erasure-register.js';
import { namedPerson } from '../engine/named-person.js';
import {
  argument,
  flagOption,
  listOption,
  needed,
  option,
  withEngine,
  type Call,
  type Handler,
} from './call.js';
import { commandOptions } from './command-options.js';
import { registerOf } from './erasure-register.js';
import { writeOutput } from './input-files.js';
import type { Session } from './ports.js';
import type { Screen } from './screen.js';

/** `erase project PROJECT --reason T --as NAME [--dry-run]` */
export const eraseProject: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { umstieg, access } = session;
      const project = argument(call, 0);
      const names = await access.names.ofProject(project);
      const plan = await new Erasures(umstieg).planProject(project);
      return carryOut(call, session, { plan, names }, (why) =>
        new Erasures(umstieg).project(project, why),
      );
    },
    { startPaused: true },
  );

/** `erase person NAME [--also WORD]… --reason T --as NAME [--dry-run]` */
export const erasePerson: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { umstieg, access } = session;
      const name = argument(call, 0);
      const person = namedPerson(name, listOption(call, 'also'));
      const names = await access.names.ofPerson(name);
      const plan = await new Erasures(umstieg).planPerson(person);
      return carryOut(call, session, { plan, names }, (why) =>
        new Erasures(umstieg).person(person, why),
      );
    },
    { startPaused: true },
  );

/** `erase finish`: files and free space of what is erased in the database already. */
export const finishErasing: Handler = (call) =>
  withEngine(
    call,
    async ({ umstieg }) => {
      await new Erasures(umstieg).finish();
      const { screen } = call;
      await screen.answer({ finished: true }, () => [screen.pick('Fertig.', 'Finished.')]);
      return 0;
    },
    { startPaused: true },
  );

/** `erase register -o FILE`: names of values, never a value. */
export const writeRegister: Handler = (call) =>
  withEngine(
    call,
    async (session) => {
      const { screen } = call;
      const file = resolve(needed(call, 'output'));
      const lines = await registerOf(session);
      await writeOutput(file, Buffer.from(registerText(lines), 'utf8'));
      await screen.answer({ file, entries: lines.length }, () => [
        screen.pick(`Verzeichnis der Löschungen: ${file}`, `Register of erasures: ${file}`),
      ]);
      return 0;
    },
    { startPaused: true },
  );

async function carryOut(
  call: Call,
  session: Session,
  { plan, names }: { readonly plan: Erasure; readonly names: ErasedNames },
  erase: (why: { who: ReturnType<Session['who']>; reason: string }) => Promise<Erasure>,
): Promise<number> {
  const { screen } = call;
  if (flagOption(call, 'dryRun')) {
    await screen.answer({ dryRun: true, ...plan, names }, () => [
      screen.pick('Nur gezählt, nichts gelöscht:', 'Only counted, nothing erased:'),
      ...linesOf(plan, names, screen),
    ]);
    return 0;
  }
  const { who } = commandOptions(call, session);
  const { id, runs } = await erase({ who, reason: option(call, 'reason') ?? '' });
  await session.access.names.erase(names, session.signedIn?.account);
  await session.umstieg.core.database.compact();
  await screen.answer({ dryRun: false, erasure: id, runs, names }, () => [
    screen.pick('Gelöscht:', 'Erased:'),
    ...linesOf({ runs }, names, screen),
    screen.say(BACKUPS),
  ]);
  return 0;
}

const BACKUPS = {
  de: 'Ältere Sicherungen und Archive, die Sie weitergegeben haben, enthalten die Angaben noch. Sichern Sie neu und vernichten Sie ältere Sicherungen; wird doch eine zurückgeholt, löscht „restore“ nach dem Verzeichnis im Ordner der Nachweise erneut.',
  en: 'Older backups, and archives that you gave away, still hold the values. Make a new backup and destroy older ones; should one be restored after all, "restore" erases again by the register in the folder of evidence.',
};

const CALLED: Readonly<Record<string, { de: string; en: string }>> = {
  opening: { de: 'Namen und Gründe', en: 'names and reasons' },
  attempt: { de: 'Angaben', en: 'claims' },
  outcome: { de: 'Ergebnisse', en: 'outcomes' },
  answer: { de: 'Antworten', en: 'answers' },
  evidence: { de: 'Nachweise', en: 'evidence' },
  fact: { de: 'Fakten', en: 'facts' },
};

function linesOf({ runs }: Pick<Erasure, 'runs'>, names: ErasedNames, screen: Screen): string[] {
  const lines = runs.map(({ run, values, kept }) => {
    const counts = Object.entries(values).map(
      ([of, count]) => `${count} ${screen.say(CALLED[of] ?? { de: of, en: of })}`,
    );
    const still =
      kept === 0
        ? []
        : [
            screen.pick(
              `${kept} braucht der offene Lauf noch: Löschen Sie nach seinem Ende noch einmal`,
              `${kept} are still needed by the open run: erase again once it has ended`,
            ),
          ];
    return `  ${run}: ${[...counts, ...still].join(', ')}`;
  });
  if (lines.length === 0 && names.length === 0) return [screen.pick('  nichts', '  nothing')];
  return [...lines, ...names.map((name) => `  ${name}`)];
}
