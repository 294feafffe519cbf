import type { Assumptions } from '../../../src/connect/model/assumptions.js';
import type { Connector, SourceRow } from '../../../src/connect/model/connector.js';
import type { ConnectState, Line, Telephony } from '../../../src/connect/model/state.js';
import { referenceNumber } from './reference-number.js';

/**
 * A slow second model, written from the list of rules and in another way: nothing is stored but a log of what happened
 * to whom, and every question is answered by reading the whole log again.
 */
type Field = 'account' | 'firstname' | 'name' | 'email' | 'phone';
const FIELDS: readonly Field[] = ['account', 'firstname', 'name', 'email', 'phone'];
type Entry =
  | { user: number; event: 'made'; by: string | null; id: string }
  | { user: number; event: 'set'; field: Field; value: string }
  | { user: number; event: 'line'; line: Line }
  | { user: number; event: 'seen' | 'missed'; by: string }
  | { user: number; event: 'gone' };

export interface ReferenceRun {
  /** `what` by row line or by user, as text, in any order. */
  readonly told: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
}

export class ReferenceModel {
  private readonly log: Entry[] = [];
  private users = 0;

  constructor(
    state: ConnectState,
    private readonly telephony: Telephony | null,
    private readonly assume: Assumptions,
  ) {
    for (const user of state.users) {
      const key = this.make(user.createdBy, user.id);
      for (const field of FIELDS) this.add({ user: key, event: 'set', field, value: user[field] });
      this.add({ user: key, event: 'line', line: user.line });
      for (const by of user.markedBy) this.add({ user: key, event: 'seen', by });
    }
  }

  private add(entry: Entry): void {
    this.log.push(entry);
  }
  private make(by: string | null, id: string): number {
    this.users++;
    this.add({ user: this.users, event: 'made', by, id });
    return this.users;
  }
  private of(user: number): Entry[] {
    return this.log.filter((entry) => entry.user === user);
  }
  private lastOf<E extends Entry['event']>(user: number, event: E) {
    const last = this.of(user).findLast((e) => e.event === event);
    return last as Extract<Entry, { event: E }> | undefined;
  }
  private value(user: number, field: Field): string {
    const set = (e: Entry) => e.event === 'set' && e.field === field;
    return (this.of(user).findLast(set) as { value: string } | undefined)?.value ?? '';
  }
  private line(user: number): Line {
    return this.lastOf(user, 'line')?.line ?? { kind: 'none', number: '' };
  }
  private maker(user: number) {
    return this.lastOf(user, 'made')?.by ?? null;
  }
  private id(user: number): string {
    return this.lastOf(user, 'made')?.id ?? '';
  }
  alive(): number[] {
    const all = Array.from({ length: this.users }, (_, i) => i + 1);
    return all.filter((user) => !this.lastOf(user, 'gone'));
  }
  /** Everything of a living user that can be compared. */
  picture(user: number): object {
    const fields = Object.fromEntries(FIELDS.map((f) => [f, this.value(user, f)]));
    return { key: user, id: this.id(user), by: this.maker(user), line: this.line(user), ...fields };
  }

  private sameId(a: string, b: string): boolean {
    return this.assume.idCase === 'counts'
      ? a.trim() === b.trim()
      : a.trim().toLowerCase() === b.trim().toLowerCase();
  }

  private userOf(row: SourceRow, candidates: readonly number[]): number | undefined {
    const byId = candidates.find(
      (u) => this.id(u).trim() !== '' && this.sameId(this.id(u), row.id),
    );
    if (byId !== undefined || this.assume.manualUser === 'id') return byId;
    const account = row.account?.trim().toLowerCase() ?? '';
    if (account === '') return undefined;
    const hand = candidates.filter((u) => this.maker(u) === null);
    return hand.findLast((u) => this.value(u, 'account').trim().toLowerCase() === account);
  }

  private missedSoFar(user: number, connector: string): number {
    const mine = (e: Entry) =>
      (e.event === 'seen' || e.event === 'missed') &&
      (this.assume.missedCounter === 'per-user' || e.by === connector);
    const events = this.of(user).filter(mine);
    const counted =
      this.assume.missedRuns === 'total'
        ? events
        : events.slice(events.findLastIndex((e) => e.event === 'seen') + 1);
    return counted.filter((e) => e.event === 'missed').length;
  }

  run(connector: Connector, rows: readonly SourceRow[], lineOnly: boolean): ReferenceRun {
    const told: string[] = [];
    const before = this.alive();
    const logBefore = this.log.length;
    const found = new Set<number>();
    rows.forEach((row, at) =>
      told.push(this.row(connector, row, at, { rows, lineOnly, before, found })),
    );
    const wasSeenBefore = (user: number, by: string) =>
      this.log
        .slice(0, logBefore)
        .some((e) => e.user === user && e.event === 'seen' && e.by === by);
    for (const user of before.filter((u) => !found.has(u))) {
      const own = this.maker(user) === connector.name || wasSeenBefore(user, connector.name);
      const off = !connector.deleteUsers && this.assume.connectorOptions === 'obeyed';
      if (this.maker(user) === null || off) continue;
      if (lineOnly && this.assume.lineOnlyFile === 'not-counted') continue;
      if (!own && this.assume.missedUsers === 'own') continue;
      this.add({ user, event: 'missed', by: connector.name });
      const missed = this.missedSoFar(user, connector.name);
      if (missed > 3) this.add({ user, event: 'gone' });
      told.push(`user ${user} ${missed > 3 ? 'deleted' : `missed ${missed}`}`);
    }
    const counts: Record<string, number> = { before: before.length, after: this.alive().length };
    counts['found'] = found.size;
    for (const what of told.map((t) => t.split(' ')[2] ?? ''))
      counts[what] = (counts[what] ?? 0) + 1;
    return { told: told.filter((t) => !t.endsWith('unchanged')), counts };
  }

