import { noSuchProject } from './refusals.js';
import type { PlaceRow, TenantRow } from './rows.js';
import { INSTALLATION, type Resource, type Scope } from './scope.js';

/** Partners and customers by their scope. */
export type TenantMap = ReadonlyMap<Scope, TenantRow>;

export function tenantMap(rows: readonly TenantRow[]): TenantMap {
  return new Map(rows.map((row) => [row.id, row]));
}

/** The way down to a project. @throws RequestError project.not-found when its customer is not there */
export function projectPath({ projectId, tenant }: PlaceRow, tenants: TenantMap) {
  const above = tenant === null ? INSTALLATION : pathTo(tenant, tenants);
  return [...above, `project:${projectId}`] satisfies Resource;
}

/** @throws RequestError project.not-found */
export function pathTo(scope: Scope, tenants: TenantMap): Resource {
  const found = tenants.get(scope);
  if (!found) throw noSuchProject();
  const above = found.parent === null ? INSTALLATION : pathTo(found.parent, tenants);
  return [...above, scope];
}
