import { createReadStream } from 'node:fs';
import type { z } from 'zod';
import { form, localPath, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { AutomaticStep, StepContext } from '../../core/step.js';
import { buildConnectorFile } from '../../connect/connector-file.js';
import { readTemplate, type ConnectorTemplate } from '../../connect/connector-template.js';
import { Unreadable } from '../../connect/finding.js';
import type { UserList } from '../../connect/user-list.js';
import { pathProblem } from '../../connect/windows-path.js';
import { Step } from '../step.decorator.js';
import { judge } from './judge.js';
import { pathsProblems, serverPathProblems } from './connector-paths.js';
import { readStored, shorten, takeFile, takeList, type StoredList } from './list-files.js';
import { compareWithV4 } from './compare-with-v4.js';
import { sha256OfFile, writeAtomically } from '../write-atomically.js';

export interface ConnectorFileFacts {
  /** SHA-256 of the file, also its digest in the evidence store. */
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
  /** Where it was written on this computer. */
  readonly output: string;
  /** The path to enter in the connector, as the server sees it. */
  readonly pathOnServer: string;
}

declare module '../../core/facts.js' {
  interface Facts {
    /** File of the text connector that creates users (manual lines 161, 175, 255). */
    'R-704': ConnectorFileFacts;
  }
}

const EMPTY_PATH =
  'Ohne Pfad nimmt der Konnektor die mitgelieferte Beispieldatei und legt deren Benutzer an. Geben Sie den Pfad an / Without a path the connector takes the sample file and creates its users. Give the path';

const input = form({
  users: localPath({
    de: 'Benutzerliste (leer = R-411)',
    en: 'User list (empty = R-411)',
  }).optional(),
  template: localPath({
    de: '`TextConnectorSample.csv` des Servers',
    en: '`TextConnectorSample.csv` of the server',
  }),
  output: localPath({ de: 'Zieldatei auf diesem Rechner', en: 'Target file on this computer' }),
  pathOnServer: text(
    {
      de: 'Pfad der Datei, wie der Server ihn sieht',
      en: 'Path of the file as the server sees it',
    },
    {
      min: 0,
      example: 'C:\\ProgramData\\C4B\\Migration\\benutzer.csv',
      check: (path) => (path.trim() === '' ? EMPTY_PATH : pathProblem(path)),
    },
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-704',
  part: 'user-creation',
  kind: 'step',
  title: {
    de: 'Datei für den Text-Konnektor erzeugen',
    en: 'Make the file for the text connector',
  },
  instruction: {
    de: 'Umstieg erzeugt die Datei für den `Text Konnektor` nach der Vorlage Ihres Servers: `ID` ist die SID, `firstname`, `name` und `account` sind Pflicht. Legen Sie sie auf den Server oder eine Freigabe; hochladen kann man sie nicht. Tragen Sie im Konnektor genau diesen Pfad ein: Ein leerer Pfad importiert die Beispieldatei.',
    en: 'Umstieg makes the file for the text connector (`Text Konnektor`) from the template of your server: `ID` is the SID, `firstname`, `name` and `account` are mandatory. Put it on the server or a share; it cannot be uploaded. Enter exactly this path in the connector: an empty path imports the sample file.',
  },
  lines: [161, 175, 255],
  sources: ['TXT', 'CONN-EN'],
  warnings: ['W-09'],
  gaps: ['D4'],
  form: input,
  reads: ['R-109', 'R-406', 'R-411', 'R-702'],
  writes: true,
  agrees: {
    de: 'Jede Zeile der Datei folgt der Vorlage; die Adressen wurden mit der V4-Liste verglichen, wo es sie gibt (R-109).',
    en: 'Every row of the file follows the template; the addresses were compared with the V4 list where there is one (R-109).',
  },
  undo: {
    possible: 'yes',
    how: {
      de: 'Datei löschen, bevor der Konnektor läuft.',
      en: 'Delete the file before the connector runs.',
    },
  },
})
export class BuildConnectorFile implements AutomaticStep<Input, ConnectorFileFacts> {
  /** The effect stands when the file noted before writing lies at its place with the same hash. */
  async check(
    _input: Input,
    context: StepContext,
  ): Promise<Outcome<ConnectorFileFacts> | undefined> {
    const noted = await context.work.read('outcome.json');
    if (noted === undefined) return undefined;
    const outcome = JSON.parse(noted) as Outcome<ConnectorFileFacts>;
    const { facts } = outcome;
    if (!facts) return outcome;
    return (await sha256OfFile(facts.output)) === facts.sha256 ? outcome : undefined;
  }

  async execute(claim: Input, context: StepContext): Promise<Outcome<ConnectorFileFacts>> {
    const { outcome, bytes } = await build(claim, context);
    await context.work.write('outcome.json', JSON.stringify(outcome));
    if (outcome.facts && bytes) await writeAtomically(outcome.facts.output, bytes);
    return outcome;
  }
}

interface Built {
  readonly outcome: Outcome<ConnectorFileFacts>;
  readonly bytes?: Buffer;
}

async function build(claim: Input, context: StepContext): Promise<Built> {
  const paths = [
    ...(await pathsProblems(claim, context)),
    ...serverPathProblems(claim.pathOnServer),
  ];
  const users = await usersOf(claim, context);
  const template = await templateOf(claim.template, context);
  if (!('list' in users)) return refused([...paths, users]);
  if (!('dialect' in template)) return refused([...paths, template]);
  const v4 = context.fact('R-109')?.v4Users;
  const addresses = await compareWithV4(users.list, v4, context);
  const built = buildConnectorFile(users.list, template);
  const against = [...paths, ...noRows(users.list), ...built.findings, ...addresses.against];
  if (against.length > 0 || !built.pieces) return refused(against);
  const bytes = Buffer.concat([...built.pieces()]);
  const { digest } = await context.store.put('connector-users.csv', bytes);
  const { output, pathOnServer } = claim;
  const facts = { file: digest, sha256: digest, rows: built.rows, output, pathOnServer };
  const notes = [...shorten(built.notes), ...shorten(addresses.notes)];
  const evidence = [digest, users.digest];
  return { outcome: judge<ConnectorFileFacts>([], facts, { notes, evidence }), bytes };
}

function refused(against: readonly Reason[]): Built {
  return { outcome: { verdict: 'contradicts', reasons: shorten(against) } };
}

function noRows(list: UserList): Reason[] {
  if (list.size > 0) return [];
  const text = { de: 'Die Liste hat keine Zeile.', en: 'The list has no row.' };
  return [{ code: 'list.empty', text }];
}

function usersOf({ users }: Input, context: StepContext): Promise<StoredList | Reason> {
  const file = context.fact('R-411')?.file;
  if (users !== undefined) return takeList(users, context, { needed: ['sid'] });
  if (file) return readStored(file, 'R-411', context.store, { needed: ['sid'] });
  const text = { de: 'Es fehlt die Benutzerliste.', en: 'The user list is missing.' };
  return Promise.resolve({ code: 'list.none', text });
}

async function templateOf(path: string, context: StepContext): Promise<ConnectorTemplate | Reason> {
  const taken = await takeFile(path, context);
  if (!('digest' in taken)) return taken;
  try {
    const source = () => createReadStream(context.store.path(taken.digest));
    return await readTemplate(source, { file: taken.name });
  } catch (error) {
    if (error instanceof Unreadable) return error.reason;
    throw error;
  }
}
