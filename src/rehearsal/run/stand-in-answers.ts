import { join } from 'node:path';
import { DEFAULT_LAYOUT } from '../../connect/export-layout.js';
import type { Rehearsal } from '../../connect/rehearsal/document.js';
import type { UserList } from '../../connect/user-list.js';
import { COPY_ON_SERVER } from '../../drill/export-answers.js';
import { TIMES } from '../../drill/timetable.js';
import { USER_DATA_SAVED } from '../../drill/voicemail-answers.js';
import type { Inputs } from '../inputs.js';

/** What the stand-in knows when it has been played. */
export interface StandInSays {
  /** Folder of the rehearsal, absolute. */
  readonly folder: string;
  readonly inputs: Inputs;
  readonly rehearsal: Rehearsal;
  /** `connect-users.csv`: users of Connect before the import of user data. */
  readonly connect: UserList;
  /** Rows of files of the export, by name; undefined where it has none. */
  readonly rows: Readonly<Record<'dynamic' | 'lines', number | undefined>>;
  /** Manifest of the copy on the stand-in. */
  readonly copyManifest: string;
}

export type Set = Readonly<Record<string, unknown>>;
const SAMPLE = 3;
/** The groups of R-605; an exported group of the same name stands for each. */
const GROUPS = [
  ...(['dialParameters', 'pbx', 'gateway', 'fax', 'faxPrinters', 'sms'] as const),
  ...(['voicemailGreetings', 'autoAttendants', 'mwi'] as const),
];

/**
 * What the stand-in answers, by row: fields that go over those of the practice answers. Rows it says nothing about are of
 * the license portal, of the old server or of people, and stay invented.
 */
export function standInAnswers(says: StandInSays): ReadonlyMap<string, Set> {
  return new Map<string, Set>([
    ...intake(says),
    ...settings(says),
    ...users(says),
    ...lines(says),
    ...userData(says),
    ['R-1002', clients(says)],
    ['R-1008', { places: places(says) }],
  ]);
}

function intake({ folder, inputs, rehearsal, connect, rows, copyManifest }: StandInSays) {
  const { root, files } = inputs.export;
  const below = (name: string) => files.some(({ path }) => path.toLowerCase().startsWith(name));
  const [hasData, hasSettings] = [
    below(`${DEFAULT_LAYOUT.userData.folder.toLowerCase()}/`),
    below(`${DEFAULT_LAYOUT.systemConfig.toLowerCase()}/`),
  ];
  const dynamicLines = rows.dynamic !== undefined;
  const withData = rehearsal.users.filter(({ what }) => what !== 'no-data').length;
  const scope = { personalGreetings: hasData, recordedNames: hasData, dynamicLines };
  const options = { systemConfiguration: hasSettings, userData: hasData, dynamicLines };
  const counts = { users: connect.size, voicemailUsers: withData };
  const ad = adPath({ folder, inputs });
  return [
    ['R-106', { ...scope, ...counts, dynamicLineUsers: rows.dynamic ?? 0 }],
    ['R-109', { v4Users: join(folder, 'inputs', inputs.v4.kept), adUsers: ad }],
    ['R-403', options],
    ['R-406', { folder: root }],
    ['R-502', { folder: null, manifest: copyManifest }],
  ] as [string, Set][];
}

/** In the time of the practice answers, after the first one: with the same start it would be the same import. */
const SECOND_IMPORT = { startedAt: '2026-03-09T09:08:00Z', finishedAt: '2026-03-09T09:12:00Z' };

function settings({ folder, rehearsal }: StandInSays): [string, Set][] {
  const unticked = new Map(
    (rehearsal.settings[0]?.groups ?? []).map(({ group, what }) => [group.toLowerCase(), what]),
  );
  const left = (item: string) => unticked.get(item.toLowerCase()) === 'not-selected';
  const why = 'In der Probe abgewählt / not ticked in the rehearsal';
  const reasons = GROUPS.filter(left).map((item) => ({ item, why }));
  const items = GROUPS.filter((item) => !left(item));
  const saved = (time: number) =>
    join(folder, safetyExport(rehearsal, `safety-settings-${time}`), 'files');
  const again = { whyAgain: 'Probe der Wiederholung / rehearsal of the repetition' };
  return [
    ['R-603', { folder: saved(1) }],
    ['R-603-again', { folder: saved(2) }],
    ['R-605', { items, reasons }],
    ['R-606-again', SECOND_IMPORT],
    ['R-607', { again: true, ...again, changedByHand: [] }],
    ['R-607-again', { again: false, ...again }],
  ];
}

function users({ folder, inputs, rehearsal }: StandInSays): [string, Set][] {
  const plan = inputs.plan.connectors.find(({ type }) => type === 'ad');
  const ran = rehearsal.connectors.find(({ connector }) => connector === plan?.name);
  const created = Number(ran?.totals['created'] ?? 0);
  const dynamic = dynamicConnector(inputs);
  const domain = plan?.type === 'ad' ? plan.domain : 'member';
  const windowsLogin = plan?.type === 'ad' && plan.windowsLogin;
  const every = plan?.line === 'every-run';
  const dynamicRuns =
    dynamic === undefined ? 'none' : dynamic.rounds === 'once' ? 'once' : 'scheduled';
  const forecast = {
    ...{ adUsers: adPath({ folder, inputs }), adLine: every ? 'every-run' : 'on-creation' },
    ...{ noTrust: domain === 'no-trust', windowsLogin, dynamicRuns },
  };
  const run = {
    ...{ onlyOnCreation: every ? 'every-run' : 'only-on-creation', domainTrust: domain },
    ...{ windowsLogin, usersCreated: created, expected: null },
  };
  return [
    ['R-709', forecast],
    ['R-703', run],
    ['R-706', { list: join(folder, 'connect-users.csv') }],
    ['R-707', { accepted: unmatched(rehearsal) }],
  ];
}

