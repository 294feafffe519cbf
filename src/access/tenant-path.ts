import { noSuchProject } from './refusals.js';
import type { PlaceRow, TenantRow } from './rows.js';
import { INSTALLATION, type Resource, type Scope } from './scope.js';

/** The way down to a project. @throws RequestError project.not-found when its customer is not there */
export function projectPath({ projectId, tenant }: PlaceRow, tenants: readonly TenantRow[]) {
  const above = tenant === null ? INSTALLATION : pathTo(tenant, tenants);
  return [...above, `project:${projectId}`] satisfies Resource;
}

/** @throws RequestError project.not-found */
export function pathTo(scope: Scope, tenants: readonly TenantRow[]): Resource {
  const found = tenants.find(({ id }) => id === scope);
  if (!found) throw noSuchProject();
  const above = found.parent === null ? INSTALLATION : pathTo(found.parent, tenants);
  return [...above, scope];
}
