import type { Customer, Person } from './customer.js';
import { SETTINGS_GROUPS } from './export-folder.js';
import { ALWAYS } from './errors/always.js';
import type { Planted } from './errors/planted-error.js';
import { linesOf } from './lists.js';

/** Licenses are sold in fives here. */
const PACK = 5;

/** Every number of a practice customer, counted from the people themselves and not from the files. */
export function count({ people, dynamicLines }: Customer) {
  const dynamic = people.filter((p) => p.dynamic);
  const fixed = people.filter((p) => !p.dynamic);
  const withData = people.filter(hasData);
  const users = people.length;
  const licensedUsers = Math.ceil((users + 1) / PACK) * PACK;
  return {
    users,
    usersWithData: withData.length,
    usersWithoutData: users - withData.length,
    yellow: people.filter((p) => p.recordedInConnect).length,
    greetings: people.reduce((sum, p) => sum + p.greetings.length, 0),
    recordedNames: people.filter((p) => p.recordedName).length,
    dynamicUsers: dynamic.length,
    staticUsers: fixed.length,
    staticLines: fixed.reduce((sum, p) => sum + linesOf(p).length, 0),
    dynamicLines: dynamicLines.length,
    licensedUsers,
    licenses: [
      { type: 'Benutzer (Upgrade, Übung)', count: licensedUsers },
      { type: 'Server (Upgrade, Übung)', count: 1 },
    ],
  };
}

export function hasData(person: Person): boolean {
  return person.greetings.length > 0 || person.recordedName;
}

/** `key.json`: the right totals, and what is planted: the wrong answers of every drill, and the chosen errors. */
export function answerKey(customer: Customer, planted: readonly Planted[] = []) {
  const n = count(customer);
  const overwritten = n.yellow;
  return {
    format: 'umstieg-drill-key/2',
    seed: customer.seed,
    customer: customer.name,
    planted: [...ALWAYS, ...planted],
    match: {
      source: n.users,
      target: n.users + 1,
      withData: n.usersWithData,
      outcomes: { ...NO_OUTCOME, exact: n.users },
      import: {
        import: n.usersWithData - overwritten,
        'import-overwrites': overwritten,
        'no-match': 0,
        'no-data': n.usersWithoutData,
        'duplicate-blocked': 0,
      },
      targetWithoutSource: 1,
    },
    prediction: {
      overviewOfAll: { green: n.users - n.yellow, yellow: n.yellow },
      overviewWithData: { green: n.usersWithData - n.yellow, yellow: n.yellow },
      left: 0,
      right: 1,
      withoutData: n.usersWithoutData,
    },
    export: {
      settingsGroups: SETTINGS_GROUPS.length,
      usersWithData: n.usersWithData,
      greetings: n.greetings,
      recordedNames: n.recordedNames,
      notUnderstood: 0,
    },
    lines: {
      userLines: { rows: n.staticLines, users: n.staticUsers },
      userLinesDynamic: { rows: n.dynamicUsers, users: n.dynamicUsers, withoutSid: 0 },
      dynamicLines: { rows: n.dynamicLines },
    },
  };
}

const NO_OUTCOME = {
  empty: 0,
  'duplicate-source': 0,
  'duplicate-target': 0,
  exact: 0,
  blank: 0,
  case: 0,
  unicode: 0,
  alias: 0,
  'other-domain': 0,
  'name-only': 0,
  none: 0,
};
