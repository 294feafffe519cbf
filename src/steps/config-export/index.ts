import { CheckDynamicLines } from './check-dynamic-lines.step.js';
import { CheckUserLinesDynamic } from './check-user-lines-dynamic.step.js';
import { CheckUserLines } from './check-user-lines.step.js';
import { ChooseVariant } from './choose-variant.step.js';
import { ConfirmGreetings } from './confirm-greetings.step.js';
import { CrossCheckLineFiles } from './cross-check-line-files.step.js';
import { FinishExport } from './finish-export.step.js';
import { ProvideUserList } from './provide-user-list.step.js';
import { ReadExportFolder } from './read-export-folder.step.js';
import { SetExportOptions } from './set-export-options.step.js';
import { StartExport } from './start-export.step.js';
import { StartMigrationManager } from './start-migration-manager.step.js';

/** Rows. */
export const CONFIG_EXPORT_STEPS = [
  ChooseVariant,
  StartMigrationManager,
  SetExportOptions,
  StartExport,
  FinishExport,
  ReadExportFolder,
  CheckUserLines,
  CheckUserLinesDynamic,
  CheckDynamicLines,
  CrossCheckLineFiles,
  ProvideUserList,
  ConfirmGreetings,
];
