import type { z } from 'zod';
import { form, localPath } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { sidKind } from '../../connect/sid.js';
import type { UserList } from '../../connect/user-list.js';
import { otherDomains } from '../other-domains.js';
import { Step } from '../step.decorator.js';
import { cannotRead, reason } from '../verdicts.js';
import { judge } from './judge.js';
import { readStored, shorten, takeList } from './list-files.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Rows whose `ID` lets an AD connector take over later (manual line 161). */
    'R-708': { rows: number; list: string };
  }
}

const input = form({
  list: localPath({
    de: 'Konnektor-Datei, falls nicht von Umstieg erzeugt',
    en: 'Connector file, if not made by Umstieg',
  }).optional(),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-708',
  part: 'user-creation',
  kind: 'task',
  title: { de: 'Spätere Übernahme durch AD vorbereiten', en: 'Prepare the later takeover by AD' },
  instruction: {
    de: 'Ein `Active Directory Konnektor` kann später übernehmen, wenn `ID` bei jedem Benutzer die Windows-SID der Domäne ist. Das gilt auch für Benutzer, die in V4 von Hand angelegt waren.',
    en: 'An AD connector (`Active Directory Konnektor`) can take over later if `ID` is the Windows SID of the domain for every user. This includes users that were created by hand in V4.',
  },
  lines: [161],
  form: input,
  reads: ['R-704'],
  agrees: {
    de: 'Jede Zeile der Konnektor-Datei hat die Windows-SID eines Benutzers der Domäne.',
    en: 'Every row of the connector file has the Windows SID of a user of the domain.',
  },
  undo: { possible: 'yes', how: { de: 'Datei neu erzeugen.', en: 'Make the file again.' } },
})
export class PrepareAdTakeover implements TaskStep<Input> {
  async verify({ list: path }: Input, context: StepContext): Promise<Outcome> {
    const file = context.fact('R-704')?.file;
    const options = { comments: true, needed: ['sid'] } as const;
    if (path === undefined && file === undefined) {
      return cannotRead(
        { rows: 0, list: '' },
        reason(
          'sid.no-file',
          'Es gibt keine Konnektor-Datei zum Prüfen.',
          'There is no connector file to check.',
        ),
      );
    }
    const stored =
      path === undefined
        ? await readStored(file ?? '', 'R-704', context.store, options)
        : await takeList(path, context, options);
    if (!('list' in stored)) return judge([stored], null);
    const { list, digest } = stored;
    const facts = { rows: list.size, list: digest };
    return judge(shorten(badRows(list)), facts, { notes: domainNotes(list), evidence: [digest] });
  }
}

const WHY = {
  empty: ['Die SID fehlt.', 'The SID is missing.'],
  builtin: [
    'Das ist eine eingebaute SID, keine der Domäne.',
    'This is a built-in SID, not one of the domain.',
  ],
  'well-known': [
    'Das ist eine bekannte SID oder eine mit RID unter 1000.',
    'This is a well-known SID or one with a RID below 1000.',
  ],
  'not-a-sid': ['Das ist keine SID.', 'This is not a SID.'],
} as const;

function badRows(list: UserList): Reason[] {
  const empty = reason('list.empty', 'Die Liste hat keine Zeile.', 'The list has no row.');
  const found: Reason[] = list.size === 0 ? [empty] : [];
  for (let i = 0; i < list.size; i++) {
    const sid = list.value(i, 'sid');
    const kind = sidKind(sid);
    if (kind === 'domain-user') continue;
    const more = { place: { row: list.row(i), column: 'ID' }, claimed: sid, known: 'S-1-5-21-…' };
    found.push(reason(`sid.${kind}`, WHY[kind][0], WHY[kind][1], more));
  }
  return found;
}

function domainNotes(list: UserList): Reason[] {
  return otherDomains(
    Array.from({ length: list.size }, (_, i) => [list.value(i, 'sid'), list.row(i)]),
  );
}
