import {
  end,
  gate,
  locked,
  notApplicable,
  partEvents,
  settled,
  side,
  step,
  task,
  type MachineJson,
} from '../kinds.js';

/** M8, manual page lines 195–219 and 257: personal greetings and recorded names, once the users match. */
const predictions = ['R-803', 'R-804', 'R-805', 'R-806', 'R-807'];
const closed = { target: 'predictionClosed', guard: settled('R-800', ...predictions) };

/** O5, O6, and everything read before it is overwritten. */
const prepared = ['R-606', 'R-608', 'R-707', 'R-800', ...predictions];

export const voicemailImportMachine: MachineJson = {
  id: 'voicemail-import',
  initial: 'locked',
  on: partEvents('.usersMatched'),
  states: {
    locked: locked('usersMatched'),
    usersMatched: task('R-800', 'safetyExport'), // (+) L183
    safetyExport: task('R-801', 'dialogOpen', {
      needs: ['R-606', 'R-608', 'R-707'],
      rules: ['O5', 'O6'],
    }), // L195 step 6
    dialogOpen: task('R-802', 'compared'), // L197
    compared: task('R-803', 'overviewRead'), // L199, L205
    overviewRead: task('R-804', 'greenReviewed'), // L201
    greenReviewed: task('R-805', 'yellowReviewed'), // L203
    yellowReviewed: task('R-806', 'noMatchReviewed'), // L207–213
    noMatchReviewed: task('R-807', [closed, 'noDataReviewed']), // L215–217

    // everything was looked at, but something is open again
    noDataReviewed: side(
      Object.fromEntries(['R-800', ...predictions].map((row) => [`${row}.settled`, closed])),
    ),
    predictionClosed: {
      initial: 'approval',
      states: {
        approval: gate(
          'R-808',
          { approved: '#voicemail-import.importing', settled: '#voicemail-import.imported' },
          { needs: prepared, sticky: true },
        ),
      },
    },
    importing: task('R-808', 'imported', { needs: prepared, sticky: true, rules: ['O11'] }), // L219 step 7, L257
    imported: task('R-809', 'sampleChecked'), // L203, L257
    sampleChecked: step('R-810', 'verified'), // (+)
    verified: end(),
    notApplicable: notApplicable(),
  },
};
