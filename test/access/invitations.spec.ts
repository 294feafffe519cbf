import { personKey } from '../../src/connect/person-key.js';
import { actorOf, type Person } from '../../src/access/person.js';
import { ROLES, type Role } from '../../src/access/rights.js';
import type { Scope } from '../../src/access/scope.js';
import { codeOf, Office, PASSWORD } from './office.js';

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

const refresh = async (name: string) =>
  office.access.sessions.personOf((await office.signIn(name)).token);

describe('the first link of an installation', () => {
  it('makes the owner, once, and only the newest one does', async () => {
    const fresh = await Office.open();
    const old = await fresh.access.invitations.first();
    const link = await fresh.access.invitations.first();
    const redeem = (token = '') =>
      fresh.access.invitations.redeem({ token, password: PASSWORD, name: 'Olga' });
    expect(await codeOf(redeem(old?.token))).toBe('invitation.ended');
    expect(await fresh.access.hasPeople()).toBe(false);
    await redeem(link?.token);
    expect(await codeOf(redeem(link?.token))).toBe('invitation.ended');
    expect(await fresh.access.invitations.first()).toBeUndefined();
    await fresh.remove();
  });

  it('runs out after a day', async () => {
    const fresh = await Office.open();
    const link = await fresh.access.invitations.first();
    fresh.time += 24 * 3_600_000;
    const late = { token: link?.token ?? '', password: PASSWORD, name: 'Olga' };
    expect(await codeOf(fresh.access.invitations.redeem(late))).toBe('invitation.ended');
    await fresh.remove();
  });
});

describe('an invitation', () => {
  it('carries name, role and scope; whoever uses it chooses the password only', async () => {
    const o = { name: 'Tom  Technik', role: 'technician', scope: north } as const;
    const { token } = await office.access.invitations.invite(owner, o);
    expect(await office.access.invitations.look(token)).toEqual({ ...o, name: 'Tom Technik' });
    await office.access.invitations.redeem({ token, password: PASSWORD, name: 'Olga Owner' });
    const tom = await refresh('Tom Technik');
    expect(tom.grants).toEqual([{ role: 'technician', scope: north }]);
    expect(actorOf(tom)).toEqual({ name: 'Tom Technik', authenticated: true });
  });

  it('gives no second account to one person, however the name is spelled', async () => {
    await office.add(owner, 'Jürgen Groß', 'technician', north);
    for (const name of [
      'JUERGEN GROSS',
      'jürgen  groß',
      'Jürgen\u200b Groß',
      'Ju\u0308rgen Groß',
    ]) {
      expect(personKey(name)).toBe(personKey('Jürgen Groß'));
      const o = { name, role: 'approver', scope: north } as const;
      expect(await codeOf(office.access.invitations.invite(owner, o))).toBe('person.taken');
    }
    const all = await office.access.people.list(owner);
    await office.access.people.revoke(
      owner,
      all.find((p) => p.name.startsWith('J'))?.account ?? '',
    );
    const o = { name: 'Jürgen Groß', role: 'approver', scope: north } as const;
    expect(await codeOf(office.access.invitations.invite(owner, o))).toBe('person.taken');
  });

  it('of somebody with an account at another customer is refused without saying so, and recorded', async () => {
    const lead = await office.add(owner, 'Lena Lead', 'lead', north);
    await office.add(owner, 'Sofie Süd', 'technician', south);
    await office.add(owner, 'Nora Nord', 'technician', north);
    const invite = (name: string) =>
      office.access.invitations.invite(lead, { name, role: 'technician', scope: north });
    expect(await codeOf(invite('Nora Nord'))).toBe('person.taken');
    expect(await codeOf(invite('Sofie Süd'))).toBe('access.denied');
    const refused = (await office.events(owner)).filter(({ event }) => event === 'change.refused');
    expect(refused).toMatchObject([
      { by: lead.account, action: 'people.invite', scope: north, code: 'person.taken' },
      { by: lead.account, action: 'people.invite', scope: north, code: 'access.denied' },
    ]);
    expect(JSON.stringify(refused)).not.toContain('Süd');
  });

  it('of the same person ends the one before; two open ones are never two accounts', async () => {
    const o = { name: 'Tom', role: 'technician', scope: north } as const;
    const first = await office.access.invitations.invite(owner, o);
    const second = await office.access.invitations.invite(owner, { ...o, name: 'TOM' });
    const redeem = ({ token }: { token: string }) =>
      office.access.invitations.redeem({ token, password: PASSWORD });
    expect(await codeOf(redeem(first))).toBe('invitation.ended');
    await redeem(second);
    expect(await codeOf(redeem(second))).toBe('invitation.ended');
  });
});

