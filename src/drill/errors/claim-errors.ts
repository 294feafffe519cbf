import { count } from '../key.js';
import type { Material } from './material.js';
import type { ErrorRow } from './planted-error.js';
import type { DrillFile } from '../export-folder.js';

/** Letters and digits that look alike. */
const LOOKALIKES = ['O0', 'S5', 'B8', 'Z2', 'G6', 'Q9', 'T7', 'A4'];

/** Wrong answers and wrong evidence of licenses, connectors and the import dialog. */
export const CLAIM_ERRORS: readonly ErrorRow[] = [
  {
    ...{ id: 'license.other-mac', named: 'R-304', trap: 'ipconfig-mac', by: 'R-304' },
    what: { de: 'andere MAC-Adresse in ipconfig', en: 'other MAC address in ipconfig' },
    code: 'mac.not-in-evidence',
    plant: (m) => text(m, 'ipconfig-all.txt', m.customer.oldMac, '00-00-5E-00-53-AA'),
  },
  {
    ...{ id: 'license.other-host', named: 'R-304', trap: 'ipconfig-host', by: 'R-304' },
    what: { de: 'ipconfig eines anderen Servers', en: 'ipconfig of another server' },
    code: 'evidence.other-host',
    plant: (m) => text(m, 'ipconfig-all.txt', m.customer.sourceHost, 'FILE07'),
  },
  {
    ...{ id: 'license.hardware-id', named: 'R-306', trap: 'hardware-id', by: 'R-306' },
    what: {
      de: 'Hardware-ID mit verwechseltem Zeichen (O/0)',
      en: 'hardware ID with a mistaken character (O/0)',
    },
    code: 'hardware-id.differs',
    plant: (m) => {
      m.claim['hardwareId'] = mistyped(m.customer.hardwareId);
      return {};
    },
  },
  {
    ...{ id: 'license.count', named: 'R-308', trap: 'license-count', by: 'R-308' },
    what: { de: 'weniger Lizenzen als bestellt', en: 'fewer licenses than ordered' },
    code: 'license.count-differs',
    plant: (m) => {
      const { licenses, licensedUsers } = count(m.customer);
      const [users, ...others] = licenses;
      m.claim['licenses'] = [{ ...users, count: licensedUsers - 5 }, ...others];
      return {};
    },
  },
  {
    ...{ id: 'license.other-recipient', named: 'R-310', trap: 'mail-recipient', by: 'R-310' },
    what: { de: 'Mail an eine andere Adresse', en: 'mail to another address' },
    code: 'mail.other-recipient',
    plant: (m) => {
      m.claim['recipients'] = ['info@fremd.example'];
      return {};
    },
  },
  {
    ...{ id: 'license.mail-hardware-id', named: 'R-310', trap: 'mail-content', by: 'R-310' },
    what: { de: 'Mail nennt eine andere Hardware-ID', en: 'mail names another hardware ID' },
    code: 'evidence.other-hardware-id',
    plant: (m) => mailSays(m, `Hardware-ID: ${mistyped(m.customer.hardwareId)}`),
  },
  {
    ...{ id: 'license.mail-mac', named: 'R-310', trap: 'mail-content', by: 'R-310' },
    what: { de: 'Mail nennt eine andere MAC-Adresse', en: 'mail names another MAC address' },
    code: 'evidence.other-mac',
    plant: (m) => mailSays(m, 'MAC: 00-00-5E-00-53-AB'),
  },
  {
    ...{ id: 'license.mail-count', named: 'R-310', trap: 'mail-content', by: 'R-310' },
    what: {
      de: 'Mail nennt eine andere Zahl Lizenzen',
      en: 'mail names another number of licenses',
    },
    code: 'evidence.other-count',
    plant: (m) => {
      const [users] = count(m.customer).licenses;
      return mailSays(m, `${(users?.count ?? 0) - 5} x ${users?.type ?? ''}`);
    },
  },
  {
    ...{ id: 'license.mail-to', named: 'R-310', trap: 'mail-to', by: 'R-310' },
    what: { de: 'Mail ging an eine andere Adresse', en: 'mail went to another address' },
    code: 'evidence.other-recipient',
    plant: (m) => {
      text(m, 'license-mail.eml', /^To: .*$/m, 'To: info@fremd.example');
      return { file: 'license-mail.eml' };
    },
  },
  {
    ...{ id: 'license.mail-licensee', named: 'R-310', trap: 'mail-content', by: 'R-310' },
    what: { de: 'Mail nennt einen anderen Lizenznehmer', en: 'mail names another licensee' },
    code: 'evidence.other-licensee',
    plant: (m) => mailSays(m, 'Lizenznehmer: Werft Ostsee AG'),
  },
  {
    ...{
      id: 'plan.dynamic-scheduled',
      named: 'domain 8.10, W-17',
      trap: 'plan-deletes',
      by: 'R-709',
    },
    what: {
      de: '`UserLinesDynamic.csv` nach Zeitplan',
      en: '`UserLinesDynamic.csv` on a schedule',
    },
    code: 'simulation.deleted',
    also: ['R-709 simulation.created-again', 'R-709 approval.needed'],
    plant: (m) => {
      m.claim['dynamicRuns'] = 'scheduled';
      return {};
    },
  },
  {
    ...{ id: 'plan.every-run', named: 'R-703, W-12', trap: 'plan-reverts', by: 'R-709' },
    what: { de: 'AD-Konnektor ordnet bei jedem Lauf zu', en: 'AD connector assigns at every run' },
    code: 'simulation.reverted',
    also: ['R-709 approval.needed'],
    plant: (m) => {
      m.claim['adLine'] = 'every-run';
      return {};
    },
  },
  {
    ...{ id: 'plan.no-trust', named: 'domain 2.2, 8.8', trap: 'plan-no-trust', by: 'R-709' },
    what: { de: 'fremde Domäne, Windows-Anmeldung an', en: 'foreign domain, Windows login on' },
    code: 'simulation.sid-unresolved',
    also: ['R-709 simulation.line-file'], // nobody was created whose line could be set
    plant: (m) => {
      m.claim['noTrust'] = true;
      return {};
    },
  },
  {
    ...{ id: 'import.overview', named: 'R-803, section 16', trap: 'overview', by: 'R-803' },
    what: { de: 'Zahlen, die zu keiner Vorhersage passen', en: 'numbers that fit no prediction' },
    code: 'prediction.overview',
    plant: (m) => {
      m.claim['green'] = count(m.customer).users + 7;
      return {};
    },
  },
  {
    ...{ id: 'import.yellow', named: 'R-805, W-16', trap: 'yellow', by: 'R-805' },
    what: {
      de: 'gelber Benutzer ohne Grund überschrieben',
      en: 'yellow user overwritten without a reason',
    },
    code: 'yellow.no-reason',
    plant: (m) => {
      const yellow = m.customer.people.filter((p) => p.recordedInConnect);
      m.claim['decisions'] = yellow.map(({ email }) => ({ email, decision: 'overwrite' }));
      return {};
    },
  },
];

