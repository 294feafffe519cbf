import { f2 } from '../fold.js';
import { MANDATORY } from '../connector-rules.js';
import { Acted } from './acted.js';
import { LineAssigner, type LineProblem } from './assign-line.js';
import type { Assumptions } from './assumptions.js';
import type { Connector, ConnectorSource, SourceRow } from './connector.js';
import type { Refusal, RunResult, UserEffect } from './effect.js';
import { MissedUsers } from './missed-users.js';
import { numberRules } from './phone-number.js';
import { licenseUse, NO_MISSED, type ConnectState, type ConnectUser } from './state.js';
import { Tally } from './tally.js';
import { changedFields, updated } from './update-user.js';
import { UserIndex } from './user-index.js';

/**
 * One run of a connector over its source: a new state, what happened to whom, and which rules and assumptions acted.
 * Time and memory grow with users plus rows.
 */
export function runConnector(
  state: ConnectState,
  connector: Connector,
  source: ConnectorSource,
  assumptions: Assumptions,
): RunResult {
  const run = new ConnectorRun(state, connector, source, assumptions);
  for (let i = 0; i < source.size; i++) run.row(source.at(i), i);
  return run.end();
}

class ConnectorRun {
  private readonly acted = new Acted();
  private readonly effects: UserEffect[] = [];
  private readonly tally = new Tally();
  private readonly users: (ConnectUser | undefined)[];
  private readonly found: Uint8Array;
  private readonly created: ConnectUser[] = [];
  private readonly index: UserIndex;
  private readonly lines: LineAssigner;
  private readonly missed: MissedUsers;
  private nextKey: number;
  /** Users whose accounts are disabled and therefore missing to this run. */
  private readonly leftOut = new Set<number>();
  private readonly ownMark: readonly string[];
  /** Lists of marks with this connector's name added, shared by users with equal lists. */
  private readonly marks = new Map<readonly string[], readonly string[]>();

  constructor(
    private readonly state: ConnectState,
    private readonly connector: Connector,
    private readonly source: ConnectorSource,
    private readonly assumptions: Assumptions,
  ) {
    const { acted } = this;
    this.users = [...state.users];
    this.nextKey = state.nextKey;
    this.ownMark = [connector.name];
    this.found = new Uint8Array(state.users.length);
    this.index = new UserIndex(state.users, source, assumptions, acted);
    const numbers = numberRules(state.telephony);
    this.lines = new LineAssigner(state.users, connector, numbers, assumptions, acted);
    this.missed = new MissedUsers(connector, source, assumptions, acted);
    if (source.sample) acted.rule('connector.empty-path');
  }

  row(row: SourceRow, at: number): void {
    this.tally.rows++;
    if (f2(row.id) === '') return this.refuse(row, 'id-empty');
    if (!this.index.counts(row, at)) return this.refuse(row, 'id-duplicate');
    if (this.connector.type === 'ad' && this.connector.noTrust && this.connector.windowsLogin) {
      this.acted.rule('ad.no-trust');
      this.acted.assume('unresolvedSid');
      const existing = this.assumptions.unresolvedSid === 'finds-existing';
      if (!existing || this.index.find(row) === undefined) {
        return this.refuse(row, 'sid-unresolved');
      }
    }
    const position = this.index.find(row);
    if (row.disabled && this.leavesOut(position)) return this.refuse(row, 'account-disabled');
    if (position === undefined) this.create(row);
    else this.meet(row, position);
  }

  /** Whether a disabled account is missing to this connector; notes its user, who is missed then. */
  private leavesOut(position: number | undefined): boolean {
    if (this.connector.type !== 'ad') return false;
    this.acted.assume('disabledAccounts');
    if (this.assumptions.disabledAccounts === 'transferred') return false;
    if (position !== undefined) this.leftOut.add(position);
    return true;
  }

  /** The row's user exists. */
  private meet(row: SourceRow, position: number): void {
    const user = this.users[position];
    if (!user) return;
    this.found[position] = 1;
    const { name } = this.connector;
    if (user.createdBy === null) {
      this.acted.rule('connector.own-users-only');
      return this.ignore(row, user, 'made-by-hand');
    }
    if (user.createdBy !== name && !this.source.lineOnly) {
      this.acted.rule('connector.sid-takeover');
      this.acted.assume('sameId');
      if (this.assumptions.sameId === 'leaves-alone') {
        this.users[position] = this.missed.found(user);
        return this.ignore(row, user, 'of-other-connector');
      }
    }
    if (this.source.lineOnly) this.acted.rule('line.file-changes-line-only');
    const { line, why } = this.lines.assign(row, user, user.key);
    const after = updated(user, row, line, this.source.lineOnly, this.assumptions, this.acted);
    const markedBy = this.marked(user.markedBy);
    const same = after === user && markedBy === user.markedBy;
    this.users[position] = this.missed.found(same ? user : { ...after, markedBy });
    this.met(row, user, after, why);
  }

