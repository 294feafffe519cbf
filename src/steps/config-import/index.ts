import { CheckImportOrder } from './check-import-order.step.js';
import { CheckImportedSettings } from './check-imported-settings.step.js';
import { DecideRepetition } from './decide-repetition.step.js';
import { ImportSettings } from './import-settings.step.js';
import { KnowBothSides } from './know-both-sides.step.js';
import { OpenMigrationManager } from './open-migration-manager.step.js';
import { SaveTarget } from './save-target.step.js';
import { SelectSettings } from './select-settings.step.js';
import { SetImportFolder } from './set-import-folder.step.js';

/** Rows. */
export const CONFIG_IMPORT_STEPS = [
  OpenMigrationManager,
  KnowBothSides,
  SaveTarget,
  SetImportFolder,
  SelectSettings,
  ImportSettings,
  DecideRepetition,
  CheckImportOrder,
  CheckImportedSettings,
];
