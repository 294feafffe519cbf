import { all, end, fact, gate, locked, not, notApplicable, partEvents, side, step, task, type MachineJson } from './kinds.js';

/**
 * M3, manual page lines 25–57 (and 13, 17–23): the licence upgrade in its nine numbered steps, then the import.
 * A state's name says where the project stands; the step in it is what comes next.
 */
const swapRunning = all(fact('R-105', 'macSwap', 'started'), not(fact('R-207', 'finished', true)));
const licenseSwapped = fact('R-105', 'licenseSwap', true);

const start = [
  { target: '.macSwapInProgress', guard: swapRunning },
  { target: '.licenceSwapHappened', guard: licenseSwapped },
  '.upgradeAllowed',
];

export const licenseUpgradeMachine: MachineJson = {
  id: 'license-upgrade',
  initial: 'locked',
  on: partEvents(start),
  states: {
    locked: locked([
      { target: 'macSwapInProgress', guard: swapRunning },
      { target: 'licenceSwapHappened', guard: licenseSwapped },
      'upgradeAllowed',
    ]),

    // L23, L29: first settle what should not have happened
    macSwapInProgress: side({ 'R-207.settled': 'upgradeAllowed', 'R-105.settled': start.map(inner) }),
    licenceSwapHappened: side({ 'R-105.settled': start.map(inner) }),

    upgradeAllowed: task('R-300', 'codesReceived'), // L29 never swap the old licences
    codesReceived: task('R-301', 'portalOpen'), // L31 step 1
    portalOpen: task('R-302', 'codesEntered', { on: portal() }), // L33 step 2
    codesEntered: task('R-303', 'existingCustomerChosen', { on: portal() }), // L37 step 3
    existingCustomerChosen: task('R-304', 'licenseeShown', { on: portal() }), // L37 step 3
    licenseeShown: task('R-305', 'licenseeConfirmed', { on: { 'R-305.contradicted': 'wrongLicensee', ...portal() } }), // L41 step 4
    wrongLicensee: task('R-305', 'licenseeConfirmed', { side: true, on: portal() }),
    licenseeConfirmed: task('R-306', 'hardwareIdEntered', { needs: ['R-203'], on: portal() }), // L43 step 5, O1
    hardwareIdEntered: task('R-307', 'baseSystemSelected', { on: portal() }), // L47 step 6
    baseSystemSelected: task('R-308', 'summaryChecked', { on: portal() }), // L51 step 7
    summaryChecked: task('R-309', 'generated', {
      approval: true,
      pointOfNoReturn: true,
      guard: all(not(swapRunning), not(licenseSwapped)), // O9
      on: { 'R-309.submitted': 'approval', ...portal() },
    }), // L55 step 8
    approval: gate(
      'R-309',
      { settled: { target: 'generated', guard: all(not(swapRunning), not(licenseSwapped)) }, refused: 'summaryChecked' },
      { pointOfNoReturn: true },
    ),
    portalError: side({ 'signal.portal-works': 'portalOpen', 'signal.aborted': 'aborted' }),
    aborted: side({ 'signal.portal-works': 'portalOpen' }),

    generated: task('R-310', 'mailReceived', {
      entry: [{ type: 'startTimer', params: { name: 'license-mail', after: 'P1D', event: 'timer.license-mail' } }],
      exit: [{ type: 'cancelTimer', params: { name: 'license-mail' } }],
      on: { 'timer.license-mail': 'mailMissing' },
    }), // L57 step 9
    mailMissing: task('R-310', 'mailReceived', { side: true }),
    mailReceived: task('R-311', 'packageImported', { needs: ['R-204'] }), // L13
    packageImported: step('R-312', 'verified'),
    verified: end(),
    notApplicable: notApplicable(),
  },
};

function portal() {
  return { 'signal.portal-error': 'portalError', 'signal.aborted': 'aborted' };
}

function inner(t: (typeof start)[number]) {
  return typeof t === 'string' ? t.slice(1) : { ...t, target: t.target.slice(1) };
}
