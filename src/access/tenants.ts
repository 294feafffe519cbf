import { createHash, randomUUID } from 'node:crypto';
import { RequestError } from '../core/errors.js';
import type { AccessStore, Decided } from './access.store.js';
import { keyTaken, noSuchProject } from './refusals.js';
import { may, maySee, type Action } from './rights.js';
import type { TenantRow } from './rows.js';
import { idOf, INSTALLATION, type Resource, type Scope } from './scope.js';
import type { Authority } from './authority.js';
import type { Person } from './person.js';
import type { Paths, Standing } from './standing.js';
import { pathTo, tenantMap } from './tenant-path.js';

/** For each action the ids of projects. */
export type ProjectsOf<A extends readonly Action[]> = { [I in keyof A]: ReadonlySet<string> };

/** Partners, their customers, and whose project is whose. */
export class Tenants {
  /** What follows from paths, which are a new object once they changed (see `Standing`), for an action and the same grants. */
  private readonly seen = new WeakMap<Paths, Map<string, ReadonlySet<string>>>();

  constructor(
    private readonly store: AccessStore,
    private readonly authority: Authority,
    private readonly standing: Standing,
  ) {}

  /** Where a scope lies. @throws RequestError project.not-found when it is not there */
  async resourceOf(scope: Scope): Promise<Resource> {
    if (scope === 'installation') return INSTALLATION;
    if (!scope.startsWith('project:')) return pathTo(scope, tenantMap(await this.store.tenants()));
    const path = (await this.standing.paths()).get(idOf(scope));
    if (!path) throw noSuchProject();
    return path;
  }

  /** @throws RequestError project.not-found */
  async resourceOfRun(runId: string): Promise<Resource> {
    const projectId = await this.standing.projectOf(runId);
    if (projectId === undefined) throw noSuchProject();
    return this.resourceOf(`project:${projectId}`);
  }

  /** Ids of the projects where a person may do each of that; the same sets for as long as neither grants nor projects changed. */
  async projectsWhere<A extends readonly Action[]>(
    person: Person,
    ...actions: A
  ): Promise<ProjectsOf<A>> {
    const paths = await this.standing.paths();
    const seen = this.seen.get(paths) ?? new Map<string, ReadonlySet<string>>();
    this.seen.set(paths, seen);
    const grants = JSON.stringify(person.grants);
    const where = (action: Action): ReadonlySet<string> => {
      const key = `${action} ${grants}`;
      const projects = seen.get(key) ?? projectsOf(person, action, paths);
      seen.set(key, projects);
      return projects;
    };
    return actions.map(where) as ProjectsOf<A>;
  }

  /** Whether a person may see where somebody has a role; who has none is known to the installation only. */
  async seesOneOf(person: Person, roles: readonly { readonly scope: Scope }[]): Promise<boolean> {
    if (maySee(person, INSTALLATION)) return true;
    for (const { scope } of roles) if (maySee(person, await this.resourceOf(scope))) return true;
    return false;
  }

  /** Partners and customers a person may see. */
  async seenBy(person: Person): Promise<TenantRow[]> {
    const tenants = await this.store.tenants();
    const known = tenantMap(tenants);
    return tenants.filter(({ id }) => may(person, 'project.see', pathTo(id, known)));
  }

  /** Where a person may do something: the installation, which has no name, then partners and customers. */
  async placesFor(person: Person, action: Action): Promise<TenantRow[]> {
    const tenants = await this.store.tenants();
    const known = tenantMap(tenants);
    const installation = { id: 'installation', parent: null, name: '' } as const;
    return [
      ...(may(person, action, INSTALLATION) ? [installation] : []),
      ...tenants.filter(({ id }) => may(person, action, pathTo(id, known))),
    ];
  }

  /**
   * Adds a partner, or a customer: of a partner, or of the installation itself. The same key adds one, however often it comes.
   * @returns its scope
   * @throws RequestError access.denied, input.invalid, project.not-found, command.mismatch
   */
  async add(
    by: Person,
    o: { kind: 'partner' | 'customer'; name: string; parent?: Scope; key?: string },
  ): Promise<Scope> {
    const name = o.name.normalize('NFKC').trim();
    const parent = o.parent ?? null;
    if (name === '' || (parent !== null && (o.kind === 'partner' || !isPartner(parent))))
      throw wrongTenant();
    const made = o.key === undefined ? randomUUID() : idOfKey(`${by.account} ${o.key}`);
    const id: Scope = `${o.kind}:${made}`;
    return this.store.change(
      async (): Promise<Decided<Scope>> => {
        const above = await this.resourceOf(parent ?? 'installation');
        await this.authority.require(by, 'tenant.change', above);
        const before = (await this.store.tenants()).find((one) => one.id.endsWith(`:${made}`));
        if (before && !isSame(before, { id, parent, name })) throw keyTaken();
        if (before) return { answer: () => id };
        return {
          event: { event: 'tenant.added', by: by.account, scope: id },
          change: { tenants: [{ id, parent, name }] },
          answer: () => id,
        };
      },
      { by: by.account, action: 'tenant.change', scope: parent ?? 'installation' },
    );
  }

  /** Gives a project that was just made to a customer or partner; one that has a place stays there. @throws as `place` */
  async placeNew(by: Person, projectId: string, tenant: Scope): Promise<void> {
    if (((await this.store.place(projectId))?.tenant ?? null) === null)
      await this.place(by, projectId, tenant);
  }

  /**
   * Gives a project to a customer or partner; where it is there already, nothing happens.
   * @throws RequestError access.denied, project.not-found, input.invalid
   */
  async place(by: Person, projectId: string, tenant: Scope): Promise<void> {
    if ((await this.store.place(projectId))?.tenant === tenant) return;
    await this.store.change(
      async (): Promise<Decided<void>> => {
        if (!tenant.includes(':') || tenant.startsWith('project:')) throw wrongTenant();
        const from = await this.resourceOf(`project:${projectId}`);
        const to = await this.resourceOf(tenant);
        const now = (await this.store.place(projectId))?.tenant;
        if (now === tenant) return { answer: () => undefined }; // placed by the same request, sent twice
        // whoever makes a project for a customer places it there; moving it is a change of tenants
        const fresh = now === null;
        if (!fresh) await this.authority.require(by, 'tenant.change', from);
        await this.authority.require(by, fresh ? 'project.new' : 'tenant.change', to);
        const scope: Scope = `project:${projectId}`;
        return {
          event: { event: 'project.placed', by: by.account, scope, to: tenant },
          change: { places: [{ projectId, tenant }] },
          answer: () => undefined,
        };
      },
      { by: by.account, action: 'tenant.change', scope: `project:${projectId}` },
    );
  }
}

function isPartner(scope: Scope): boolean {
  return scope.startsWith('partner:');
}

function wrongTenant(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Erwartet wird ein Partner ohne übergeordneten, oder ein Kunde eines Partners, mit Namen.',
    en: 'Expected is a partner with nothing above it, or a customer of a partner, with a name.',
  });
}

/** What the same person asks for under the same key has the same id. */
function idOfKey(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex').slice(0, 32);
}

function isSame(one: TenantRow, other: TenantRow): boolean {
  return one.id === other.id && one.parent === other.parent && one.name === other.name;
}

function projectsOf(person: Person, action: Action, paths: Paths): ReadonlySet<string> {
  const those = [...paths].filter(([, path]) => may(person, action, path));
  return new Set(those.map(([project]) => project));
}
