import { ChooseLicenseRoute } from './choose-license-route.step.js';
import { ConfirmStaticMac } from './confirm-static-mac.step.js';
import { FinishMacSwap } from './finish-mac-swap.step.js';
import { InstallConnectServer } from './install-connect-server.step.js';
import { KeepOldMac } from './keep-old-mac.step.js';
import { LearnExistingCustomer } from './learn-existing-customer.step.js';
import { ReadHardwareId } from './read-hardware-id.step.js';

/** Rows. */
export const TARGET_SERVER_STEPS = [
  InstallConnectServer,
  ConfirmStaticMac,
  ReadHardwareId,
  ChooseLicenseRoute,
  LearnExistingCustomer,
  KeepOldMac,
  FinishMacSwap,
];
