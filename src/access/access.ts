import { endAllAfterRestore } from './after-restore.js';
import { RequestError } from '../core/errors.js';
import type { Database } from '../persistence/database.js';
import { AccessStore } from './access.store.js';
import { firstBroken, type AccessEntry } from './access-log.js';
import { Authority } from './authority.js';
import { Identities } from './identities.js';
import { ErasingNames } from './erasing-names.js';
import { Invitations } from './invitations.js';
import { Marks } from './marks.js';
import { SignInFlows } from './openid/sign-in-flow.js';
import { CURRENT_COST, PasswordHash, type ScryptCost } from './password-hash.js';
import { People } from './people.js';
import type { Person } from './person.js';
import { denied, noSuchProject, noSuchRun } from './refusals.js';
import { ACTIONS, may, maySee, type Action } from './rights.js';
import type { Resource, Scope } from './scope.js';
import { SESSION_LIMITS, type SessionLimits } from './session-rules.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { Standing } from './standing.js';
import { Tenants } from './tenants.js';

/** What something is asked about: a run, a project or a scope; `somewhere` is wherever a grant reaches. */
export type Place = { readonly run: string } | { readonly project: string } | Scope | 'somewhere';

export interface AccessOptions {
  readonly database: Database;
  /** HMAC-SHA-256 under the instance key, hex. */
  readonly hmac: (value: string) => string;
  readonly now?: () => Date;
  readonly limits?: SessionLimits;
  readonly cost?: ScryptCost;
}

/** People and rights of one data folder: what every face asks who somebody is and what they may. */
export class Access {
  readonly signIn: SignIn;
  readonly sessions: Sessions;
  readonly invitations: Invitations;
  readonly people: People;
  readonly tenants: Tenants;
  readonly names: ErasingNames;
  readonly identities: Identities;
  readonly flows: SignInFlows;
  readonly now: () => Date;
  private readonly store: AccessStore;

  constructor({ database, hmac, now, limits, cost }: AccessOptions) {
    const store = new AccessStore(database, now ?? (() => new Date()));
    const marks = new Marks(hmac);
    const passwords = new PasswordHash(cost ?? CURRENT_COST);
    const authority = new Authority(store);
    this.store = store;
    this.now = store.now;
    const standing = new Standing(store);
    this.tenants = new Tenants(store, authority, standing);
    this.names = new ErasingNames(store, marks);
    this.signIn = new SignIn(store, marks, passwords, limits ?? SESSION_LIMITS);
    this.sessions = new Sessions(store, standing, limits ?? SESSION_LIMITS);
    this.invitations = new Invitations(store, authority, this.tenants, marks, passwords);
    this.identities = new Identities(store, marks, this.invitations, limits ?? SESSION_LIMITS);
    this.flows = new SignInFlows(hmac);
    this.people = new People(store, authority, this.tenants, standing);
  }

  /** Whether somebody has an account: from then on nobody acts without one. */
  hasPeople(): Promise<boolean> {
    return this.store.anyAccount();
  }

  /**
   * The guard: lets pass, or records the refusal and throws it. What a person must not see is answered, and recorded, like
   * what is not there.
   * @throws RequestError run.not-found, project.not-found, access.denied
   */
  async require(person: Person, action: Action, place: Place): Promise<void> {
    const resource = await this.resourceAt(place);
    if (resource !== 'unknown' && mayThere(person, action, resource)) return;
    const hidden = resource === 'unknown' || (isBelow(resource) && !maySee(person, resource));
    const scope = resource === 'unknown' ? resource : (resource?.at(-1) ?? 'somewhere');
    await this.store.change(() =>
      Promise.resolve({
        event: { event: 'access.denied', by: person.account, action, scope },
        answer: () => undefined,
      }),
    );
    if (!hidden) throw denied();
    throw typeof place === 'object' && 'run' in place ? noSuchRun() : noSuchProject();
  }

  /** As `require`, without recording. */
  async mayAt(person: Person, action: Action, place: Place): Promise<boolean> {
    const resource = await this.resourceAt(place);
    return resource !== 'unknown' && mayThere(person, action, resource);
  }

  /** Every action somebody may there. */
  async actionsAt(person: Person, place: Place): Promise<readonly Action[]> {
    const resource = await this.resourceAt(place);
    return resource === 'unknown'
      ? []
      : ACTIONS.filter((action) => mayThere(person, action, resource));
  }

  /** Undefined for `somewhere`. */
  private async resourceAt(place: Place): Promise<Resource | undefined | 'unknown'> {
    if (place === 'somewhere') return undefined;
    try {
      if (typeof place === 'string') return await this.tenants.resourceOf(place);
      if ('run' in place) return await this.tenants.resourceOfRun(place.run);
      return await this.tenants.resourceOf(`project:${place.project}`);
    } catch (error) {
      if (error instanceof RequestError && error.code === 'project.not-found') return 'unknown';
      throw error;
    }
  }

  /** Grows with every change of people, rights and sessions. */
  async lastChange(): Promise<number> {
    return (await this.store.head()).seq;
  }

  /**
   * The log of people and rights, oldest first, and the number of its first entry that does not hold.
   * @throws RequestError access.denied
   */
  async log(by: Person): Promise<{ entries: readonly AccessEntry[]; broken?: number }> {
    await this.require(by, 'people.see-log', 'installation');
    const entries = await this.store.entries();
    const broken = firstBroken(entries);
    return { entries, ...(broken === undefined ? {} : { broken }) };
  }

  /** A restored data folder: everybody signs in anew. */
  restored(): Promise<void> {
    return endAllAfterRestore(this.store);
  }

  /** Number of the log's first entry that does not hold, for whoever has the data folder in hand. */
  async brokenAt(): Promise<number | undefined> {
    return firstBroken(await this.store.entries());
  }
}

/** With no resource: wherever one of their grants reaches. No project is begun inside another one. */
function mayThere(person: Person, action: Action, resource: Resource | undefined): boolean {
  if (resource) return may(person, action, resource);
  return person.grants.some(
    (grant) =>
      may({ grants: [grant] }, action, [grant.scope]) &&
      !(action === 'project.new' && grant.scope.startsWith('project:')),
  );
}

function isBelow(resource: Resource | undefined): resource is Resource {
  return resource !== undefined && resource.length > 1;
}
