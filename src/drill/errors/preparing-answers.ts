import type { WrongAnswer } from './wrong-answer.js';

const REFUSED = 'input.invalid';

/** Intake, target server and license upgrade: what the column "bad input" of the sequence names. */
export const PREPARING_ANSWERS: readonly WrongAnswer[] = [
  {
    ...{ id: 'product.version-words', by: 'R-101', code: REFUSED },
    ...{ de: 'Version als Wort („vier“)', en: 'version as a word ("vier")' },
    claim: () => ({ sourceVersion: 'vier' }),
  },
  {
    ...{ id: 'servers.same-host', by: 'R-102', code: 'host.same-as-source' },
    ...{ de: 'alter und neuer Server heißen gleich', en: 'old and new server have one name' },
    claim: ({ sourceHost }) => ({ targetHost: sourceHost }),
  },
  {
    ...{ id: 'servers.no-address', by: 'R-102', code: REFUSED, turn: 2 },
    ...{ de: 'IP-Adresse mit 300', en: 'IP address with 300' },
    claim: () => ({ sourceAddresses: ['192.0.2.300'] }),
  },
  {
    ...{ id: 'version.too-old', by: 'R-103', code: 'version.too-old' },
    ...{ de: 'UC-Server 4.5.4', en: 'UC server 4.5.4' },
    claim: () => ({ ucVersion: '4.5.4' }),
  },
  {
    ...{ id: 'version.two-parts', by: 'R-103', code: REFUSED, turn: 2 },
    ...{ de: 'Version ohne dritten Teil', en: 'version without its third part' },
    claim: () => ({ ucVersion: '4.5' }),
  },
  {
    ...{ id: 'release.no-service-release', by: 'R-104', code: 'release.service-release-missing' },
    ...{ de: '`V5` ohne Service-Release', en: '`V5` without service release' },
    claim: () => ({ release: 'V5' }),
  },
  {
    ...{ id: 'history.mac-swap-without-dates', by: 'R-105', code: 'mac-swap.details-missing' },
    ...{ de: 'MAC-Tausch ohne Tag und neue MAC', en: 'MAC exchange without day and new MAC' },
    claim: () => ({ macSwap: 'completed' }),
  },
  {
    ...{ id: 'history.terms-unread', by: 'R-105', code: 'license.terms-unread', turn: 2 },
    ...{ de: 'Lizenzbedingungen nicht gelesen', en: 'license terms not read' },
    claim: () => ({ licenseTermsRead: false }),
  },
  {
    ...{ id: 'history.swap-planned', by: 'R-105', code: 'license.swap-planned', turn: 3 },
    ...{ de: 'Tausch geplant (W-01, W-02)', en: 'exchange planned (W-01, W-02)' },
    claim: () => ({ plan: 'einen-tausch' }),
  },
  {
    ...{ id: 'scope.more-than-users', by: 'R-106', code: 'scope.count-too-high' },
    ...{ de: 'mehr Benutzer mit Voicemail als Benutzer', en: 'more voicemail users than users' },
    claim: () => ({ voicemailUsers: 60_000 }),
  },
  {
    ...{ id: 'scope.nothing', by: 'R-106', code: REFUSED, turn: 2 },
    ...{ de: 'kein Bereich gewählt', en: 'no item chosen' },
    claim: () => NOTHING_CHOSEN,
  },
  {
    ...{ id: 'scope.refused', by: 'R-107', code: 'scope.refused' },
    ...{ de: 'Kunde lehnt den Umfang ab', en: 'customer refuses the scope' },
    claim: () => ({ answer: 'abgelehnt' }),
  },
  {
    ...{ id: 'team.one-person', by: 'R-110', code: 'team.approver-is-doer' },
    ...{ de: 'Freigeber führt selbst aus', en: 'approver does the work' },
    claim: () => ({ approver: 'Anna Berg' }),
  },
  {
    ...{ id: 'team.window-past', by: 'R-110', code: 'window.past', turn: 2 },
    ...{ de: 'Wartungsfenster in der Vergangenheit', en: 'maintenance window in the past' },
    claim: () => ({ windowStart: '2026-02-01T06:00:00Z', windowEnd: '2026-02-02T18:00:00Z' }),
  },
  {
    ...{ id: 'target.on-old-server', by: 'R-201', code: 'host.is-source' },
    ...{ de: 'auf dem alten Server installiert', en: 'installed on the old server' },
    claim: ({ sourceHost }) => ({ host: sourceHost }),
  },
  {
    ...{ id: 'target.source-touched', by: 'R-201', code: 'source.touched', turn: 2 },
    ...{ de: 'alter Server verändert', en: 'old server changed' },
    claim: () => ({ sourceServer: 'veraendert' }),
  },
  {
    ...{ id: 'target.installed-tomorrow', by: 'R-201', code: 'date.future', turn: 3 },
    ...{ de: 'Installation in der Zukunft', en: 'installation in the future' },
    claim: () => ({ installedOn: '2026-12-24' }),
  },
  {
    ...{ id: 'target.release-too-low', by: 'R-201', code: 'release.too-low', turn: 4 },
    ...{ de: 'ältere Version als vereinbart', en: 'older version than agreed' },
    claim: () => ({ release: 'V8 SR1' }),
  },
  {
    ...{ id: 'target.dynamic-mac', by: 'R-202', code: 'vm.dynamic-mac' },
    ...{ de: 'VM mit dynamischer MAC (W-14)', en: 'VM with a dynamic MAC (W-14)' },
    claim: () => ({ mac: 'dynamisch' }),
  },
  {
    ...{ id: 'target.mac-as-hardware-id', by: 'R-203', code: REFUSED },
    ...{ de: 'MAC-Adresse als Hardware-ID (W-04)', en: 'MAC address as hardware ID (W-04)' },
    claim: ({ newMac }) => ({ hardwareId: newMac, hardwareIdRepeated: newMac }),
  },
  {
    ...{ id: 'target.hardware-id-twice', by: 'R-203', code: REFUSED, turn: 2 },
    ...{ de: 'zwei verschiedene Eingaben der Hardware-ID', en: 'two different hardware IDs typed' },
    claim: ({ hardwareId }) => ({ hardwareIdRepeated: `${hardwareId}X` }),
  },
  {
    ...{ id: 'target.online-without-internet', by: 'R-204', code: 'route.no-internet' },
    ...{ de: 'Online-Weg ohne Internet', en: 'online route without internet' },
    claim: () => ({ route: 'online', internet: false }),
  },
  {
    ...{ id: 'target.new-customer', by: 'R-205', code: 'customer.not-existing' },
    ...{ de: '„Neukunde“ statt `Bestehender Kunde` (W-03)', en: '"new customer" (W-03)' },
    claim: () => ({ existingCustomer: 'neukunde' }),
  },
  {
    ...{ id: 'target.mac-swap-intended', by: 'R-206', code: 'mac-swap.intended' },
    ...{ de: 'MAC-Tausch beabsichtigt (W-01)', en: 'MAC exchange intended (W-01)' },
    claim: () => ({ macSwap: 'mac-tausch' }),
  },
  {
    ...{ id: 'license.swap', by: 'R-300', code: 'license.swap-planned' },
    ...{ de: 'Lizenztausch beabsichtigt (W-02)', en: 'license exchange intended (W-02)' },
    claim: () => ({ licenseSwap: 'lizenztausch' }),
  },
  {
    ...{ id: 'license.received-tomorrow', by: 'R-301', code: 'date.future' },
    ...{ de: 'Eingang in der Zukunft', en: 'receipt in the future' },
    claim: () => ({ receivedOn: '2026-12-24' }),
  },
  {
    ...{ id: 'license.same-codes', by: 'R-302', code: REFUSED },
    ...{ de: 'Abrufcode gleich Sicherheitscode', en: 'request code equals security code' },
    claim: ({ requestCode }) => ({ securityCode: requestCode }),
  },
  {
    ...{ id: 'license.new-customer', by: 'R-303', code: 'customer.new' },
    ...{ de: '„Neukunde“ gewählt (W-03)', en: '"new customer" chosen (W-03)' },
    claim: () => ({ existingCustomer: 'neukunde' }),
  },
  {
    ...{ id: 'license.multicast-mac', by: 'R-304', code: REFUSED },
    ...{ de: 'Multicast-Adresse als MAC', en: 'multicast address as MAC' },
    claim: () => ({ oldMac: '01-00-5E-00-53-10' }),
  },
  {
    ...{ id: 'license.wrong-licensee', by: 'R-305', code: 'licensee.wrong' },
    ...{ de: 'Portal zeigt einen anderen Kunden', en: 'portal shows another customer' },
    claim: () => ({ licenseeName: 'Werft Ostsee AG' }),
  },
  {
    ...{ id: 'license.not-orange', by: 'R-307', code: 'base-system.not-orange' },
    ...{ de: 'MAC nicht orange (W-05)', en: 'MAC not orange (W-05)' },
    claim: () => ({ highlight: 'nicht-orange' }),
  },
  {
    ...{ id: 'license.other-base-system', by: 'R-307', code: 'base-system.other-mac', turn: 2 },
    ...{ de: 'anderes Basissystem gewählt', en: 'other base system chosen' },
    claim: () => ({ selectedMac: '00-00-5E-00-53-AC' }),
  },
  {
    ...{ id: 'license.typo-domain', by: 'R-309', code: 'email.likely-typo', turn: 2 },
    ...{ de: 'Tippfehler in der Domäne', en: 'typo in the domain' },
    claim: ({ partner }) => ({
      deliveryAddresses: [`anna.berg@${partner.domain.replace('lenz', 'lnez')}`],
    }),
  },
  {
    ...{ id: 'license.no-address', by: 'R-309', code: REFUSED },
    ...{ de: 'Lieferadresse ohne @', en: 'delivery address without @' },
    claim: () => ({ deliveryAddresses: ['anna.berg.systemhaus-lenz.example'] }),
  },
  {
    ...{ id: 'license.import-error', by: 'R-311', code: 'import.error', turn: 2 },
    ...{ de: 'Import des Pakets mit Fehler', en: 'import of the package with an error' },
    claim: () => ({ errorText: 'Paket passt nicht zur Hardware-ID' }),
  },
  {
    ...{ id: 'license.imported-count', by: 'R-311', code: 'license.count-differs' },
    ...{ de: 'andere Zahl importiert', en: 'other number imported' },
    claim: () => ({ licenses: [{ type: 'Benutzer (Upgrade, Übung)', count: 1 }] }),
  },
];

const NOTHING_CHOSEN = {
  ...{ dialParameters: false, pbx: false, gateway: false, fax: false, faxPrinters: false },
  ...{ sms: false, voicemailGreetings: false, autoAttendants: false, mwi: false },
  ...{ personalGreetings: false, recordedNames: false, dynamicLines: false },
};
