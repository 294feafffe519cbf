import { mkdtempSync, rmSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Access } from '../../src/access/access.js';
import type { Person } from '../../src/access/person.js';
import type { Role } from '../../src/access/rights.js';
import type { Scope } from '../../src/access/scope.js';
import { UmstiegError } from '../../src/core/errors.js';
import { Database } from '../../src/persistence/database.js';

/** Real scrypt, cheap: only `password-hash.spec.ts` pays for the real cost. */
export const CHEAP = { ln: 4, r: 8, p: 1 };
export const PASSWORD = 'vier Pferde ziehen den Heuwagen';

/** A data folder with people in it, and a clock that is moved by hand. */
export class Office {
  time = Date.parse('2026-03-02T08:00:00.000Z');
  access: Access;

  private constructor(
    readonly folder: string,
    readonly database: Database,
    cost = CHEAP,
  ) {
    this.access = new Access({ database, hmac, cost, now: () => new Date(this.time) });
  }

  static async open(folder = mkdtempSync(join(tmpdir(), 'umstieg-office-')), cost = CHEAP) {
    return new Office(folder, await Database.open(folder), cost);
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  async remove(): Promise<void> {
    await this.close();
    rmSync(this.folder, { recursive: true });
  }

  /** The first account, by the first link. */
  async owner(name = 'Olga Owner'): Promise<Person> {
    const link = await this.access.invitations.first();
    const { token } = await this.access.invitations.redeem({
      token: link?.token ?? '',
      password: PASSWORD,
      name,
    });
    return this.access.sessions.personOf(token);
  }

  async add(by: Person, name: string, role: Role, scope: Scope): Promise<Person> {
    const { token } = await this.access.invitations.invite(by, { name, role, scope });
    const redeemed = await this.access.invitations.redeem({ token, password: PASSWORD });
    return this.access.sessions.personOf(redeemed.token);
  }

  /** A project as the engine stores it; which run it has does not matter here. */
  async project(id: string): Promise<void> {
    await this.database.write('INSERT INTO project(id, customer, created_at) VALUES (?, ?, ?)', [
      id,
      `Kunde ${id}`,
      new Date(this.time).toISOString(),
    ]);
  }

  /** A partner with two customers, a project at each, and one that was given to nobody. */
  async customers(owner: Person): Promise<{ north: Scope; south: Scope }> {
    const { tenants } = this.access;
    const parent = await tenants.add(owner, { kind: 'partner', name: 'Partner' });
    const north = await tenants.add(owner, { kind: 'customer', name: 'Nord', parent });
    const south = await tenants.add(owner, { kind: 'customer', name: 'Süd', parent });
    for (const id of ['n1', 's1', 'loose']) await this.project(id);
    await tenants.place(owner, 'n1', north);
    await tenants.place(owner, 's1', south);
    return { north, south };
  }

  signIn(name: string, o: { password?: string; address?: string; earlier?: string } = {}) {
    const { password = PASSWORD, address = '192.0.2.1', earlier } = o;
    return this.access.signIn.signIn({ name, password, address, earlier });
  }

  async events(by: Person): Promise<Record<string, unknown>[]> {
    const { entries } = await this.access.log(by);
    return entries.map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  }
}

export function hmac(value: string): string {
  return createHmac('sha256', 'key of this test').update(value).digest('hex');
}

/** The code a promise was refused with; fails when it was not. */
export async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof UmstiegError) return error.code;
    throw error;
  }
  return 'nothing refused';
}
