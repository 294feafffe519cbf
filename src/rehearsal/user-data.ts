import { join } from 'node:path';
import { f2 } from '../connect/fold.js';
import type { ActedJson } from '../connect/model/acted.js';
import type { Assumptions } from '../connect/model/assumptions.js';
import {
  importUserData as importIntoModel,
  type ExportedUserData,
  type UserDataRow,
} from '../connect/model/import-user-data.js';
import type { ConnectState } from '../connect/model/state.js';
import { predict, type Hypothesis, type PredictedTotals } from '../connect/prediction.js';
import { Matching } from '../connect/matching.js';
import type { Decisions, RehearsedFate } from '../connect/rehearsal/document.js';
import type { UserList } from '../connect/user-list.js';
import { connectList } from './connect-list.js';
import { within } from './exported-content.js';
import { replaceFiles } from './replace-files.js';
import { requireSafetyExport } from './safety-export.js';
import type { ExportFolder } from './settings.js';
import type { StandInServer } from './stand-in-server.js';

export interface UserDataDone {
  readonly action: number;
  readonly totals: PredictedTotals;
  readonly hypotheses: readonly Hypothesis[];
  readonly users: readonly RehearsedFate[];
  /** One for each yellow user, and those of the left table that were given. */
  readonly decisions: Decisions;
  /** Left table, not decided. */
  readonly undecided: readonly string[];
  readonly acted: ActedJson;
}

/**
 * Imports greetings and recorded names (manual lines 195 to 219). A yellow user without a decision keeps what is there.
 * @throws RequestError step.not-ready without a safety export before it, file.unreadable
 */
export function importUserData(
  server: StandInServer,
  key: string,
  folder: ExportFolder,
  v4: UserList,
  given: Decisions,
  assumptions: Assumptions,
): Promise<UserDataDone> {
  return server.act(key, 'user-data-import', { given }, async (acting) => {
    requireSafetyExport(acting, 'user-data');
    const { rows, contents, number } = acting;
    const before = await rows.state();
    const exported = folder.content.userData(v4);
    const names = new Map(before.users.map((user) => [user.key, user.email]));
    const shown = importIntoModel(before, exported, new Set(), assumptions);
    const yellow = decideYellow(shown.rows, names, given);
    const unticked = new Set(
      yellow.filter((d) => d.decision === 'keep').map(({ source }) => source),
    );
    const done = importIntoModel(before, exported, unticked, assumptions);
    for (const { source, user, email, what } of done.rows) {
      if (user === null || (what !== 'imported' && what !== 'overwritten')) continue;
      const files = folder.content.filesOf(email);
      for (const { path, sha256 } of files) await contents.take(join(folder.root, path), sha256);
      const held = files.map(({ path, sha256, size }) => ({ path: within(path), sha256, size }));
      await replaceFiles(
        acting,
        `user:${user}`,
        names.get(user) ?? exported[source]?.email ?? '',
        held,
      );
    }
    await rows.setState(done.state);
    const left = done.rows.filter((row) => isLeft(row, exported)).map(({ email }) => email);
    const accepted = given.unmatched.filter(({ email }) => left.some((e) => f2(e) === f2(email)));
    return {
      action: number,
      totals: totalsOf(done.rows, exported, done.withoutSource.length),
      hypotheses: await hypothesesOf(before, v4, folder),
      users: done.rows.map(({ source, email, user, color, what }) => {
        const target = user === null ? null : (names.get(user) ?? null);
        return { row: v4.row(source), email, target, color, what };
      }),
      decisions: {
        yellow: yellow.map(({ source: _position, ...decision }) => decision),
        unmatched: accepted,
      },
      undecided: left.filter((email) => !accepted.some((d) => f2(d.email) === f2(email))),
      acted: done.acted,
    };
  });
}

/** Addresses in Connect whom a further import with every tick set would overwrite. */
export function overwrittenAgain(
  state: ConnectState,
  exported: readonly ExportedUserData[],
  assumptions: Assumptions,
): string[] {
  const names = new Map(state.users.map((user) => [user.key, user.email]));
  return importIntoModel(state, exported, new Set(), assumptions).rows.flatMap(({ user, what }) =>
    user !== null && what === 'overwritten' ? [names.get(user) ?? ''] : [],
  );
}

/** A decision for each yellow row, `keep` where none was given; an address may be that of V4 or of Connect. */
function decideYellow(
  rows: readonly UserDataRow[],
  names: ReadonlyMap<number, string>,
  { yellow }: Decisions,
) {
  const by = new Map(yellow.map((decision) => [f2(decision.email), decision]));
  return rows.flatMap(({ source, email, user, color }) => {
    if (color !== 'yellow') return [];
    const found = by.get(f2(email)) ?? by.get(f2(names.get(user ?? 0) ?? ''));
    const { decision = 'keep' as const, reason } = found ?? {};
    return [{ source, email, decision, ...(reason === undefined ? {} : { reason }) }];
  });
}

function isLeft({ source, what }: UserDataRow, exported: readonly ExportedUserData[]): boolean {
  const data = exported[source];
  const has = data !== undefined && (data.greetings.length > 0 || data.recordedName);
  return has && (what === 'no-match' || what === 'not-unique');
}

/** The dialog with all matched users in its overview. */
function totalsOf(
  rows: readonly UserDataRow[],
  exported: readonly ExportedUserData[],
  right: number,
): PredictedTotals {
  const green = rows.filter(({ color }) => color === 'green').length;
  const yellow = rows.filter(({ color }) => color === 'yellow').length;
  const left = rows.filter((row) => isLeft(row, exported)).length;
  const withoutData = rows.filter(({ what }) => what === 'no-data').length;
  return { overview: green + yellow, green, yellow, left, right, withoutData };
}

async function hypothesesOf(
  state: ConnectState,
  v4: UserList,
  { content }: ExportFolder,
): Promise<Hypothesis[]> {
  const userdata = Array.from(content.folders, ([name, files]) => ({ name, files: files.length }));
  return predict(new Matching(v4, await connectList(state), { userdata }));
}
