import { CheckAfterNextRun } from './check-after-next-run.step.js';
import { CheckLineFile } from './check-line-file.step.js';
import { CompareStaticLines } from './compare-static-lines.step.js';
import { ConfirmConnector } from './confirm-connector.step.js';
import { ConfirmFileLimits } from './confirm-file-limits.step.js';
import { CreateConnector } from './create-connector.step.js';
import { DecideNeed } from './decide-need.step.js';
import { RunConnector } from './run-connector.step.js';
import { SetLineAttributes } from './set-line-attributes.step.js';

/** */
export const LINES_STEPS = [
  DecideNeed,
  SetLineAttributes,
  ConfirmConnector,
  CheckLineFile,
  CreateConnector,
  RunConnector,
  ConfirmFileLimits,
  CheckAfterNextRun,
  CompareStaticLines,
] as const;
