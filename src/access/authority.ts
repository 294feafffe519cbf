import type { AccessStore } from './access.store.js';
import { denied, signInRequired } from './refusals.js';
import { may, mayGive, type Action, type Grant, type Role } from './rights.js';
import type { Person } from './person.js';
import type { Resource } from './scope.js';

/** Asks for rights as they are stored at this moment: between a request and its effect they may have been taken. */
export class Authority {
  constructor(private readonly store: AccessStore) {}

  /** @throws RequestError sign-in.required when the account was revoked, access.denied */
  async require(by: Person, action: Action, resource: Resource): Promise<void> {
    if (!may({ grants: await this.grantsOf(by) }, action, resource)) throw denied();
  }

  /** @throws RequestError sign-in.required, access.denied */
  async requireGiving(by: Person, role: Role, resource: Resource): Promise<void> {
    if (!mayGive({ grants: await this.grantsOf(by) }, role, resource)) throw denied();
  }

  /** Whether an account may give a role there; one that was revoked gives nothing. */
  async gives(account: string, role: Role, resource: Resource): Promise<boolean> {
    const stored = await this.store.account(account);
    const grants = stored?.revokedAt === null ? await this.store.roles(account) : [];
    return mayGive({ grants }, role, resource);
  }

  private async grantsOf({ account }: Person): Promise<Grant[]> {
    const stored = await this.store.account(account);
    if (!stored || stored.revokedAt !== null) throw signInRequired();
    return this.store.roles(account);
  }
}