  private marked(marks: readonly string[]): readonly string[] {
    const { name } = this.connector;
    if (marks.includes(name)) return marks;
    const more = this.marks.get(marks) ?? [...marks, name];
    this.marks.set(marks, more);
    return more;
  }

  /** Counts and tells what became of an existing user. */
  private met(
    { row }: SourceRow,
    user: ConnectUser,
    after: ConnectUser,
    why: LineProblem | undefined,
  ): void {
    const fields = changedFields(user, after);
    const undone = user.line.kind === 'dynamic' && after.line.kind !== 'dynamic';
    const what = fields.length === 0 ? 'unchanged' : undone ? 'reverted' : 'changed';
    this.tally[what]++;
    if (why) this.tally.lineProblem(why);
    if (fields.length === 0 && why === undefined) return;
    const { key, id } = user;
    const { account, email, line } = after;
    const lines = { before: user.line, line, ...(why ? { lineProblem: why } : {}) };
    this.effects.push({ user: key, row, id, account, email, what, fields, ...lines });
  }

  private create(row: SourceRow): void {
    const empty = MANDATORY.filter((column) => f2(mandatoryCell(row, column)) === '');
    if (this.source.lineOnly) {
      this.acted.rule('line.file-changes-line-only');
      return this.refuse(row, 'line-file');
    }
    if (!this.connector.createUsers) {
      this.acted.assume('connectorOptions');
      if (this.assumptions.connectorOptions === 'obeyed') return this.refuse(row, 'creation-off');
    }
    this.acted.rule('connector.creation-needs');
    if (empty.length > 0) return this.refuse(row, 'mandatory-empty', empty);
    const key = this.nextKey++;
    const { line, why } = this.lines.assign(row, undefined, key);
    if (why) this.tally.lineProblem(why);
    const { name, licenses } = this.connector;
    const user: ConnectUser = {
      key,
      createdBy: name,
      markedBy: this.ownMark,
      missed: NO_MISSED,
      id: row.id,
      account: row.account ?? '',
      firstname: row.firstname ?? '',
      name: row.name ?? '',
      email: row.email ?? '',
      phone: row.phone ?? '',
      line,
      licenses,
      data: null,
    };
    if (licenses.length > 0) this.acted.rule('license.taken-when-configured');
    this.created.push(user);
    this.tally.created++;
    const { id, account, email } = user;
    const who = { user: key, row: row.row, id, account, email };
    this.effects.push({ ...who, what: 'created', line, ...(why ? { lineProblem: why } : {}) });
  }

  private ignore(
    row: SourceRow,
    user: ConnectUser,
    why: 'made-by-hand' | 'of-other-connector',
  ): void {
    this.tally.ignored++;
    const { id, account, email } = user;
    this.effects.push({ user: user.key, row: row.row, id, account, email, what: 'ignored', why });
  }

  private refuse(row: SourceRow, why: Refusal, columns?: readonly string[]): void {
    this.tally.refused++;
    const who = { user: null, row: row.row, id: row.id, account: row.account ?? '' };
    const which = columns ? { columns } : {};
    this.effects.push({ ...who, email: row.email ?? '', what: 'refused', why, ...which });
  }

  end(): RunResult {
    for (const [position, user] of this.users.entries()) {
      if (!user || this.found[position] === 1) continue;
      const outcome = this.missed.missing(user, this.leftOut.has(position));
      this.users[position] = outcome.user;
      if (outcome.effect) this.effects.push(outcome.effect);
      if (outcome.effect?.what === 'missed') this.tally.missed++;
      if (outcome.effect?.what === 'deleted') this.tally.deleted++;
    }
    const kept = this.users.filter((user) => user !== undefined);
    const state = { ...this.state, users: [...kept, ...this.created], nextKey: this.nextKey };
    const licenses = licenseUse(state);
    if (licenses.some((l) => l.short > 0)) this.acted.rule('license.short');
    const found = this.found.reduce((sum, one) => sum + one, 0);
    const totals = this.tally.totals(this.state.users.length, found);
    return { state, effects: this.effects, totals, licenses, acted: this.acted.json() };
  }
}

function mandatoryCell(row: SourceRow, column: (typeof MANDATORY)[number]): string {
  return (column === 'ID' ? row.id : row[column]) ?? '';
}
