import { answer, approval, at, drillPath, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { importClaim } from './intake-answers.js';
import { TEAM } from './names.js';
import { TIMES } from './timetable.js';

/** Where the copy lies on the Connect server, and where it lies for this computer. */
export const COPY_ON_SERVER = 'C:\\ProgramData\\C4B\\Migration\\2026-03-06';

/** R-401 to R-406; R-407 to R-412 follow by themselves. */
export function exportAnswers(): Answer[] {
  return [
    at('export', TIMES.exported),
    answer(
      'R-401',
      { variant: 'uc-v4-export', version: 'V9 SR1' },
      { proof: ['R-401-variant.png'] },
    ),
    answer('R-402', {
      way: 'service-manager',
      account: 'UC01\\Administrator',
      administrator: true,
      started: true,
    }),
    answer(
      'R-403',
      { systemConfiguration: true, userData: true, dynamicLines: true },
      { proof: ['R-403-options.png'] },
    ),
    answer('R-404', { startedAt: TIMES.exportStartedAt }),
    answer(
      'R-405',
      {
        result: 'completed',
        endedAt: TIMES.exportEndedAt,
        message: 'Der Export wurde abgeschlossen.',
      },
      { proof: ['R-405-notice.png'] },
    ),
    answer('R-406', { folder: drillPath('export') }),
  ];
}

/** */
export function transferAnswers(): Answer[] {
  return [
    at('transfer', TIMES.transferred),
    answer('R-501', { targetPath: COPY_ON_SERVER, means: 'network-share', emptyBefore: true }),
    answer('R-502', { folder: drillPath('copy') }),
  ];
}

const ITEMS = [
  ...(['dialParameters', 'pbx', 'gateway', 'fax', 'faxPrinters', 'sms'] as const),
  ...(['voicemailGreetings', 'autoAttendants', 'mwi'] as const),
];

/** R-608 follows by itself. */
export function settingsAnswers({ targetHost }: Customer): Answer[] {
  return [
    at('settings', TIMES.settings),
    answer(
      'R-601',
      { openedAt: TIMES.managerOpenedAt, server: targetHost },
      { proof: ['R-601-window.png'] },
    ),
    answer('R-602', { understood: true }),
    answer('R-603', { folder: drillPath('safety-export/settings') }),
    answer('R-604', { folder: COPY_ON_SERVER }, { proof: ['R-604-folder.png'] }),
    answer('R-605', { items: ITEMS }, { proof: ['R-605-ticks.png'] }),
    approval('R-606', TEAM.technician, 'Alles vorbereitet.', { note: 'approve-own-work', exit: 3 }),
    approval('R-606', TEAM.approver, 'Sicherungsexport und Häkchen gesehen.'),
    answer('R-606', importClaim(), { proof: ['R-606-import-log.txt'] }),
    answer('R-607', { again: false }),
    answer('R-609', { items: ITEMS.map((item) => ({ item, ok: true })) }),
  ];
}
