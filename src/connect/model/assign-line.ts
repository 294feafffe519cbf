import type { Acted } from './acted.js';
import type { Assumptions } from './assumptions.js';
import { numberedKind, textKind, type Connector, type SourceRow } from './connector.js';
import { lineNumber, type NoNumber, type NumberRules } from './phone-number.js';
import { NO_LINE, type ConnectUser, type Line, type LineKind } from './state.js';

/** Why a user has no line, or not the one the source asks for. */
export type LineProblem = NoNumber | 'number-taken' | 'line-type-none' | 'line-type-unknown';

export interface AssignedLine {
  readonly line: Line;
  readonly why?: LineProblem;
}

/** Assigns lines during one run and knows whose number is whose. */
export class LineAssigner {
  private readonly owners = new Map<string, number>();

  constructor(
    users: readonly ConnectUser[],
    private readonly connector: Connector,
    private readonly numbers: NumberRules,
    private readonly assumptions: Assumptions,
    private readonly acted: Acted,
  ) {
    for (const user of users) this.hold(user.line, user.key);
  }

  /** The line of a user after this row; `user` is undefined for one who is being created under `key`. */
  assign(row: SourceRow, user: ConnectUser | undefined, key: number): AssignedLine {
    const before = user?.line ?? NO_LINE;
    const assigned = this.decide(row, user, key);
    if (before.number !== assigned.line.number) {
      if (this.owners.get(before.number) === key) this.owners.delete(before.number);
      this.hold(assigned.line, key);
    }
    return assigned;
  }

  private hold(line: Line, key: number): void {
    if (line.number !== '') this.owners.set(line.number, key);
  }

  private decide(row: SourceRow, user: ConnectUser | undefined, key: number): AssignedLine {
    const kind = this.connector.type === 'text' ? this.fromFile(row) : this.fromTemplate(row, user);
    if (kind === 'unknown') {
      return { line: user?.line ?? NO_LINE, why: 'line-type-unknown' };
    }
    if (kind !== undefined) return this.ofKind(kind, row, user, key);
    const { line } = this.connector;
    if (line === 'never') return { line: user?.line ?? NO_LINE };
    this.acted.rule(line === 'every-run' ? 'line.every-run' : 'line.on-creation');
    const keeps = line === 'on-creation' || row.phone === undefined;
    if (user !== undefined && keeps) return { line: user.line };
    return this.ofKind('master-data', row, user, key);
  }

  /** `LineTypeDynamic` counts at every run of a text connector; an empty cell says nothing. */
  private fromFile({ lineType }: SourceRow): LineKind | 'unknown' | undefined {
    if (lineType === undefined || lineType.trim() === '') return undefined;
    this.acted.rule('line.text-values');
    return textKind(lineType) ?? 'unknown';
  }

  /** What `DCAD-Template.DCX` says of the user: attribute, flag, or nothing. */
  private fromTemplate(row: SourceRow, user: ConnectUser | undefined): LineKind | undefined {
    const attribute = this.byAttribute(row, user);
    const flag = this.byFlag(row, user);
    if (attribute !== undefined && flag !== undefined) this.acted.assume('templatePrecedence');
    const first = this.assumptions.templatePrecedence === 'attribute-first' ? attribute : flag;
    const kind = first ?? attribute ?? flag;
    if (kind === undefined) return undefined;
    this.acted.rule(kind === attribute ? 'line.template-attribute' : 'line.template-flag');
    return kind;
  }

  private byAttribute(row: SourceRow, user: ConnectUser | undefined): LineKind | undefined {
    const kind = row.lineType === undefined ? undefined : numberedKind(row.lineType);
    if (kind === undefined || user === undefined) return kind;
    this.acted.assume('attributeWhen');
    const always = this.assumptions.attributeWhen === 'every-run';
    return always || this.connector.line === 'every-run' ? kind : undefined;
  }

  private byFlag(row: SourceRow, user: ConnectUser | undefined): LineKind | undefined {
    const empty = (row.phone ?? '').trim() === '';
    switch (this.connector.dynamicFlag) {
      case 1:
        return empty ? 'dynamic' : undefined;
      case 2:
        return empty && user === undefined ? 'dynamic' : undefined;
      case 3:
        return 'dynamic';
      case null:
        return undefined;
    }
  }

  private ofKind(
    kind: LineKind,
    row: SourceRow,
    user: ConnectUser | undefined,
    key: number,
  ): AssignedLine {
    if (kind === 'none') return { line: NO_LINE, why: 'line-type-none' };
    if (kind !== 'master-data') return { line: { kind, number: '' } };
    return this.fromPhone(row.phone ?? user?.phone ?? '', user, key);
  }

  private fromPhone(phone: string, user: ConnectUser | undefined, key: number): AssignedLine {
    const found = lineNumber(phone, this.numbers);
    if ('number' in found) {
      this.acted.rule('number.filtered', ...(found.rule ? [found.rule] : []));
      const owner = this.owners.get(found.number);
      if (owner === undefined || owner === key) {
        return { line: { kind: 'master-data', number: found.number } };
      }
      this.acted.rule('line.number-unique');
    } else if (found.rule) this.acted.rule(found.rule);
    const why: LineProblem = 'why' in found ? found.why : 'number-taken';
    if (user === undefined) return { line: NO_LINE, why };
    this.acted.assume('unusableNumber');
    const keeps = this.assumptions.unusableNumber === 'keeps-line';
    return { line: keeps ? user.line : NO_LINE, why };
  }
}