  private row(
    connector: Connector,
    row: SourceRow,
    at: number,
    o: { rows: readonly SourceRow[]; lineOnly: boolean; before: number[]; found: Set<number> },
  ): string {
    const say = (what: string) => `row ${row.row} ${what}`;
    if (row.id.trim() === '') return say('refused id-empty');
    const same = o.rows.flatMap((r, i) => (this.sameId(r.id, row.id) ? [i] : []));
    const winner = this.assume.duplicateId === 'last-row' ? same.at(-1) : same[0];
    if (winner !== at) return say('refused id-duplicate');
    const user = this.userOf(row, o.before);
    const blind = connector.type === 'ad' && connector.noTrust && connector.windowsLogin;
    if (blind && (user === undefined || this.assume.unresolvedSid === 'finds-nobody')) {
      return say('refused sid-unresolved');
    }
    const absent = connector.type === 'ad' && this.assume.disabledAccounts === 'left-out';
    if (row.disabled && absent) return say('refused account-disabled');
    if (user === undefined) return say(this.newcomer(connector, row, o.lineOnly));
    o.found.add(user);
    const maker = this.maker(user);
    if (maker === null) return say('ignored made-by-hand');
    const foreign = maker !== connector.name && !o.lineOnly;
    if (foreign && this.assume.sameId === 'leaves-alone') {
      // found, so no longer missing, but the connector does not transfer the user
      if (this.missedSoFar(user, connector.name) > 0 && this.assume.missedRuns === 'consecutive') {
        this.log.splice(
          0,
          this.log.length,
          ...this.log.filter((e) => !this.forgets(e, user, connector)),
        );
      }
      return say('ignored of-other-connector');
    }
    const line = this.lineAfter(connector, row, user);
    const changed = FIELDS.filter((f) => !o.lineOnly && this.changes(row[f], user, f));
    for (const field of changed) this.add({ user, event: 'set', field, value: row[field] ?? '' });
    const old = this.line(user);
    this.add({ user, event: 'line', line });
    this.add({ user, event: 'seen', by: connector.name });
    const moved = old.kind !== line.kind || old.number !== line.number;
    if (!moved && changed.length === 0) return say('unchanged');
    const undone = old.kind === 'dynamic' && line.kind !== 'dynamic';
    return say(
      `${undone ? 'reverted' : 'changed'} ${[...changed, ...(moved ? ['line'] : [])].join('+')}`,
    );
  }

  private forgets(e: Entry, user: number, connector: Connector): boolean {
    const counter = this.assume.missedCounter === 'per-user';
    return e.user === user && e.event === 'missed' && (counter || e.by === connector.name);
  }

  private changes(value: string | undefined, user: number, field: Field): boolean {
    if (value === undefined || value === this.value(user, field)) return false;
    if (value !== '') return true;
    return (field === 'email' || field === 'phone') && this.assume.emptyCell === 'clears';
  }

  private newcomer(connector: Connector, row: SourceRow, lineOnly: boolean): string {
    if (lineOnly) return 'refused line-file';
    if (!connector.createUsers && this.assume.connectorOptions === 'obeyed')
      return 'refused creation-off';
    const needed = [row.firstname, row.name, row.account];
    if (needed.some((cell) => (cell ?? '').trim() === '')) return 'refused mandatory-empty';
    const line = this.lineAfter(connector, row, undefined);
    const user = this.make(connector.name, row.id);
    for (const field of FIELDS) this.add({ user, event: 'set', field, value: row[field] ?? '' });
    this.add({ user, event: 'line', line });
    this.add({ user, event: 'seen', by: connector.name });
    return `created ${line.kind}`;
  }

  private lineAfter(connector: Connector, row: SourceRow, user: number | undefined): Line {
    const none: Line = { kind: 'none', number: '' };
    const old = user === undefined ? none : this.line(user);
    const kinds = ['none', 'master-data', 'other', 'dynamic'] as const;
    const phone = row.phone ?? (user === undefined ? '' : this.value(user, 'phone'));
    const fromNumber = (): Line => {
      const number = referenceNumber(phone, this.telephony);
      const others = this.alive().filter((u) => u !== user);
      const taken = others.some((u) => this.line(u).number === number);
      if (number !== undefined && !taken) return { kind: 'master-data', number };
      return user !== undefined && this.assume.unusableNumber === 'keeps-line' ? old : none;
    };
    const ofKind = (kind: (typeof kinds)[number]): Line =>
      kind === 'master-data' ? fromNumber() : { kind, number: '' };
    const value = row.lineType?.trim() ?? '';
    const numbered = /^[0-3]$/.test(value) ? kinds[Number(value)] : undefined;
    if (connector.type === 'text' && value !== '') {
      const kind = value.toLowerCase() === 'true' ? 'dynamic' : numbered;
      return kind === undefined ? old : ofKind(kind);
    }
    if (connector.type === 'ad') {
      const each = this.assume.attributeWhen === 'every-run' || connector.line === 'every-run';
      const attribute = user === undefined || each ? numbered : undefined;
      const empty = (row.phone ?? '').trim() === '';
      const { dynamicFlag: flag } = connector;
      const byFlag = flag === 3 || (empty && (flag === 1 || (flag === 2 && user === undefined)));
      const wins =
        byFlag && (attribute === undefined || this.assume.templatePrecedence === 'flag-first');
      if (wins) return ofKind('dynamic');
      if (attribute !== undefined) return ofKind(attribute);
    }
    if (connector.line === 'never') return old;
    if (user !== undefined && (connector.line === 'on-creation' || row.phone === undefined))
      return old;
    return fromNumber();
  }
}
