import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Person } from '../../src/access/person.js';
import type { Scope } from '../../src/access/scope.js';
import { codeOf, Office } from './office.js';

const MIA = 'Mia Zwirbelvoss';
let office: Office;
let owner: Person;
let north: Scope;

beforeEach(async () => {
  office = await Office.open();
  owner = await office.owner();
  ({ north } = await office.customers(owner));
});
afterEach(() => office.remove());

/** Files of the data folder in which the name stands. */
const filesThatName = () =>
  readdirSync(office.folder).filter((file) =>
    readFileSync(join(office.folder, file)).includes('Zwirbelvoss'),
  );

const eraseMia = async () => {
  const { names } = office.access;
  await names.erase(await names.ofPerson(MIA), owner.account);
  await office.database.compact();
};

describe('the name of an account that is erased', () => {
  it('stays while the person may still sign in', async () => {
    await office.add(owner, MIA, 'technician', north);
    expect(await codeOf(office.access.names.ofPerson(MIA))).toBe('erase.account-open');
    expect(filesThatName()).not.toEqual([]);
  });

  it('stands in no file any more, the log stays whole, and nobody signs in with it', async () => {
    const mia = await office.add(owner, MIA, 'technician', north);
    await office.access.people.revoke(owner, mia.account);
    await eraseMia();
    expect(filesThatName()).toEqual([]);
    expect(await office.access.brokenAt()).toBeUndefined();
    expect(await codeOf(office.signIn(MIA))).toBe('sign-in.failed');
    expect(await office.access.names.ofPerson(MIA)).toEqual([]);
  });

  it('is still taken: nobody else gets an account under it', async () => {
    const mia = await office.add(owner, MIA, 'technician', north);
    await office.access.people.revoke(owner, mia.account);
    await eraseMia();
    const again = { name: MIA, role: 'technician', scope: north } as const;
    expect(await codeOf(office.access.invitations.invite(owner, again))).toBe('person.taken');
  });
});
