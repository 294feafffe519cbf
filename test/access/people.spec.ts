import { firstBroken } from '../../src/access/access-log.js';
import type { Person } from '../../src/access/person.js';
import type { Scope } from '../../src/access/scope.js';
import { codeOf, Office } from './office.js';

let office: Office;
let owner: Person;
let north: Scope;
let south: Scope;

beforeEach(async () => {
  office = await Office.open();
  owner = await office.owner();
  ({ north, south } = await office.customers(owner));
});
afterEach(() => office.remove());

describe('rights', () => {
  it('end at once with the account: sessions, roles and links', async () => {
    const tom = await office.add(owner, 'Tom', 'lead', north);
    const { token } = await office.signIn('Tom');
    const link = await office.access.invitations.renew(owner, tom.account);
    await office.access.people.revoke(owner, tom.account);
    expect(await codeOf(office.access.sessions.personOf(token))).toBe('sign-in.required');
    expect(await codeOf(office.signIn('Tom'))).toBe('sign-in.failed');
    expect(await codeOf(office.access.invitations.look(link.token))).toBe('invitation.ended');
    const o = { name: 'Uwe', role: 'technician', scope: north } as const;
    expect(await codeOf(office.access.invitations.invite(tom, o))).toBe('sign-in.required');
  });

  it('hold from the next request, in both directions', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', north);
    const { token } = await office.signIn('Tom');
    const see = async () => {
      const person = await office.access.sessions.personOf(token);
      const [projects] = await office.access.tenants.projectsWhere(person, 'project.see');
      return [...projects];
    };
    expect(await see()).toEqual(['n1']);
    await office.access.people.give(owner, tom.account, { role: 'auditor', scope: south });
    expect(await see()).toEqual(['n1', 's1']);
    await office.access.people.take(owner, tom.account, { role: 'technician', scope: north });
    expect(await see()).toEqual(['s1']);
  });

  it('are never changed by oneself, and never of somebody above', async () => {
    const lead = await office.add(owner, 'Lea', 'lead', north);
    const grant = { role: 'owner', scope: 'installation' } as const;
    const { people, invitations } = office.access;
    expect(
      await codeOf(people.give(owner, owner.account, { role: 'approver', scope: north })),
    ).toBe('access.denied');
    expect(await codeOf(people.take(owner, owner.account, grant))).toBe('access.denied');
    expect(await codeOf(people.revoke(owner, owner.account))).toBe('access.denied');
    expect(await codeOf(people.revoke(lead, owner.account))).toBe('person.unknown');
    expect(await codeOf(people.endSessions(lead, owner.account))).toBe('person.unknown');
    expect(await codeOf(invitations.renew(lead, owner.account))).toBe('person.unknown');
    expect(await codeOf(invitations.renew(owner, owner.account))).toBe('access.denied');
  });

  it('leave an owner where two owners revoke each other at the same moment', async () => {
    const other = await office.add(owner, 'Otto', 'owner', 'installation');
    const { people } = office.access;
    const ended = await Promise.all([
      codeOf(people.revoke(owner, other.account)),
      codeOf(people.revoke(other, owner.account)),
    ]);
    expect(ended.toSorted()).toEqual(['nothing refused', 'sign-in.required']);
  });

  it('come back with a new password, and the old sessions do not', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', north);
    const { token } = await office.signIn('Tom');
    for (let n = 0; n < 6; n++)
      await codeOf(office.signIn('Tom', { password: 'vergessen, leider' }));
    const link = await office.access.invitations.renew(owner, tom.account);
    const password = 'sieben Gänse fliegen südwärts';
    await office.access.invitations.redeem({ token: link.token, password });
    expect(await codeOf(office.access.sessions.personOf(token))).toBe('sign-in.required');
    expect((await office.signIn('Tom', { password })).account).toBe(tom.account);
  });
});

