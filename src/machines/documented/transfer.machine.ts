import { end, locked, notApplicable, partEvents, step, task, type MachineJson } from '../kinds.js';

/** M5, manual page line 177: the exported data go into a new directory on the Connect server, unchanged. */
export const transferMachine: MachineJson = {
  id: 'transfer',
  initial: 'locked',
  on: partEvents('.directoryCreated'),
  states: {
    locked: locked('directoryCreated'),
    directoryCreated: task('R-501', 'copying', { needs: ['R-201', 'R-406'], rules: ['O2'] }), // L177 step 1
    copying: step('R-502', 'verified', {
      on: { 'R-502.submitted': 'hashed', 'R-502.contradicted': 'mismatch' },
    }), // L177
    // both sides are hashed and a second person has to look
    hashed: step('R-502', 'verified', {
      on: { 'R-502.refused': 'mismatch', 'R-502.contradicted': 'mismatch' },
    }),
    // copy again and compare again; a new directory comes in by R-501
    mismatch: step('R-502', 'verified', { side: true, on: { 'R-501.settled': 'copying' } }),
    verified: end(),
    notApplicable: notApplicable(),
  },
};
