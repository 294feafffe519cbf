import { answer, drillPath, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { count } from './key.js';
import { TEAM, plainName } from './names.js';
import { TIMES } from './timetable.js';

const RELEASE = 'V9 SR1';

export function addressOf(name: string, domain: string): string {
  return `${name.split(' ').map(plainName).join('.')}@${domain}`;
}

/** */
export function intakeAnswers(customer: Customer): Answer[] {
  return [
    { id: 'clock', clock: TIMES.start },
    answer(
      'R-101',
      {
        customer: customer.name,
        partner: customer.partner.name,
        contacts: [
          addressOf(TEAM.customer, customer.domain),
          addressOf(TEAM.lead, customer.partner.domain),
        ],
        sourceProduct: 'uc-v4',
        sourceVersion: '4.5.5',
        targetVersion: RELEASE,
      },
      { proof: ['R-101-info.png'] },
    ),
    answer('R-606', importClaim(), {
      note: 'too-early',
      proof: ['R-606-import-log.txt'],
      exit: 3,
    }),
    answer('R-102', hardware(customer)),
    answer(
      'R-103',
      { ucVersion: '4.5.5', migrationManagerVersion: RELEASE },
      { proof: ['R-103-version.png'] },
    ),
    answer('R-104', { release: RELEASE }),
    answer('R-105', {
      fullLicenses: 'yes',
      macSwap: 'none',
      licenseSwap: 'no',
      licenseTermsRead: true,
      plan: 'keinen-mac-tausch-und-keinen-lizenztausch',
    }),
    ...planAnswers(customer),
  ];
}

/** what is in use, who agrees, who does what. */
function planAnswers(customer: Customer): Answer[] {
  const { users, dynamicUsers, usersWithData } = count(customer);
  return [
    answer('R-106', {
      ...Object.fromEntries(SCOPE.map((item) => [item, true])),
      users: users + 1,
      voicemailUsers: usersWithData,
      dynamicLineUsers: dynamicUsers,
    }),
    answer(
      'R-107',
      { answer: 'einverstanden', by: TEAM.customer, on: TIMES.start.slice(0, 10) },
      { proof: ['R-107-consent.eml'] },
    ),
    answer('R-108', { methods: ['ad'], adLater: false }),
    answer('R-110', {
      doer: TEAM.technician,
      approver: TEAM.approver,
      rollbackOwner: TEAM.lead,
      windowStart: TIMES.windowStart,
      windowEnd: TIMES.windowEnd,
      timeZone: 'Europe/Berlin',
    }),
    answer('R-109', {
      v4Source: 'supplied-list',
      v4Users: drillPath('v4-users.csv'),
      adUsers: drillPath('ad-users.csv'),
    }),
    answer('R-111', {
      found: 'unklar',
      stepId: 'R-905',
      remark: 'Die Optionen des Text-Konnektors stehen nur in einem Bild.',
      suggestion: 'Bitte die Optionen auch als Text nennen.',
    }),
  ];
}

const SCOPE = [
  ...(['dialParameters', 'pbx', 'gateway', 'fax', 'faxPrinters', 'sms'] as const),
  ...(['voicemailGreetings', 'autoAttendants', 'mwi', 'personalGreetings'] as const),
  ...(['recordedNames', 'dynamicLines'] as const),
];

function hardware({ sourceHost, targetHost }: Customer): Answer['set'] {
  return {
    newHardware: true,
    sourceHost,
    targetHost,
    sourceAddresses: ['192.0.2.10'],
    targetAddresses: ['192.0.2.20'],
    targetMachine: 'virtual',
  };
}

/** What is claimed of the import of settings, too early the first time. */
export function importClaim(): Answer['set'] {
  return {
    startedAt: TIMES.settingsStartedAt,
    finishedAt: TIMES.settingsImportedAt,
    result: 'ok',
    messages: 'Der Import wurde abgeschlossen.',
  };
}
