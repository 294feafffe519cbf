import { join } from 'node:path';
import type { z } from 'zod';
import { Unreadable } from '../../connect/finding.js';
import { sidKind } from '../../connect/sid.js';
import { addressProblems, type UserList } from '../../connect/user-list.js';
import { form, localPath } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { readListFile } from '../intake/user-lists.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { shorten } from '../user-creation/list-files.js';
import { attested, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** List of the V4 users for the text connector (manual lines 161, 255); null: R-704 makes it (D4). */
    'R-411': {
      /** SHA-256 of the file in the evidence store. */
      file: string | null;
      rows: number;
      /** 1-based lines of users without a Windows SID of a domain. */
      withoutSid: readonly number[];
    };
  }
}

const NEEDED = ['sid', 'email', 'firstname', 'name'] as const;

const input = form({
  source: choice(
    { de: 'Woher kommt die Benutzerliste?', en: 'Where does the user list come from?' },
    ['export', 'other-list', 'none'],
  ),
  file: needed(
    localPath(
      { de: 'Pfad der CSV-Datei', en: 'Path of the CSV file' },
      { example: 'D:\\listen\\v4-benutzer.csv', max: 1_000 },
    ).optional(),
    { de: 'nötig bei einer anderen Liste', en: 'needed with another list' },
  ),
}).refine((v) => v.source !== 'other-list' || v.file !== undefined, {
  path: ['file'],
  message: 'Erwartet wird der Pfad der Liste / The path of the list is expected',
});

@Step({
  id: 'R-411',
  part: 'config-export',
  kind: 'task',
  title: {
    de: 'Benutzerliste für den Text-Konnektor bereitlegen',
    en: 'Provide the user list for the text connector',
  },
  instruction: {
    de: 'Der Text-Konnektor braucht eine CSV-Datei der V4-Benutzer mit der Windows-SID als Schlüssel. Das Handbuch sagt nicht, welche Datei das ist. Geben Sie an, was Sie haben. Haben Sie keine, erzeugt Umstieg die Datei in R-704.',
    en: 'The text connector needs a CSV file of the V4 users with the Windows SID as key. The manual does not say which file that is. Give what you have. If you have none, Umstieg makes the file in R-704.',
  },
  lines: [161, 255],
  sources: ['TXT'],
  gaps: ['D4', 'D15'],
  form: input,
  reads: ['R-108', 'R-406'],
  agrees: {
    de: 'Die Liste ist lesbar und hat, was später gebraucht wird: SID, E-Mail, Vorname und Name.',
    en: 'The list can be read and has what is needed later: SID, e-mail, first name and name.',
  },
  undo: { possible: 'yes', how: { de: 'Andere Liste angeben.', en: 'Give another list.' } },
})
export class ProvideUserList implements TaskStep<z.output<typeof input>> {
  async verify({ source, file }: z.output<typeof input>, context: StepContext): Promise<Outcome> {
    if (source === 'none')
      return attested({ file: null, rows: 0, withoutSid: [] }, { reasons: [later()] });
    const path = file ?? exported(context);
    if (path === undefined) return contradicts(notInExport());
    try {
      const { list, evidence } = await readListFile(path, context);
      return check(list, evidence.digest);
    } catch (error) {
      if (error instanceof Unreadable) return contradicts(error.reason);
      throw error;
    }
  }
}

function check(list: UserList, digest: string): Outcome {
  const missing = NEEDED.filter((key) => !list.has(key));
  const all = Array.from({ length: list.size }, (_, i) => i);
  const withoutSid = all
    .filter((i) => sidKind(list.value(i, 'sid')) !== 'domain-user')
    .map((i) => list.row(i));
  const broken = list.findings.filter((f) => f.code.startsWith('csv.'));
  const against: Reason[] = shorten(broken);
  if (missing.length > 0) {
    against.unshift(
      reason(
        'users.columns-missing',
        `In der Liste fehlt: ${missing.join(', ')}. Gebraucht werden SID, E-Mail, Vorname und Name.`,
        `The list lacks: ${missing.join(', ')}. SID, e-mail, first name and name are needed.`,
        { claimed: list.header.join(', '), known: NEEDED.join(', ') },
      ),
    );
  }
  if (list.size === 0) {
    against.push(
      reason('users.empty', 'Die Liste enthält keinen Benutzer.', 'The list holds no user.'),
    );
  }
  const addresses = list.findings.filter((f) => !f.code.startsWith('csv.'));
  const notes = [...list.notes, ...shorten([...addresses, ...addressProblems(list)])];
  if (withoutSid.length > 0) notes.unshift(noSid(withoutSid));
  const facts = { file: digest, rows: list.size, withoutSid };
  return judge(against, facts, { notes, evidence: [digest] });
}

/** The list that R-406 recognised by content in the export folder. */
function exported(context: StepContext): string | undefined {
  const folder = context.fact('R-406');
  return folder?.csv.users === undefined ? undefined : join(folder.folder, folder.csv.users);
}

function noSid(rows: readonly number[]): Reason {
  return reason(
    'users.without-sid',
    `Ohne SID einer Domäne: Zeile ${few(rows.map(String))}. Ein AD-Konnektor kann diese Benutzer später nicht übernehmen.`,
    `Without a SID of a domain: row ${few(rows.map(String))}. An AD connector cannot take over these users later.`,
    { known: String(rows.length) },
  );
}

function notInExport(): Reason {
  return reason(
    'users.not-in-export',
    'Im Export wurde keine Benutzerliste erkannt. Geben Sie den Pfad an oder wählen Sie „none“: Dann erzeugt R-704 die Datei.',
    'No user list was recognized in the export. Give the path or choose "none": then R-704 makes the file.',
  );
}

function later(): Reason {
  return reason(
    'users.made-later',
    'Es gibt keine Liste. Umstieg erzeugt die Datei für den Text-Konnektor in R-704.',
    'There is no list. Umstieg makes the file for the text connector in R-704.',
  );
}
