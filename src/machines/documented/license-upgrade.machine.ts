import {
  all,
  any,
  end,
  fact,
  gate,
  locked,
  not,
  notApplicable,
  partEvents,
  settled,
  side,
  step,
  task,
  type MachineJson,
  type Transitions,
} from '../kinds.js';

/**
 * M3, manual page lines 25–57 (and 13, 17–23): the license upgrade in its nine numbered steps, then the import.
 * A state's name says where the project stands; the step in it is what comes next.
 */
const unclear = any(fact('R-105', 'macSwap', 'unknown'), fact('R-105', 'unclear', true));
/** What R-207 once said does not count while it is open again. */
const swapFinished = all(settled('R-207'), fact('R-207', 'finished', true));
const swapRunning = all(fact('R-105', 'macSwap', 'started'), not(swapFinished));
const licenseSwapped = fact('R-105', 'licenseSwap', true);

/** O9: what has to be settled first. */
const obstacles = [
  { target: 'clarification', guard: unclear },
  { target: 'macSwapInProgress', guard: swapRunning },
  { target: 'licenceSwapHappened', guard: licenseSwapped },
];
const allowed = all(not(unclear), not(swapRunning), not(licenseSwapped));
/** Everything the portal generates from; whatever of it is open again takes the claim back, and with it its approval. */
const generatedFrom = ['R-105', 'R-207', 'R-304', 'R-305', 'R-306', 'R-307', 'R-308'];
const start = [...obstacles, { target: 'upgradeAllowed' }];

/** Until the licenses are generated: the portal may fail, one may stop, the history may prove different. */
const before: Transitions = {
  'signal.portal-error': 'portalError.beforeGeneration',
  'signal.aborted': 'aborted',
  'R-105.settled': obstacles,
};
/** After that nothing leads back to generating (O11). */
const after: Transitions = { 'signal.portal-error': 'portalError.afterGeneration' };

export const licenseUpgradeMachine: MachineJson = {
  id: 'license-upgrade',
  initial: 'locked',
  on: partEvents(start.map((way) => ({ ...way, target: `.${way.target}` }))),
  states: {
    locked: locked(start),

    // L17, L23, L29: first settle what is unknown and what should not have happened
    clarification: side({ 'R-105.settled': start }),
    macSwapInProgress: side({ 'R-207.settled': start, 'R-105.settled': start }),
    licenceSwapHappened: side({ 'R-105.settled': start }),

    upgradeAllowed: task('R-300', 'codesReceived', { on: before }), // L29 never swap the old licenses
    codesReceived: task('R-301', 'portalOpen', { on: before }), // L31 step 1
    portalOpen: task('R-302', 'codesEntered', { on: before }), // L33 step 2
    codesEntered: task('R-303', 'existingCustomerChosen', { on: before }), // L37 step 3
    existingCustomerChosen: task('R-304', 'licenseeShown', { needs: ['R-207'], on: before }), // L37 step 3
    licenseeShown: task('R-305', 'licenseeConfirmed', {
      on: { ...before, 'R-305.contradicted': 'wrongLicensee' },
    }), // L41 step 4
    wrongLicensee: task('R-305', 'licenseeConfirmed', { side: true, on: before }),
    licenseeConfirmed: task('R-306', 'hardwareIdEntered', {
      needs: ['R-203'],
      rules: ['O1'],
      on: before,
    }), // L43 step 5
    hardwareIdEntered: task('R-307', 'baseSystemSelected', { on: before }), // L47 step 6
    baseSystemSelected: task('R-308', 'summaryChecked', { on: before }), // L51 step 7
    summaryChecked: task('R-309', 'generated', {
      approval: true,
      pointOfNoReturn: true,
      needs: generatedFrom,
      guard: allowed,
      rules: ['O9', 'O11'],
      on: { ...before, 'R-309.submitted': { target: 'approval', guard: allowed } },
    }), // L55 step 8
    approval: gate(
      'R-309',
      { settled: { target: 'generated', guard: allowed }, refused: 'summaryChecked' },
      { pointOfNoReturn: true, needs: generatedFrom, on: { 'R-105.settled': obstacles } },
    ), // four eyes on what was claimed, before anything is generated

    generated: task('R-310', 'mailReceived', {
      entry: [
        {
          type: 'startTimer',
          params: { name: 'license-mail', after: 'P1D', event: 'timer.license-mail' },
        },
      ],
      exit: [{ type: 'cancelTimer', params: { name: 'license-mail' } }],
      on: { ...after, 'timer.license-mail': 'mailMissing' },
    }), // L57 step 9
    mailMissing: task('R-310', 'mailReceived', { side: true, on: after }),
    mailReceived: task('R-311', 'packageImported', { needs: ['R-204'], on: after }), // L13
    packageImported: step('R-312', 'verified', { on: after }), // (+)
    verified: end(),

    // a second generation is a matter for the vendor, never a way of this machine
    portalError: {
      initial: 'beforeGeneration',
      states: {
        beforeGeneration: side({
          'signal.portal-works': '#license-upgrade.upgradeAllowed', // what was settled falls through
          'signal.aborted': '#license-upgrade.aborted',
        }),
        afterGeneration: side({ 'signal.portal-works': '#license-upgrade.generated' }),
      },
    },
    aborted: side({ 'signal.portal-works': 'upgradeAllowed' }),
    notApplicable: notApplicable(),
  },
};