describe('an open invitation', () => {
  it('stays when somebody at another customer invites a person of the same name', async () => {
    const lead = await office.add(owner, 'Lena Lead', 'lead', south);
    const o = { name: 'Tom', role: 'technician' } as const;
    const here = await office.access.invitations.invite(owner, { ...o, scope: north });
    const there = await office.access.invitations.invite(lead, { ...o, scope: south });
    const redeem = ({ token }: { token: string }) =>
      office.access.invitations.redeem({ token, password: PASSWORD });
    await redeem(here);
    expect((await refresh('Tom')).grants).toEqual([{ role: 'technician', scope: north }]);
    expect(await codeOf(redeem(there))).toBe('person.taken');
  });

  it('ends with the right of whoever made it', async () => {
    const [lead, other] = [
      await office.add(owner, 'Lena Lead', 'lead', north),
      await office.add(owner, 'Udo Unten', 'lead', north),
    ];
    const made: { readonly token: string }[] = [];
    for (const [by, name] of [
      [lead, 'Tom'],
      [other, 'Tim'],
    ] as const)
      made.push(
        await office.access.invitations.invite(by, { name, role: 'technician', scope: north }),
      );
    const look = (n: number) => codeOf(office.access.invitations.look(made[n]?.token ?? ''));
    expect([await look(0), await look(1)]).toEqual(['nothing refused', 'nothing refused']);
    await office.access.people.revoke(owner, lead.account);
    await office.access.people.take(owner, other.account, { role: 'lead', scope: north });
    expect([await look(0), await look(1)]).toEqual(['invitation.ended', 'invitation.ended']);
  });

  it('can be withdrawn', async () => {
    const o = { name: 'Tom', role: 'technician', scope: north } as const;
    const made = await office.access.invitations.invite(owner, o);
    expect(await office.access.people.invitations(owner)).toMatchObject([{ name: 'Tom' }]);
    await office.access.invitations.withdraw(owner, made.invitation);
    expect(await office.access.people.invitations(owner)).toEqual([]);
    expect(await codeOf(office.access.invitations.look(made.token))).toBe('invitation.ended');
  });

  it('keeps the link when the password is refused', async () => {
    const o = { name: 'Tom', role: 'technician', scope: north } as const;
    const { token } = await office.access.invitations.invite(owner, o);
    const weak = office.access.invitations.redeem({ token, password: 'kurz' });
    expect(await codeOf(weak)).toBe('password.weak');
    await office.access.invitations.redeem({ token, password: PASSWORD });
  });

  it.each(ROLES)('%s invites for what it may give, in its own scope only', async (role) => {
    const giver = await office.add(owner, 'Gina', role, north);
    const may: Readonly<Record<Role, readonly Role[]>> = {
      owner: ROLES,
      lead: ['technician', 'approver', 'auditor'],
      ...{ technician: [], approver: [], auditor: [] },
    };
    for (const given of ROLES)
      for (const scope of [north, south, 'installation', 'project:n1', 'project:s1'] as const) {
        const o = { name: `${given} ${scope}`, role: given, scope };
        const mine = scope === north || scope === 'project:n1';
        expect([given, scope, await codeOf(office.access.invitations.invite(giver, o))]).toEqual([
          ...[given, scope],
          mine && may[role].includes(given) ? 'nothing refused' : 'access.denied',
        ]);
      }
  });
});