describe('the guard', () => {
  it('hides what a person was not given, and refuses what their role may not', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', north);
    const ask = (scope: Scope, action: 'project.see' | 'run.approve' | 'run.submit') =>
      codeOf(office.access.require(tom, action, scope));
    expect(await ask('project:n1', 'run.submit')).toBe('nothing refused');
    expect(await ask('project:n1', 'run.approve')).toBe('access.denied');
    expect(await ask('project:s1', 'project.see')).toBe('project.not-found');
    expect(await ask('project:s1', 'run.submit')).toBe('project.not-found');
    expect(await ask('project:loose', 'project.see')).toBe('project.not-found');
    expect(await ask('project:none', 'project.see')).toBe('project.not-found');
    const denied = (await office.events(owner)).filter(({ event }) => event === 'access.denied');
    expect(denied).toHaveLength(5);
    expect(denied[0]).toMatchObject({
      by: tom.account,
      action: 'run.approve',
      scope: 'project:n1',
    });
  });

  it('shows people, customers and links only where somebody may look', async () => {
    const lead = await office.add(owner, 'Lea', 'lead', north);
    await office.add(owner, 'Tom', 'technician', north);
    await office.add(owner, 'Sven', 'technician', south);
    await office.access.invitations.invite(owner, { name: 'Ute', role: 'lead', scope: south });
    const names = (await office.access.people.list(lead)).map(({ name }) => name);
    expect(names).toEqual(['Lea', 'Tom']);
    expect(await office.access.people.invitations(lead)).toEqual([]);
    expect((await office.access.tenants.seenBy(lead)).map(({ name }) => name)).toEqual(['Nord']);
    expect(await codeOf(office.access.log(lead))).toBe('access.denied');
  });

  it('lets a lead place a new project at their customer, and never move one', async () => {
    const lead = await office.add(owner, 'Lea', 'lead', north);
    const { tenants } = office.access;
    expect(await codeOf(tenants.place(lead, 'loose', south))).toBe('access.denied');
    await tenants.place(lead, 'loose', north);
    expect(await codeOf(tenants.place(lead, 'loose', north))).toBe('nothing refused'); // there already
    expect(await codeOf(tenants.place(lead, 's1', north))).toBe('access.denied');
  });
});

describe('the log of people and rights', () => {
  it('holds refused changes, with who asked for what', async () => {
    const lead = await office.add(owner, 'Lena', 'lead', north);
    const { people, tenants } = office.access;
    const give = people.give(lead, owner.account, { role: 'auditor', scope: north });
    expect(await codeOf(give)).toBe('person.unknown');
    const above = people.give(lead, lead.account, { role: 'owner', scope: north });
    expect(await codeOf(above)).toBe('access.denied');
    expect(await codeOf(tenants.place(lead, 's1', north))).toMatch(/access.denied|not-found/);
    const refused = (await office.events(owner)).filter(({ event }) => event === 'change.refused');
    expect(refused).toMatchObject([
      { by: lead.account, action: 'people.change-role', role: 'auditor', code: 'person.unknown' },
      { by: lead.account, action: 'people.change-role', role: 'owner', code: 'access.denied' },
      { by: lead.account, action: 'tenant.change', scope: 'project:s1' },
    ]);
  });

  it('names every event in order and shows the first place where it was changed', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', north);
    await office.access.people.revoke(owner, tom.account);
    const { entries, broken } = await office.access.log(owner);
    expect(broken).toBeUndefined();
    const kinds = (await office.events(owner)).map(({ event }) => event);
    expect(kinds.slice(0, 3)).toEqual(['invitation.made', 'invitation.redeemed', 'tenant.added']);
    expect(kinds.slice(-3)).toEqual(['invitation.made', 'invitation.redeemed', 'account.revoked']);
    const edited = entries.map((e) =>
      e.seq === 4 ? { ...e, body: e.body.replace('20', '21') } : e,
    );
    expect(firstBroken(edited)).toBe(4);
    expect(firstBroken([{ seq: 1, body: 'null', hash: '' }])).toBe(1);
    expect(firstBroken(entries.filter(({ seq }) => seq !== 5))).toBe(5);
    expect(firstBroken(entries.toSpliced(2, 2, ...entries.slice(2, 4).toReversed()))).toBe(3);
  });

  it('cannot be changed in the database', async () => {
    for (const sql of [`UPDATE access_entry SET body = ''`, 'DELETE FROM access_entry WHERE 1'])
      await expect(office.database.write(sql, [])).rejects.toThrow('append-only');
  });
});

describe('the roles in one project', () => {
  it('are those whose grants reach it, by name', async () => {
    const tom = await office.add(owner, 'Tom', 'technician', north);
    await office.access.people.give(owner, tom.account, { role: 'approver', scope: 'project:n1' });
    await office.add(owner, 'Ute', 'lead', south);
    const roles = await office.access.people.rolesIn('n1');
    expect([...(roles.get('Tom') ?? [])].sort()).toEqual(['approver', 'technician']);
    expect(roles.get('Ute')).toEqual([]);
    expect(roles.get(owner.name)).toEqual(['owner']);
  });
});
