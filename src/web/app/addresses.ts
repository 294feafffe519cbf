const part = encodeURIComponent;

/** Where pages are. Links to them can be mailed. */
export const addresses = {
  projects: () => '/',
  start: () => '/start',
  signIn: () => '/sign-in',
  invitation: () => '/invitation',
  run: (run: string) => `/runs/${part(run)}`,
  step: (run: string, step: string) => `/runs/${part(run)}/steps/${part(step)}`,
  matching: (run: string) => `/runs/${part(run)}/matching`,
  plan: (run: string) => `/runs/${part(run)}/plan`,
  map: (run: string) => `/runs/${part(run)}/map`,
  audit: (run: string) => `/runs/${part(run)}/audit`,
  report: (run: string) => `/runs/${part(run)}/report`,
  definition: () => '/definitions',
  /** @param run from where one comes: who is invited there comes in for its project */
  settings: (run?: string) => (run === undefined ? '/settings' : `/settings?run=${part(run)}`),
};

/** The run a page belongs to. */
export function runIn(path: string): string | undefined {
  const [, run] = /^\/runs\/([^/]+)/.exec(path) ?? [];
  return run === undefined ? undefined : decodeURIComponent(run);
}

/** One level up: from a step to its checklist, from there to the projects. */
export function above(path: string): string {
  const run = runIn(path);
  return run === undefined || path === addresses.run(run)
    ? addresses.projects()
    : addresses.run(run);
}
