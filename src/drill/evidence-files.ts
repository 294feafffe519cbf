import type { Answer } from './answer.js';
import type { Customer } from './customer.js';
import type { DrillFile } from './export-folder.js';
import { addressOf } from './intake-answers.js';
import { TEAM } from './names.js';
import { screenshotFile } from './picture.js';

type Writer = (customer: Customer) => string;

/** Evidence that is text; everything else the answers name is a screenshot. */
const TEXTS: Readonly<Record<string, Writer>> = {
  'ipconfig-all.txt': ipconfig,
  'license-mail.eml': licenseMail,
  'R-301-order.eml': (customer) =>
    mail(customer, 'bestellung@distributor.example', `Bestellung ${customer.orderNumber}`, [
      '',
      'Die Upgrade-Lizenzen sind da. Codes geschwärzt.',
    ]),
  'R-107-consent.eml': (customer) =>
    mail(customer, addressOf(TEAM.customer, customer.domain), 'Umfang der Umstellung', [
      '',
      'Die Liste ist gelesen. Wir sind einverstanden.',
    ]),
  'R-1004-sign-off.eml': (customer) =>
    mail(customer, addressOf(TEAM.customer, customer.domain), 'Abnahme', [
      '',
      'Bericht gelesen, keine Vorbehalte.',
    ]),
  'R-606-import-log.txt': () => lines('Import gestartet.', '9 Gruppen übernommen, 0 Fehler.'),
  'R-906-run-log.txt': ({ people }) =>
    lines('Text-Konnektor', `${people.filter((p) => p.dynamic).length} Benutzer geändert.`),
  'R-1000-note.txt': ({ sourceHost, targetHost }) =>
    lines(`Anlage, Fax, Voicemail und MWI von ${sourceHost} auf ${targetHost} umgestellt.`),
};

/** One file for every piece of evidence the answers name. */
export function evidenceFiles(customer: Customer, answers: readonly Answer[]): DrillFile[] {
  const named = answers.flatMap((a) => a.evidence ?? []);
  const paths = new Set(named.filter((path) => path.startsWith('evidence/')));
  return [...paths].sort().map((path) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const write = TEXTS[name];
    const bytes = write
      ? Buffer.from(write(customer), 'utf8')
      : screenshotFile(`${customer.name}, seed ${customer.seed}: ${name}`);
    return { path, bytes };
  });
}

/** `ipconfig /all` of the old server. */
export function ipconfig({ sourceHost, domain, oldMac }: Customer): string {
  return lines(
    'Windows-IP-Konfiguration',
    '',
    `   Hostname  . . . . . . . . . . . . : ${sourceHost}`,
    `   Primäres DNS-Suffix . . . . . . . : ${domain}`,
    '',
    'Ethernet-Adapter Ethernet:',
    '',
    `   Physische Adresse . . . . . . . . : ${oldMac}`,
    '   DHCP aktiviert. . . . . . . . . . : Nein',
    '   IPv4-Adresse  . . . . . . . . . . : 192.0.2.10(Bevorzugt)',
  );
}

/** The mail with the licenses. */
export function licenseMail(customer: Customer): string {
  return mail(customer, 'portal@lizenzen.example', 'Lizenzen (Übung)', [
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="teil"',
    '',
    '--teil',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Im Anhang steht das Lizenzpaket.',
    '--teil',
    'Content-Type: application/octet-stream; name="lizenzpaket-uebung.lic"',
    'Content-Disposition: attachment; filename="lizenzpaket-uebung.lic"',
    '',
    'Übung',
    '--teil--',
  ]);
}

function lines(...text: readonly string[]): string {
  return `${text.join('\r\n')}\r\n`;
}

function mail(
  { partner }: Customer,
  from: string,
  subject: string,
  rest: readonly string[],
): string {
  return lines(
    `From: ${from}`,
    `To: ${addressOf(TEAM.technician, partner.domain)}`,
    `Subject: ${subject}`,
    ...rest,
  );
}
