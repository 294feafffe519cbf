import { finding, Unreadable } from '../finding.js';
import { f1, f2 } from '../fold.js';
import { numberedKind } from '../model/connector.js';
import { LINE_KINDS, type Line, type LineKind, type NewUser } from '../model/state.js';
import type { UserList } from '../user-list.js';

/**
 * The users of a list as they stand in Connect before the first run. Beside the columns of user lists it may have
 * `createdBy` (a connector, empty or `manual`: made by hand), `line` (a line kind, or its number 0 to 3), `lineNumber` and
 * `missed` (runs in which the creating connector has missed the user so far). Users take the licenses of the connector
 * that created them.
 * @throws Unreadable naming the row of a `line` or `missed` that is not understood
 */
export function initialUsers(
  list: UserList,
  createdBy: string | undefined,
  licensesOf: ReadonlyMap<string, readonly string[]>,
): NewUser[] {
  const cells = new StateCells(list, createdBy);
  return Array.from({ length: list.size }, (_, index): NewUser => {
    const maker = cells.maker(index);
    const missed = cells.missed(index);
    return {
      createdBy: maker,
      id: list.value(index, 'sid'),
      account: list.value(index, 'account'),
      firstname: list.value(index, 'firstname'),
      name: list.value(index, 'name'),
      email: list.value(index, 'email'),
      phone: list.value(index, 'phone'),
      line: cells.line(index),
      licenses: licensesOf.get(maker ?? '') ?? [],
      data: f1(list.value(index, 'hasData')) === '1' ? RECORDED : null,
      ...(maker !== null && missed > 0 ? { missed: { [maker]: missed } } : {}),
    };
  });
}

/** The connectors that created users of a list, each with the first row that says so. */
export function creatorsOf(list: UserList, createdBy: string | undefined): Map<string, number> {
  const cells = new StateCells(list, createdBy);
  const found = new Map<string, number>();
  for (let index = 0; index < list.size; index++) {
    const maker = cells.maker(index);
    if (maker !== null && !found.has(maker)) found.set(maker, list.row(index));
  }
  return found;
}

const RECORDED = { origin: 'recorded', greetings: [], recordedName: false } as const;

/** The columns beside those of user lists. */
class StateCells {
  private readonly places: Readonly<Record<'createdBy' | 'line' | 'lineNumber' | 'missed', number>>;

  constructor(
    private readonly list: UserList,
    private readonly createdBy: string | undefined,
  ) {
    const at = (name: string) => list.header.findIndex((column) => f2(column) === f2(name));
    this.places = {
      createdBy: at('createdBy'),
      line: at('line'),
      lineNumber: at('lineNumber'),
      missed: at('missed'),
    };
  }

  /** Null: made by hand. */
  maker(index: number): string | null {
    const { createdBy } = this.places;
    const name = createdBy < 0 ? (this.createdBy ?? '') : this.cell(index, 'createdBy');
    return name === '' || f2(name) === 'manual' ? null : name;
  }

  line(index: number): Line {
    const [cell, number] = [this.cell(index, 'line'), this.cell(index, 'lineNumber')];
    if (cell === '') return { kind: number === '' ? 'none' : 'master-data', number };
    const kind: LineKind | undefined =
      LINE_KINDS.find((known) => known === f2(cell)) ?? numberedKind(cell);
    if (kind === undefined) throw this.unreadable(index, 'line', cell, LINES);
    return { kind, number };
  }

  missed(index: number): number {
    const cell = this.cell(index, 'missed');
    if (!/^\d{0,4}$/.test(cell)) throw this.unreadable(index, 'missed', cell, '0, 1, 2, 3');
    return Number(cell);
  }

  private cell(index: number, name: 'createdBy' | 'line' | 'lineNumber' | 'missed'): string {
    const place = this.places[name];
    return place < 0 ? '' : f1(this.list.fields(index)[place] ?? '');
  }

  private unreadable(index: number, column: string, claimed: string, known: string): Unreadable {
    const { file } = this.list;
    const place = { ...(file === undefined ? {} : { file }), row: this.list.row(index), column };
    return new Unreadable(finding('simulation.state-unreadable', STATE, place, { claimed, known }));
  }
}

const LINES = [...LINE_KINDS, '0, 1, 2, 3'].join(', ');
const STATE = {
  de: 'Diese Angabe über einen vorhandenen Benutzer ist nicht verständlich. Aus einer geratenen würde falsch gerechnet.',
  en: 'This value of an existing user is not understood. From a guessed one the calculation would be wrong.',
};
