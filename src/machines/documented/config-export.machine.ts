import {
  all,
  branch,
  end,
  fact,
  locked,
  notApplicable,
  partEvents,
  side,
  skip,
  step,
  task,
  trackEnd,
  type MachineJson,
  type StateJson,
} from '../kinds.js';

/**
 * M4, manual page lines 97–161 and 251: the export on the UC V4 server and what it has to contain. The three tracks after
 * the ingest stand side by side: a finding in the line files holds up M9, not the transfer.
 */
const lineFiles = all(fact('R-104', 'dynamicLinesCsv', true), fact('R-106', 'dynamicLines', true));

const ingested: StateJson = {
  type: 'parallel',
  onDone: 'verified',
  states: {
    lines: {
      initial: 'filesExpected',
      states: {
        filesExpected: branch(
          { target: 'userLines', guard: lineFiles },
          { target: 'csvChecked', actions: [skip('R-407', 'R-408', 'R-409', 'R-410')] },
        ),
        userLines: step('R-407', 'userLinesDynamic'), // L145–147
        userLinesDynamic: step('R-408', 'dynamicLines'), // L149–151
        dynamicLines: step('R-409', 'threeFiles'), // L153–155
        threeFiles: step('R-410', 'csvChecked'), // L143, L157
        csvChecked: trackEnd(),
      },
    },
    users: {
      initial: 'listExpected',
      states: {
        listExpected: branch(
          { target: 'list', guard: fact('R-108', 'text', true) },
          { target: 'listChecked', actions: [skip('R-411')] },
        ),
        list: task('R-411', 'listChecked'), // L161, L255
        listChecked: trackEnd(),
      },
    },
    greetings: {
      initial: 'greetingsExpected',
      states: {
        greetingsExpected: branch(
          { target: 'exportedGreetings', guard: fact('R-106', 'voicemail', true) },
          { target: 'greetingsChecked', actions: [skip('R-412')] },
        ),
        exportedGreetings: step('R-412', 'greetingsChecked'), // L251
        greetingsChecked: trackEnd(),
      },
    },
  },
};

export const configExportMachine: MachineJson = {
  id: 'config-export',
  initial: 'locked',
  on: partEvents('.variantOpen'),
  states: {
    locked: locked('variantOpen'),
    variantOpen: task('R-401', 'variantKnown'), // L97–119
    variantKnown: task('R-402', 'toolStarted'), // L121, L131 step 1
    toolStarted: task('R-403', 'optionsSet'), // L133 step 2, L91, L143
    optionsSet: task('R-404', 'exporting'), // L135 step 3
    exporting: task('R-405', 'exported'), // L137 step 4
    exported: step('R-406', 'ingested'), // L139 step 5
    ingested,
    verified: end({ on: { 'signal.export-outdated': 'outdated' } }),
    // something changed on the old server: keep this export, or redo R-404, which rewinds the part
    outdated: side({ 'signal.export-kept': 'verified' }),
    notApplicable: notApplicable(),
  },
};