/** Decided users of the left table, and those without a match for whom there is nothing to import. */
function unmatched({ decisions, users: fates }: Rehearsal) {
  const decided = decisions.unmatched.map(({ email, reason }) => ({ email, reason }));
  const none = fates.filter(({ target, what }) => target === null && what === 'no-data');
  const reason = 'Nichts exportiert / nothing was exported';
  return [...decided, ...none.map(({ email }) => ({ email, reason }))];
}

function lines({ inputs, rehearsal, connect, rows }: StandInSays): [string, Set][] {
  const name = dynamicConnector(inputs)?.name;
  const ran = rehearsal.connectors.find(({ connector }) => connector === name);
  const total = (what: string) => Number(ran?.totals[what] ?? 0);
  const changed = total('changed');
  const after = connect.size;
  const before = after - total('created') + total('deleted');
  return [
    ['R-902', { allSet: true, count: rows.lines ?? 0 }],
    ['R-906', { usersBefore: before, usersAfter: after, changed }],
    ['R-908', { stillDynamic: changed }],
    ['R-909', { sampled: 1, same: 1 }],
  ];
}

function userData({ folder, rehearsal }: StandInSays): [string, Set][] {
  const { totals } = rehearsal.dialog;
  const [green, yellow] = [totals.green ?? 0, totals.yellow ?? 0];
  const imported = rehearsal.users.filter(({ what }) => what === 'imported').length;
  const saved = safetyExport(rehearsal, 'safety-user-data-1');
  const decided = rehearsal.decisions;
  return [
    ['R-800', { manifest: join(folder, saved, 'manifest.json') }],
    ['R-803', { green, yellow }],
    ['R-804', { green }],
    ['R-805', { decisions: decided.yellow }],
    ['R-806', { left: totals.left, right: totals.right, decisions: decided.unmatched }],
    ['R-807', { withoutData: totals.withoutData }],
    ['R-809', { sample: heard(rehearsal), yellowAfter: yellow + imported }],
  ];
}

/** Some users whose files the ledger names, with what each of them can hear. */
function heard({ ledger, actions, users: fates }: Rehearsal) {
  const number = actions.find(({ kind }) => kind === 'user-data-import')?.number;
  const written = ledger.filter((row) => row.action === number && row.after !== null);
  const isName = (path: string) =>
    path.toLowerCase() === DEFAULT_LAYOUT.userData.recordedName.toLowerCase();
  return fates
    .filter(({ what }) => what === 'imported' || what === 'overwritten')
    .slice(0, SAMPLE)
    .map(({ email, target }) => {
      const paths = written.filter(({ name }) => name === target).map(({ path }) => path);
      return {
        email,
        ...(paths.some((path) => !isName(path)) ? { greetingHeard: true } : {}),
        ...(paths.some(isName) ? { nameHeard: true } : {}),
      };
    });
}

function clients({ connect }: StandInSays): Set {
  const rows = Array.from({ length: Math.min(SAMPLE, connect.size) }, (_, i) => i);
  const sample = rows.map((i) => ({ user: connect.value(i, 'account'), managedByConnector: true }));
  return { signedIn: connect.size, licensesAssigned: connect.size, sample };
}

/** The customer's export stays; the other places are of the model. */
function places({ inputs }: StandInSays) {
  const deletedOn = TIMES.copiesDeletedOn;
  return [
    { place: inputs.export.root, keptBecause: 'Export des Kunden / export of the customer' },
    { place: COPY_ON_SERVER, deletedOn },
    { place: USER_DATA_SAVED, deletedOn },
  ];
}

function safetyExport({ actions }: Rehearsal, key: string): string {
  const number = actions.find((action) => action.key === key)?.number ?? 0;
  const what = key.startsWith('safety-settings') ? 'settings' : 'user-data';
  return `safety-exports/${String(number).padStart(3, '0')}-${what}`;
}

/** The copy of the list the planned AD connector reads. */
export function adPath({ folder, inputs }: Pick<StandInSays, 'folder' | 'inputs'>) {
  const source = inputs.plan.connectors.find(({ type }) => type === 'ad')?.source;
  const path = source === undefined ? undefined : [source].flat()[0];
  const kept = inputs.planFiles.find(([named]) => named === path)?.[1].kept;
  return kept === undefined ? undefined : join(folder, 'inputs', kept);
}

/** The connector that reads the file of dynamic lines. */
function dynamicConnector({ plan, planFiles }: Inputs) {
  const { file } = DEFAULT_LAYOUT.lineFiles['user-lines-dynamic'];
  const paths = planFiles.filter(([, kept]) => kept.file === file).map(([path]) => path);
  return plan.connectors.find(({ source }) => [source].flat().some((one) => paths.includes(one)));
}
