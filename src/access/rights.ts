import type { Resource, Scope } from './scope.js';

export const ROLES = ['owner', 'lead', 'technician', 'approver', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** A role somebody was given, and how far it reaches. */
export interface Grant {
  readonly role: Role;
  readonly scope: Scope;
}

/** Who asks; an account without grants may nothing. */
export interface Holder {
  readonly grants: readonly Grant[];
}

const row = (marks: string): readonly Role[] =>
  ROLES.filter((_, column) => marks.split(' ')[column] === 'x');

/**
 * Who may what, one action a line, one role a column. An action that is not in the table nobody may. Acting on a run is
 * named like the engine's commands; that two people are needed the engine says (ADR 0010, 0011), whatever stands here.
 */
const RIGHTS = {
  //                       owner lead technician approver auditor
  'project.see': /*      */ row('x x x x x'),
  'project.new': /*      */ row('x x - - -'),
  'project.erase': /*    */ row('x - - - -'),
  'run.new': /*          */ row('x x - - -'),
  'run.submit': /*       */ row('x x x - -'),
  'run.approve': /*      */ row('x x - x -'),
  'run.reject': /*       */ row('x x - x -'),
  'run.withdraw': /*     */ row('x x x - -'),
  'run.waive': /*        */ row('x x x - -'),
  'run.redo': /*         */ row('x x x - -'),
  'run.accept-outdated': row('x x x - -'),
  'run.assign': /*       */ row('x x - - -'),
  'run.note': /*         */ row('x x x - -'),
  'run.switch': /*       */ row('x x x - -'),
  'run.plan': /*         */ row('x x - - -'),
  'run.signal': /*       */ row('x x x - -'),
  'run.pause': /*        */ row('x x x - -'),
  'run.resume': /*       */ row('x x x - -'),
  'run.cancel': /*       */ row('x x - - -'),
  'run.migrate': /*      */ row('x x - - -'),
  'run.undo-migration': row('x x - - -'),
  'run.advance': /*      */ row('x x x - -'),
  'run.clock': /*        */ row('x x x - -'),
  'run.hand-over': /*    */ row('x x - - -'),
  'run.export': /*       */ row('x x - - -'),
  'run.take-in': /*      */ row('x - - - -'),
  'draft.keep': /*       */ row('x x x - -'),
  'audit.see': /*        */ row('x x x x x'),
  'report.see': /*       */ row('x x x x x'),
  'definition.see': /*   */ row('x x x x x'),
  'people.see': /*       */ row('x x - - x'),
  'people.invite': /*    */ row('x x - - -'),
  'people.revoke': /*    */ row('x x - - -'),
  'people.change-role': row('x x - - -'),
  'people.erase': /*     */ row('x - - - -'),
  'people.see-log': /*   */ row('x - - - x'),
  'tenant.change': /*    */ row('x - - - -'),
  'settings.change': /*  */ row('x - - - -'),
  'installation.examine': row('x - - - x'),
  'installation.back-up': row('x - - - -'),
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof RIGHTS;
export const ACTIONS = Object.keys(RIGHTS) as readonly Action[];

/** Roles somebody may give to others, and take from them. */
const GIVES: Readonly<Record<Role, readonly Role[]>> = {
  owner: ROLES,
  lead: ['technician', 'approver', 'auditor'],
  technician: [],
  approver: [],
  auditor: [],
};

/** The one question of every guard: does a grant of this person reach the resource, with a role that may? */
export function may(person: Holder, action: Action, resource: Resource): boolean {
  return person.grants.some(
    ({ role, scope }) => RIGHTS[action].includes(role) && resource.includes(scope),
  );
}

/** Whether anything at or below the resource's last scope could be seen: of others nobody even hears that they exist. */
export function maySee(person: Holder, resource: Resource): boolean {
  return may(person, 'project.see', resource);
}

/** Whether `person` may give or take `role` there. */
export function mayGive(person: Holder, role: Role, resource: Resource): boolean {
  return person.grants.some(
    (grant) => GIVES[grant.role].includes(role) && resource.includes(grant.scope),
  );
}

/** Roles somebody may give at least somewhere. */
export function givenBy({ grants }: Holder): readonly Role[] {
  return ROLES.filter((role) => grants.some((grant) => GIVES[grant.role].includes(role)));
}

export function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
