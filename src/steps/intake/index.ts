import { AcknowledgeScope } from './acknowledge-scope.step.js';
import { CheckDynamicLinesFeature } from './check-dynamic-lines-feature.step.js';
import { CheckSourceVersion } from './check-source-version.step.js';
import { ChooseScope } from './choose-scope.step.js';
import { ChooseUserMethod } from './choose-user-method.step.js';
import { DescribeHardware } from './describe-hardware.step.js';
import { IdentifyProduct } from './identify-product.step.js';
import { PlanTeam } from './plan-team.step.js';
import { RecordLicenseHistory } from './record-license-history.step.js';
import { RehearseEmailMatch } from './rehearse-email-match.step.js';
import { ReportManualProblem } from './report-manual-problem.step.js';

/** Rows. */
export const INTAKE_STEPS = [
  IdentifyProduct,
  DescribeHardware,
  CheckSourceVersion,
  CheckDynamicLinesFeature,
  RecordLicenseHistory,
  ChooseScope,
  AcknowledgeScope,
  ChooseUserMethod,
  RehearseEmailMatch,
  PlanTeam,
  ReportManualProblem,
];
