import { z } from 'zod';
import { cell, form, localPath, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { matchUsers } from '../../connect/matching.js';
import type { UserList } from '../../connect/user-list.js';
import { Step } from '../step.decorator.js';
import { cannotRead, reason } from '../verdicts.js';
import { usesDynamicLines } from './choose-method.step.js';
import { judge } from './judge.js';
import { readStored, shorten, takeList } from './list-files.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Users created by hand (manual lines 175, 255): evidence digest of the list and number of rows. */
    'R-705': { list: string; users: number };
  }
}

const input = form({
  list: localPath({ de: 'Datei der angelegten Benutzer', en: 'File of the created users' }),
  leftOut: needed(
    rows(
      { de: 'Bewusst nicht angelegt', en: 'Left out on purpose' },
      z.strictObject({
        email: cell({ de: 'E-Mail-Adresse', en: 'E-mail address' }, z.string()),
        reason: cell({ de: 'Begründung', en: 'Reason' }, z.string().min(1)),
      }),
    ).optional(),
    {
      de: 'nötig für jeden, der in der Liste fehlt',
      en: 'needed for everyone missing in the list',
    },
  ),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-705',
  part: 'user-creation',
  kind: 'task',
  title: { de: 'Benutzer von Hand anlegen', en: 'Create users by hand' },
  instruction: {
    de: 'Legen Sie die Benutzer von Hand an, jeden mit der E-Mail-Adresse aus V4. Nennen Sie die Liste der angelegten Benutzer. Wer fehlen soll, braucht einen Grund.',
    en: 'Create the users by hand, each with the e-mail address of V4. Give the list of created users. Whoever shall be missing needs a reason.',
  },
  lines: [175, 255],
  sources: ['CONN-EN'],
  warnings: ['W-12'],
  form: input,
  reads: ['R-109', 'R-702'],
  agrees: {
    de: 'Jeder Benutzer der V4-Liste (R-109) steht in der Liste der angelegten oder ist begründet ausgelassen.',
    en: 'Every user of the V4 list (R-109) stands in the list of those made, or is left out for a reason.',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Benutzer löschen, solange noch keine Daten importiert sind.',
      en: 'Delete users as long as no data have been imported.',
    },
  },
})
export class ListManualUsers implements TaskStep<Input> {
  async verify({ list: path, leftOut = [] }: Input, context: StepContext): Promise<Outcome> {
    const created = await takeList(path, context);
    if (!('list' in created)) return judge([created], null);
    const facts = { list: created.digest, users: created.list.size };
    const digest = context.fact('R-109')?.v4Users.digest;
    const v4 = digest ? await readStored(digest, 'V4', context.store) : undefined;
    const against: Reason[] = [];
    if (created.list.size === 0) {
      against.push(reason('list.empty', 'Die Liste hat keine Zeile.', 'The list has no row.'));
    }
    if (v4 && !('list' in v4)) against.push(v4);
    if (v4 && 'list' in v4) {
      const excused = new Set(leftOut.map((l) => f2(l.email)));
      against.push(...shorten(missing(v4.list, created.list, excused)));
    }
    const notes = usesDynamicLines(context) ? [byHand()] : [];
    if (against.length > 0 || v4) {
      return judge(against, facts, { notes, evidence: [created.digest] });
    }
    return cannotRead(
      facts,
      reason(
        'list.no-v4',
        'Es gibt keine Liste aus V4 zum Vergleich.',
        'There is no V4 list to compare.',
      ),
      { evidence: [created.digest] },
    );
  }
}

/** V4 users of whom nothing like them was created; near misses are the matter of R-707. */
function missing(v4: UserList, created: UserList, excused: ReadonlySet<string>): Reason[] {
  return matchUsers(v4, created)
    .rows.filter(
      (r) => (r.outcome === 'none' || r.outcome === 'empty') && !excused.has(f2(r.email)),
    )
    .map((r) =>
      reason(
        'users.not-created',
        'Dieser Benutzer aus V4 wurde nicht angelegt. Legen Sie ihn an, oder nennen Sie den Grund.',
        'This V4 user was not created. Create the user, or give the reason.',
        { place: { row: r.row }, claimed: r.email },
      ),
    );
}

function byHand(): Reason {
  return reason(
    'users.by-hand',
    'Kein Konnektor ändert diese Benutzer. Ihre dynamischen Leitungen setzen Sie von Hand (W-12).',
    'No connector changes these users. You set their dynamic lines by hand (W-12).',
  );
}
