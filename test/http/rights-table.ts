import type { Role } from '../../src/access/rights.js';

/** What a route is about: itself for nobody in particular, who asks, or something of one customer. */
type About =
  | 'nobody'
  | 'oneself'
  | 'run'
  | 'project'
  /** Lists: what a person must not see is left out. */
  | 'list'
  /** The body names the customer. */
  | 'customer'
  /** A technician of the customer. */
  | 'person'
  /** An open link of the customer. */
  | 'invitation'
  /** The partner above the customer. */
  | 'partner'
  | 'installation';

interface Row {
  readonly about: About;
  /** Roles at the customer that are let in. */
  readonly roles?: readonly Role[];
  readonly body?: unknown;
  /** Behind the address. */
  readonly query?: string;
  /** The body is a file. */
  readonly file?: true;
  /** Code of the refusal that whoever is let in gets from a query here. */
  readonly answers?: string;
}

const ALL: readonly Role[] = ['owner', 'lead', 'technician', 'approver', 'auditor'];
const DOERS: readonly Role[] = ['owner', 'lead', 'technician'];
const LEADS: readonly Role[] = ['owner', 'lead'];
const DECIDERS: readonly Role[] = ['owner', 'lead', 'approver'];
const WATCHERS: readonly Role[] = ['owner', 'lead', 'auditor'];

const nobody = (body?: unknown): Row => ({ about: 'nobody', body });
const oneself = (body?: unknown): Row => ({ about: 'oneself', body });
const list = (roles: readonly Role[], query?: string): Row => ({
  ...{ about: 'list', roles },
  ...(query === undefined ? {} : { query }),
});
const onRun = (roles: readonly Role[], body?: unknown, more: Partial<Row> = {}): Row => ({
  ...{ about: 'run', roles, body },
  ...more,
});

const because = { reason: 'Test' };
/** Stands for ids the test makes: `NORTH` the customer, `PARTNER` the partner above, `HASH` a definition, `RUN` the run. */
const grant = { role: 'technician', scope: 'NORTH' };

/**
 * Who is let in by which operation of the API, written down by hand and not derived from the code. An operation that is
 * missing here fails the test: whoever adds one says here for whom it is.
 */
export const RIGHTS_TABLE: Readonly<Record<string, Row>> = {
  health: nobody(),
  ready: nobody(),
  showWork: nobody(),
  openapi: nobody(),
  signIn: nobody({ name: 'Niemand', password: 'passt zu keinem Menschen' }),
  lookAtInvitation: nobody({ token: 'x' }),
  listProviders: nobody(),
  beginProviderSignIn: nobody({}),
  finishProviderSignIn: nobody({ query: '?code=x&state=y' }),
  acceptInvitation: nobody({ token: 'x', password: 'passt zu keinem Menschen' }),

  whoAmI: oneself(),
  signOut: oneself(),
  changePassword: oneself({
    password: 'das ist es nicht',
    newPassword: 'neun Wale singen im Meer',
  }),
  listSessions: oneself(),
  endSessions: oneself(),
  endSession: oneself(),
  listTenants: oneself(),
  practiceCustomers: oneself(),

  beginWork: { about: 'installation', body: {} },
  showQuota: { about: 'installation' },
  setQuota: { about: 'installation', body: { projectBytes: null, installationBytes: null } },
  metrics: { about: 'installation' },
  listOrphans: { about: 'installation' },

  overview: list(ALL),
  listRuns: list(ALL),
  listPeople: list(WATCHERS),
  listInvitations: list(WATCHERS),
  listDefinitions: list(ALL),
  diffDefinitions: list(ALL, '?from=HASH&to=HASH'),
  forecastRuns: list(LEADS, '?to=HASH'),

  newProject: { about: 'customer', roles: LEADS, body: { customer: 'Neu', tenant: 'NORTH' } },
  invite: { about: 'customer', roles: LEADS, body: { ...grant, name: 'Neue Person' } },
  giveRole: { about: 'customer', roles: LEADS, body: grant },
  takeRole: { about: 'customer', roles: LEADS, query: '?role=technician&scope=NORTH' },
  addTenant: { about: 'partner', body: { kind: 'customer', name: 'Neu', parent: 'PARTNER' } },

  withdrawInvitation: { about: 'invitation', roles: LEADS },
  renewPassword: { about: 'person', roles: LEADS },
  revokePerson: { about: 'person', roles: LEADS },
  endSessionsOf: { about: 'person', roles: LEADS },

  placeProject: { about: 'project', roles: ['owner'], body: { tenant: 'NORTH' } },
  newRun: { about: 'project', roles: LEADS, body: { kind: 'drill' } },
  listen: { about: 'project', roles: ALL },

  showRun: onRun(ALL),
  actionsOnRun: onRun(ALL),
  showStep: onRun(ALL),
  stepWords: onRun(ALL),
  lastClaim: onRun(ALL),
  showAttempt: onRun(ALL),
  answerTo: onRun(ALL),
  listEvidence: onRun(ALL),
  downloadEvidence: onRun(ALL),
  listEntries: onRun(ALL),
  showEntry: onRun(ALL),
  treeHead: onRun(ALL),
  briefing: onRun(ALL),
  markVisit: onRun(ALL, { seq: 1 }),
  showMap: onRun(ALL),
  reportHtml: onRun(ALL),
  reportPdf: onRun(ALL),
  beginOperation: onRun(ALL, { kind: 'verify' }),
  listOperations: onRun(ALL),
  showOperation: onRun(LEADS),
  downloadOperation: onRun(LEADS),
  cancelOperation: onRun(LEADS),
  showMatching: onRun(ALL),
  listComparisons: onRun(ALL),
  listFreeTargets: onRun(ALL),
  repairSheet: onRun(ALL),
  forecastRun: onRun(ALL, undefined, { query: '?to=HASH' }),

  compareRuns: onRun(ALL, undefined, { query: '?with={run}' }),
  newWhatIf: onRun(LEADS, {}),
  planPromotion: onRun(DOERS, undefined, { query: '?from={run}', answers: 'promote.not-origin' }),
  promoteStep: onRun(DOERS, { from: 'RUN', ...because }),

  uploadEvidence: onRun(DOERS, undefined, { query: '?name=bild.txt', file: true }),
  submitClaim: onRun(DOERS, { set: { size: 4 } }),
  practiceFiles: onRun(DOERS),
  readDraft: onRun(DOERS),
  keepDraft: onRun(DOERS, { acknowledged: [], values: {} }),
  dropDraft: onRun(DOERS),
  withdrawStep: onRun(DOERS, because),
  waiveStep: onRun(DOERS, because),
  acceptOutdated: onRun(DOERS, because),
  redoStep: onRun(DOERS, because),
  switchStep: onRun(DOERS, { on: true, ...because }),
  pauseRun: onRun(DOERS, because),
  resumeRun: onRun(DOERS, because),
  sendSignal: onRun(DOERS, { type: 'signal.hello' }),
  advanceClock: onRun(DOERS, { duration: 'P1D' }),
  setClock: onRun(DOERS, { at: '2030-01-01T00:00:00.000Z' }),
  approveStep: onRun(DECIDERS, {}),
  rejectStep: onRun(DECIDERS, because),
  assignStep: onRun(LEADS, { to: 'Karl' }),
  planRun: onRun(LEADS, { parts: { first: { from: null, until: '2030-01-01T00:00:00Z' } } }),
  noteOnStep: onRun(DOERS, { text: 'Test' }),
  migrateRun: onRun(LEADS, { to: 'HASH', ...because }),
  undoMigration: onRun(LEADS, because),
  cancelRun: onRun(LEADS, because),
};
