import { AwaitLicenseMail } from './await-license-mail.step.js';
import { CheckSummary } from './check-summary.step.js';
import { ChooseExistingCustomer } from './choose-existing-customer.step.js';
import { CompareLicenses } from './compare-licenses.step.js';
import { ConfirmLicensee } from './confirm-licensee.step.js';
import { EnterCodes } from './enter-codes.step.js';
import { EnterHardwareId } from './enter-hardware-id.step.js';
import { EnterOldMac } from './enter-old-mac.step.js';
import { GenerateLicenses } from './generate-licenses.step.js';
import { ImportPackage } from './import-package.step.js';
import { PromiseNoLicenseSwap } from './promise-no-license-swap.step.js';
import { ReceiveUpgradeLicenses } from './receive-upgrade-licenses.step.js';
import { SelectBaseSystem } from './select-base-system.step.js';

/** Rows. */
export const LICENSE_UPGRADE_STEPS = [
  PromiseNoLicenseSwap,
  ReceiveUpgradeLicenses,
  EnterCodes,
  ChooseExistingCustomer,
  EnterOldMac,
  ConfirmLicensee,
  EnterHardwareId,
  SelectBaseSystem,
  CheckSummary,
  GenerateLicenses,
  AwaitLicenseMail,
  ImportPackage,
  CompareLicenses,
];
