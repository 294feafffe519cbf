import type { Reason } from '../../core/outcome.js';
import { f2 } from '../../connect/fold.js';
import type { LineFile } from '../../connect/line-files.js';
import type { UserList } from '../../connect/user-list.js';
import { reason } from '../verdicts.js';

export interface ComparedIds {
  /** IDs that hit no user or several. */
  readonly problems: readonly Reason[];
  /** What the run will touch: users in Connect, and of the file's rows which user each one hits. */
  readonly report: {
    readonly connectUsers: number;
    readonly hits: readonly { readonly row: number; readonly email: string }[];
  };
}

/** Each `ID` of the file must be the `ID` of exactly one Connect user; letter case does not count. */
export function compareIds(file: LineFile, connect: UserList): ComparedIds {
  const users = new Map<string, number[]>();
  for (let i = 0; i < connect.size; i++) {
    const id = f2(connect.value(i, 'sid'));
    if (id === '') continue;
    const same = users.get(id);
    if (same) same.push(i);
    else users.set(id, [i]);
  }
  const problems: Reason[] = [];
  const hits: { row: number; email: string }[] = [];
  for (const [key, row] of file.users) {
    if (!key.startsWith('id:')) continue;
    const [first, ...others] = users.get(key.slice(3)) ?? [];
    const place = { ...(file.file === undefined ? {} : { file: file.file }), row, column: 'ID' };
    const more = { place, claimed: key.slice(3) };
    if (first === undefined) {
      problems.push(
        reason(
          'lines.id-unknown',
          'Diese `ID` hat in Connect keinen Benutzer.',
          'This `ID` has no user in Connect.',
          more,
        ),
      );
    } else if (others.length > 0) {
      problems.push(
        reason(
          'lines.id-ambiguous',
          'Diese `ID` haben in Connect mehrere Benutzer.',
          'Several users in Connect have this `ID`.',
          {
            ...more,
            known: String(others.length + 1),
          },
        ),
      );
    } else hits.push({ row, email: connect.value(first, 'email') });
  }
  return { problems, report: { connectUsers: connect.size, hits } };
}