function text({ files }: Material, name: string, from: string | RegExp, to: string) {
  const file = fileOf(files, name);
  const changed = file.bytes.toString('utf8').replace(from, to);
  files.set(name, { ...file, bytes: Buffer.from(changed, 'utf8') });
  return {};
}

/** One more line of the license mail. */
function mailSays(m: Material, line: string) {
  const sentence = 'Im Anhang steht das Lizenzpaket.';
  text(m, 'license-mail.eml', sentence, `${sentence}\r\n${line}`);
  return { file: 'license-mail.eml' };
}

function fileOf(files: Material['files'], name: string): DrillFile {
  const file = files.get(name);
  if (!file) throw new Error(`no file ${name} in this trap`);
  return file;
}

/** The ID with one character taken for another that looks like it. */
function mistyped(hardwareId: string): string {
  const at = Array.from(hardwareId).findIndex(
    (c, i) => i > 2 && LOOKALIKES.some((two) => two.includes(c)),
  );
  const pair = LOOKALIKES.find((two) => two.includes(hardwareId[at] ?? ' '));
  if (at < 0 || !pair) return `${hardwareId.slice(0, -1)}O`;
  const other = pair.replace(hardwareId[at] ?? '', '');
  return hardwareId.slice(0, at) + other + hardwareId.slice(at + 1);
}
