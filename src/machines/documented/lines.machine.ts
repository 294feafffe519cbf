import {
  any,
  branch,
  end,
  fact,
  locked,
  notApplicable,
  partEvents,
  skip,
  step,
  task,
  trackEnd,
  type MachineJson,
  type StateJson,
} from '../kinds.js';

/**
 * M9, manual page lines 147–157 and 221–245: line attributes and the dynamic assignment. Below V5 SR3 there are no line
 * files, and everything is done by hand.
 */
const lineFiles = fact('R-104', 'dynamicLinesCsv', true);
const connectorRuns = any(fact('R-702', 'ad', true), fact('R-702', 'text', true));

/** After M7.created (O7). */
const usersCreated = ['R-702', 'R-703', 'R-704', 'R-705'];

const afterwards = [
  { target: 'afterNextAdRun', guard: connectorRuns },
  { target: 'staticUsers', actions: [skip('R-908')] },
];

const dynamicLines: StateJson = {
  type: 'parallel',
  onDone: afterwards,
  states: {
    attributes: {
      initial: 'open',
      states: {
        open: task('R-902', 'allSet', { needs: ['R-606', 'R-409'] }), // L155
        allSet: trackEnd(),
      },
    },
    connector: {
      initial: 'adChosen',
      states: {
        adChosen: branch(
          { target: 'adOnCreateOnly', guard: fact('R-702', 'ad', true) },
          { target: 'fileKnown', actions: [skip('R-903')] },
        ),
        adOnCreateOnly: task('R-903', 'fileKnown', { needs: ['R-703'] }), // L239
        fileKnown: step('R-904', 'fileChecked', { needs: ['R-408', 'R-706'] }), // L231–235
        fileChecked: task('R-905', 'connectorCreated', {
          needs: ['R-902', ...usersCreated],
          rules: ['O7'],
        }), // L241, L243
        connectorCreated: task('R-906', 'run', {
          needs: ['R-902', 'R-905'],
          sticky: true,
          rules: ['O11'],
          on: { 'R-906.contradicted': 'deviation' },
        }), // L245
        deviation: task('R-906', 'run', { needs: ['R-902', 'R-905'], sticky: true, side: true }), // disable it now
        run: step('R-907', 'diffChecked'), // L229, L231
        diffChecked: trackEnd(),
      },
    },
  },
};

export const linesMachine: MachineJson = {
  id: 'lines',
  initial: 'locked',
  on: partEvents('.purposeOpen'),
  states: {
    locked: locked('purposeOpen'),
    purposeOpen: step('R-901', [
      { target: 'dynamicLines', guard: lineFiles },
      { target: 'manualLines', actions: [skip('R-903', 'R-904', 'R-905', 'R-906', 'R-907')] },
    ]), // L221–227
    dynamicLines,
    manualLines: task('R-902', afterwards, { needs: ['R-606'] }), // no files: attributes and lines by hand
    afterNextAdRun: task('R-908', 'staticUsers', {
      entry: [
        { type: 'startTimer', params: { name: 'next-run', after: 'P1D', event: 'timer.next-run' } },
      ],
      exit: [{ type: 'cancelTimer', params: { name: 'next-run' } }],
      on: { 'timer.next-run': 'nextRunDue' },
    }), // (+) L239
    nextRunDue: task('R-908', 'staticUsers', { side: true }),
    staticUsers: task('R-909', 'verified', { needs: ['R-606', 'R-407'] }), // L147, L157
    verified: end(),
    notApplicable: notApplicable(),
  },
};
