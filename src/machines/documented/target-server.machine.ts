import {
  end,
  fact,
  locked,
  notApplicable,
  partEvents,
  skip,
  task,
  type MachineJson,
} from '../kinds.js';

/** M2, manual page lines 5–23: the new hardware, its hardware ID, and the way the license package will come. */
const virtual = fact('R-102', 'virtual', true);
const noFullLicenses = fact('R-105', 'fullLicenses', false);
const swapStarted = fact('R-105', 'macSwap', 'started');

export const targetServerMachine: MachineJson = {
  id: 'target-server',
  initial: 'locked',
  on: partEvents('.installing'),
  states: {
    locked: locked('installing'),
    installing: task('R-201', [
      { target: 'onVirtualMachine', guard: virtual },
      { target: 'installed', actions: [skip('R-202')] },
    ]), // L9 step 1
    onVirtualMachine: task('R-202', 'installed'), // (+) fixed MAC
    installed: task('R-203', 'idCaptured'), // L11 step 2, L43
    idCaptured: task('R-204', [
      { target: 'withoutFullLicenses', guard: noFullLicenses },
      'wayChosen',
    ]), // L13 step 3
    wayChosen: task('R-205', 'existingCustomerKnown'), // L17 "Bestehender Kunde"
    withoutFullLicenses: task('R-205', 'existingCustomerKnown', { side: true }), // to be settled with the vendor
    existingCustomerKnown: task('R-206', [
      { target: 'macSwapStarted', guard: swapStarted },
      { target: 'routeChosen', actions: [skip('R-207')] },
    ]), // L21 no MAC swap for other hardware
    macSwapStarted: task('R-207', 'routeChosen', { side: true }), // L23 first finish it
    routeChosen: end(),
    notApplicable: notApplicable(),
  },
};
