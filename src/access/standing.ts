import { sharedLook } from '../persistence/shared-look.js';
import type { AccessStore } from './access.store.js';
import type { Person } from './person.js';
import type { Resource } from './scope.js';
import { projectPath, tenantMap } from './tenant-path.js';

type Holder = Omit<Person, 'session'>;
/** Project → the way down to it. */
export type Paths = ReadonlyMap<string, Resource>;

interface Known {
  readonly stamp: string;
  readonly holders: Map<string, Promise<Holder | undefined>>;
  paths?: Promise<Paths>;
}

/**
 * Accounts with their grants, and where each project lies. Read once and remembered until the log of people and rights grows
 * or a project is new, whichever process did it: that is asked before every answer.
 */
export class Standing {
  /** Run → its project, which never changes. */
  private readonly runs = new Map<string, string>();
  private known: Known = { stamp: '', holders: new Map() };
  private readonly now = sharedLook(async () => {
    const stamp = await this.store.stamp(); // before anything else: what is read later may be newer, never older
    if (stamp !== this.known.stamp) this.known = { stamp, holders: new Map() };
    return this.known;
  });

  constructor(private readonly store: AccessStore) {}

  /** Undefined when there is no such account or it was revoked. */
  async holder(account: string): Promise<Holder | undefined> {
    const { holders } = await this.now();
    const known = holders.get(account);
    if (known) return known;
    const read = this.readHolder(account);
    holders.set(account, read);
    read.catch(() => holders.delete(account));
    return read;
  }

  /** Every project with the way down to it. */
  async paths(): Promise<Paths> {
    const known = await this.now();
    if (known.paths) return known.paths;
    const read = this.readPaths();
    known.paths = read;
    read.catch(() => delete known.paths);
    return read;
  }

  /** The project a run belongs to; undefined when there is no such run. */
  async projectOf(run: string): Promise<string | undefined> {
    const known = this.runs.get(run);
    if (known !== undefined) return known;
    const project = await this.store.projectOf(run);
    if (project !== undefined) this.runs.set(run, project);
    return project;
  }

  private async readHolder(id: string): Promise<Holder | undefined> {
    const account = await this.store.account(id);
    if (!account || account.revokedAt !== null) return undefined;
    const grants = await this.store.roles(id);
    return {
      account: id,
      name: account.name,
      grants: grants.map(({ role, scope }) => ({ role, scope })),
    };
  }

  private async readPaths(): Promise<Paths> {
    const places = await this.store.places();
    const tenants = tenantMap(await this.store.tenants());
    return new Map(places.map((place) => [place.projectId, projectPath(place, tenants)]));
  }
}
