import {
  end,
  fact,
  gate,
  locked,
  notApplicable,
  partEvents,
  skip,
  step,
  task,
  type MachineJson,
} from '../kinds.js';

/** M6, manual page lines 163–193 and 253: the import of system settings, without the personal greetings. */
const voicemail = fact('R-106', 'voicemail', true);

/** O3, and what was prepared on the way. */
const prepared = ['R-502', 'R-603', 'R-604', 'R-605', 'R-608'];

export const configImportMachine: MachineJson = {
  id: 'config-import',
  initial: 'locked',
  on: partEvents('.serverReady'),
  states: {
    locked: locked('serverReady'),
    serverReady: task('R-601', 'managerOpen', { needs: ['R-502'], rules: ['O3'] }), // L179–181 step 2
    managerOpen: task('R-602', 'sidesKnown'), // L183, L185
    sidesKnown: task('R-603', 'safetyExport'), // (+) L183
    safetyExport: task('R-604', 'folderSet'), // L187 step 3
    folderSet: task('R-605', [
      { target: 'selected', guard: voicemail },
      { target: 'previewed', actions: [skip('R-608')] },
    ]), // L189 step 4
    selected: step('R-608', 'previewed'), // L253 the configuration first

    previewed: {
      initial: 'approval',
      states: {
        approval: gate(
          'R-606',
          { approved: '#config-import.importing', settled: '#config-import.imported' },
          { needs: prepared, sticky: true },
        ),
      },
    },
    importing: task('R-606', 'imported', {
      needs: prepared,
      sticky: true,
      rules: ['O11'],
      on: { 'R-606.contradicted': 'partlyFailed', 'R-606.failed': 'partlyFailed' },
    }), // L191 step 5
    partlyFailed: task('R-606', 'imported', { needs: prepared, sticky: true, side: true }),
    imported: task('R-607', 'importUnderstood'), // L193 may be repeated, overwrites again
    importUnderstood: task('R-609', 'verified'), // (+)
    verified: end(),
    notApplicable: notApplicable(),
  },
};
