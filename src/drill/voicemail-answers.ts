import { answer, approval, at, drillPath, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { count, hasData } from './key.js';
import { TEAM } from './names.js';
import { TIMES } from './timetable.js';

/** Where the Connect server keeps what was saved before user data were imported. */
export const USER_DATA_SAVED = 'C:\\ProgramData\\C4B\\Sicherung\\2026-03-12';
const SAMPLE = 3;

/** R-800 to R-809; R-802 and R-810 follow by themselves. */
export function voicemailAnswers(customer: Customer): Answer[] {
  const { users, usersWithData, usersWithoutData, yellow } = count(customer);
  const green = users - yellow;
  return [
    at('user-data', TIMES.userData),
    answer('R-800', {
      folder: USER_DATA_SAVED,
      madeAt: TIMES.userDataSavedAt,
      manifest: drillPath('safety-export/user-data-manifest.json'),
    }),
    answer('R-801', { clickedAt: TIMES.userDataOpenedAt }),
    answer('R-803', { green, yellow }, { proof: ['R-803-overview.png'] }),
    answer('R-804', { green }),
    answer('R-805', { decisions: yellowDecisions(customer) }),
    answer('R-806', { left: 0, right: 1, decisions: [] }, { proof: ['R-806-tables.png'] }),
    answer('R-807', { withoutData: usersWithoutData }, { proof: ['R-807-list.png'] }),
    approval('R-808', TEAM.approver, 'Gelbe Benutzer sind einzeln entschieden.'),
    answer(
      'R-808',
      {
        startedAt: TIMES.userDataStartedAt,
        finishedAt: TIMES.userDataImportedAt,
        message: 'Der Import wurde abgeschlossen.',
        result: 'ok',
      },
      { proof: ['R-808-notice.png'] },
    ),
    answer('R-809', { sample: sample(customer), yellowAfter: usersWithData }),
  ];
}

/** The first one keeps the own recording, the others asked for the old greeting. */
function yellowDecisions({ people }: Customer) {
  return people
    .filter((p) => p.recordedInConnect)
    .map(({ email }, i) =>
      i === 0
        ? { email, decision: 'keep' }
        : { email, decision: 'overwrite', reason: 'Möchte die bisherige Ansage behalten.' },
    );
}

function sample({ people }: Customer) {
  const kept = people.find((p) => p.recordedInConnect);
  return people
    .filter((p) => hasData(p) && p !== kept)
    .slice(0, SAMPLE)
    .map(({ email, greetings, recordedName }) => ({
      email,
      ...(greetings.length > 0 ? { greetingHeard: true } : {}),
      ...(recordedName ? { nameHeard: true } : {}),
    }));
}
