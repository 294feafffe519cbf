import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandAction, ENGINE_ACTIONS } from '../../src/access/engine-actions.js';
import {
  ACTIONS,
  isRole,
  may,
  mayGive,
  ROLES,
  type Action,
  type Role,
} from '../../src/access/rights.js';
import { parseScope, type Resource, type Scope } from '../../src/access/scope.js';
import type { RunCommand } from '../../src/engine/commands.js';
import { ROOT } from '../style/repository.js';

/** Members of the engine nobody calls for somebody: the program itself does. */
const OWN: readonly string[] = [
  ...[
    'Umstieg.close',
    'Matchings.close',
    'Umstieg.onProgress',
    'Umstieg.recordRefusal',
    'Umstieg.begin',
  ],
  ...['Umstieg.settle', 'Umstieg.resume', 'Umstieg.othersEnd', 'Archive.portOf'],
  ...['Operations.settle', 'Operations.abandon'], // of a process that stops
  ...['HeldWork.hold', 'HeldWork.look', 'HeldWork.end', 'HeldWork.isHeld'],
  ...['Quotas.current', 'Quotas.within'],
  'Practices.customers', // invented ones, of folders and not of people
  ...['Drafts.removeWhere', 'Backups.dropErased'],
];
/** `Umstieg.command` carries every command of a run; each has an action of its own. */
const COMMAND = 'Umstieg.command';

/** The compiler refuses a command that is missing here, or one the engine does not know. */
const COMMANDS: Readonly<Record<RunCommand['do'], true>> = {
  submit: true,
  approve: true,
  reject: true,
  withdraw: true,
  waive: true,
  redo: true,
  'accept-outdated': true,
  assign: true,
  note: true,
  switch: true,
  plan: true,
  signal: true,
  pause: true,
  resume: true,
  cancel: true,
  migrate: true,
  'undo-migration': true,
  advance: true,
  clock: true,
};

const ENGINE: Readonly<Record<string, string>> = {
  Umstieg: 'umstieg',
  Queries: 'queries',
  Checklists: 'checklists',
  Overview: 'overview',
  StepPages: 'step-pages',
  Briefings: 'briefings',
  RunMaps: 'run-map',
  Practices: 'practice',
  Visits: 'visits',
  Operations: 'operations',
  Matchings: 'matchings',
  History: 'history',
  Archive: 'archive',
  Migrator: 'migrator',
  HandOvers: 'handover-import',
  Drafts: 'drafts',
  Doctor: 'doctor',
  InstanceTree: 'instance-tree',
  InstanceCheck: 'instance-check',
  Backups: 'backups',
  Erasures: 'erasures',
  HeldWork: 'held-work',
  Quotas: 'quotas',
};

function source(file: string): string {
  return readFileSync(join(ROOT, 'src/engine', `${file}.ts`), 'utf8');
}

/** What a class lets others call, as its source says. */
function membersOf(name: string): string[] {
  const text = source(ENGINE[name] ?? '');
  const body = text.slice(text.indexOf(`export class ${name} `)).split('\n}\n')[0] ?? '';
  const found = [...body.matchAll(/^ {2}(?:async )?\*?(\w+)(?:<[^>]*>)?\(/gm)];
  return found
    .map(([, member]) => `${name}.${member ?? ''}`)
    .filter((m) => !m.endsWith('.constructor'));
}

describe('the table of rights', () => {
  it('has an action for every command of the engine', () => {
    const literals = [...source('commands').matchAll(/do: ((?:'[\w-]+'(?: \| )?)+)/g)];
    const told = literals.flatMap(([, words]) => [...(words ?? '').matchAll(/'([\w-]+)'/g)]);
    const commands = told.map(([, word]) => word ?? '');
    expect(commands.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
    const missing = commands.filter(
      (c) => !(ACTIONS as readonly string[]).includes(commandAction(c)),
    );
    expect(missing).toEqual([]);
  });

  it('has an action for everything the engine answers to somebody', () => {
    const members = Object.keys(ENGINE).flatMap(membersOf);
    expect(members.length).toBeGreaterThan(30);
    const known = new Set([...Object.keys(ENGINE_ACTIONS), ...OWN, COMMAND]);
    expect(members.filter((member) => !known.has(member))).toEqual([]);
    expect([...known].filter((member) => !members.includes(member))).toEqual([]);
  });

  it('lets the auditor read and nothing else', () => {
    const allowed = ACTIONS.filter((action) => holds('auditor', action));
    expect(allowed.filter((action) => !/\.(see|see-log|examine)$/.test(action))).toEqual([]);
    expect(allowed).toContain('audit.see');
  });

  it('lets the approver decide and read, and do nothing that would then be approved', () => {
    const allowed = ACTIONS.filter(
      (action) => holds('approver', action) && !action.endsWith('.see'),
    );
    expect(allowed).toEqual(['run.approve', 'run.reject']);
  });

  it('lets nobody give more than they hold, but for the owner', () => {
    for (const giver of ROLES.filter((role) => role !== 'owner'))
      for (const given of ROLES.filter((role) => gives(giver, role)))
        expect([giver, given, ACTIONS.filter((a) => holds(given, a) && !holds(giver, a))]).toEqual([
          giver,
          given,
          given === 'auditor' ? ['people.see-log', 'installation.examine'] : [],
        ]);
  });
});

const PATH: Resource = ['installation', 'partner:p', 'customer:c', 'project:x'];
const FOREIGN: readonly Resource[] = [
  ['installation', 'partner:p', 'customer:d', 'project:y'],
  ['installation', 'partner:q', 'customer:e', 'project:z'],
  ['installation', 'project:unplaced'],
  ['installation', 'partner:p2', 'customer:c2', 'project:x2'], // names that begin alike
];

describe.each(ROLES)('a grant as %s', (role) => {
  it.each(ACTIONS)('reaches %s on its own scope and below, never above or beside', (action) => {
    const right = holds(role, action);
    for (const [depth, scope] of PATH.entries()) {
      const person = { grants: [{ role, scope }] };
      for (let length = 1; length <= PATH.length; length++)
        expect(may(person, action, PATH.slice(0, length))).toBe(right && length > depth);
    }
    for (const scope of ['customer:c', 'project:x'] as const satisfies readonly Scope[])
      for (const foreign of FOREIGN)
        expect(may({ grants: [{ role, scope }] }, action, foreign)).toBe(false);
  });
});

it('lets somebody without a role do nothing at all', () => {
  for (const action of ACTIONS) expect(may({ grants: [] }, action, PATH)).toBe(false);
  for (const role of ROLES) expect(mayGive({ grants: [] }, role, PATH)).toBe(false);
});

function holds(role: Role, action: Action): boolean {
  return may({ grants: [{ role, scope: 'installation' }] }, action, ['installation']);
}

function gives(giver: Role, given: Role): boolean {
  return mayGive({ grants: [{ role: giver, scope: 'installation' }] }, given, ['installation']);
}

it('reads scopes and roles as they are typed, and nothing else', () => {
  for (const text of ['installation', 'partner:p', 'customer:c-1', 'project:x'])
    expect(parseScope(text)).toBe(text);
  for (const text of ['', 'customer', 'customer:', 'tenant:a', 'customer:a b', 'customer:a:b'])
    expect(parseScope(text)).toBeUndefined();
  expect(['owner', 'Owner', 'admin', ''].filter(isRole)).toEqual(['owner']);
});
