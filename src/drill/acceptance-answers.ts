import { answer, approval, at, drillPath, type Answer } from './answer.js';
import type { Customer } from './customer.js';
import { COPY_ON_SERVER } from './export-answers.js';
import { count } from './key.js';
import { TEAM } from './names.js';
import { KEEP_V4_DAYS, TIMES } from './timetable.js';
import { USER_DATA_SAVED } from './voicemail-answers.js';

const FEATURES = [
  ...(['calls-in', 'calls-out', 'fax', 'sms', 'mwi', 'voicemail', 'auto-attendant'] as const),
];
const SAMPLE = 2;

/** R-1000 to R-1008; R-1003 and R-1005 follow by themselves. */
export function acceptanceAnswers(customer: Customer): Answer[] {
  return [
    at('cut-over', TIMES.cutOver),
    approval('R-1000', TEAM.approver, 'Fenster und Weg zurück sind vereinbart.'),
    answer(
      'R-1000',
      {
        at: TIMES.cutOverAt,
        who: TEAM.technician,
        moved: ['pbx', 'fax', 'voicemail', 'mwi'],
        v4Stopped: true,
        wayBack: 'Anlage auf UC01 zurückstellen und dessen Dienste starten.',
        keepV4Days: KEEP_V4_DAYS,
      },
      { proof: ['R-1000-note.txt'] },
    ),
    answer('R-1001', { results: FEATURES.map((feature) => ({ feature, result: 'ok' })) }),
    answer('R-1002', clients(customer)),
    answer(
      'R-1004',
      {
        customerName: TEAM.customer,
        partnerName: TEAM.lead,
        signedOn: TIMES.signedOn,
        openFindingsNamed: true,
      },
      { as: TEAM.lead, proof: ['R-1004-sign-off.eml'] },
    ),
    approval('R-1004', TEAM.customer, 'Bericht gelesen und einverstanden.'),
    { id: 'first-follow-up', advance: 'P1D' },
    { id: 'second-follow-up', advance: 'P7D' },
    answer('R-1007', {
      firstOn: TIMES.firstFollowUpOn,
      firstFindings: ['Ein Fax-Drucker war noch auf den alten Server eingestellt; behoben.'],
      secondOn: TIMES.secondFollowUpOn,
      secondFindings: [],
    }),
    answer('R-1008', { places: places() }),
    { id: 'v4-days-over', advance: 'P30D' },
    answer('R-1006', { offOn: TIMES.sourceOffOn, by: TEAM.technician }),
  ];
}

function clients(customer: Customer): Answer['set'] {
  const everybody = count(customer).users + 1;
  const sample = customer.people.slice(0, SAMPLE);
  return {
    signedIn: everybody,
    licensesAssigned: everybody,
    sample: sample.map(({ account }) => ({ user: account, managedByConnector: true })),
  };
}

/** The practice files stay, so that the run can be played again. */
function places() {
  const deletedOn = TIMES.copiesDeletedOn;
  return [
    { place: drillPath('export'), keptBecause: 'Übungsdaten' },
    { place: drillPath('copy'), keptBecause: 'Übungsdaten' },
    { place: COPY_ON_SERVER, deletedOn },
    { place: USER_DATA_SAVED, deletedOn },
  ];
}
