import { f1, f2 } from '../fold.js';
import { LINE_KINDS, type Line, type NewUser } from '../model/state.js';
import type { UserList } from '../user-list.js';

/**
 * The users of a list as they stand in Connect before the first run. Beside the columns of user lists it may have
 * `createdBy` (a connector, empty or `manual`: made by hand), `line` (a line kind), `lineNumber` and `missed` (runs in
 * which the creating connector has missed the user so far). Users take the licenses of the connector that created them.
 */
export function initialUsers(
  list: UserList,
  createdBy: string | undefined,
  licensesOf: ReadonlyMap<string, readonly string[]>,
): NewUser[] {
  const at = (name: string) => list.header.findIndex((column) => f2(column) === f2(name));
  const places = {
    createdBy: at('createdBy'),
    line: at('line'),
    lineNumber: at('lineNumber'),
    missed: at('missed'),
  };
  return Array.from({ length: list.size }, (_, index): NewUser => {
    const fields = list.fields(index);
    const cell = (name: keyof typeof places) => f1(fields[places[name]] ?? '');
    const maker = madeBy(places.createdBy < 0 ? (createdBy ?? '') : cell('createdBy'));
    const missed = Number(cell('missed'));
    return {
      createdBy: maker,
      id: list.value(index, 'sid'),
      account: list.value(index, 'account'),
      firstname: list.value(index, 'firstname'),
      name: list.value(index, 'name'),
      email: list.value(index, 'email'),
      phone: list.value(index, 'phone'),
      line: lineOf(cell('line'), cell('lineNumber')),
      licenses: licensesOf.get(maker ?? '') ?? [],
      data: f1(list.value(index, 'hasData')) === '1' ? RECORDED : null,
      ...(maker !== null && missed > 0 ? { missed: { [maker]: missed } } : {}),
    };
  });
}

const RECORDED = { origin: 'recorded', greetings: [], recordedName: false } as const;

function madeBy(name: string): string | null {
  return name === '' || f2(name) === 'manual' ? null : name;
}

function lineOf(kind: string, number: string): Line {
  const known = LINE_KINDS.find((k) => k === f2(kind));
  return { kind: known ?? (number === '' ? 'none' : 'master-data'), number };
}
