import { acceptanceMachine } from './acceptance.machine.js';
import { configExportMachine } from './config-export.machine.js';
import { configImportMachine } from './config-import.machine.js';
import { intakeMachine } from './intake.machine.js';
import type { MachineJson } from '../kinds.js';
import { licenseUpgradeMachine } from './license-upgrade.machine.js';
import { linesMachine } from './lines.machine.js';
import { targetServerMachine } from './target-server.machine.js';
import { transferMachine } from './transfer.machine.js';
import { userCreationMachine } from './user-creation.machine.js';
import { voicemailImportMachine } from './voicemail-import.machine.js';

/** The ten parts of the documented sequence, in the order people see them (sequence.md section 1). */
export const partMachines: Readonly<Record<string, MachineJson>> = {
  intake: intakeMachine,
  'target-server': targetServerMachine,
  'license-upgrade': licenseUpgradeMachine,
  'config-export': configExportMachine,
  transfer: transferMachine,
  'config-import': configImportMachine,
  'user-creation': userCreationMachine,
  lines: linesMachine,
  'voicemail-import': voicemailImportMachine,
  acceptance: acceptanceMachine,
};

export const PARTS: readonly string[] = Object.keys(partMachines);
