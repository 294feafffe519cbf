import { readFileSync } from 'node:fs';
import type { StepSpec } from '../../src/core/step.js';
import { ACCEPTANCE_STEPS } from '../../src/steps/acceptance/index.js';
import { CONFIG_EXPORT_STEPS } from '../../src/steps/config-export/index.js';
import { CONFIG_IMPORT_STEPS } from '../../src/steps/config-import/index.js';
import { INTAKE_STEPS } from '../../src/steps/intake/index.js';
import { LICENSE_UPGRADE_STEPS } from '../../src/steps/license-upgrade/index.js';
import { LINES_STEPS } from '../../src/steps/lines/index.js';
import { STEP_KEY } from '../../src/steps/step.decorator.js';
import { TARGET_SERVER_STEPS } from '../../src/steps/target-server/index.js';
import { TRANSFER_STEPS } from '../../src/steps/transfer/index.js';
import { USER_CREATION_STEPS } from '../../src/steps/user-creation/index.js';
import { VOICEMAIL_IMPORT_STEPS } from '../../src/steps/voicemail-import/index.js';

/** Every step class of the documented sequence, by part. */
const BY_PART = {
  intake: INTAKE_STEPS,
  'target-server': TARGET_SERVER_STEPS,
  'license-upgrade': LICENSE_UPGRADE_STEPS,
  'config-export': CONFIG_EXPORT_STEPS,
  transfer: TRANSFER_STEPS,
  'config-import': CONFIG_IMPORT_STEPS,
  'user-creation': USER_CREATION_STEPS,
  lines: LINES_STEPS,
  'voicemail-import': VOICEMAIL_IMPORT_STEPS,
  acceptance: ACCEPTANCE_STEPS,
};

export interface RegisteredStep {
  readonly folder: string;
  readonly spec: StepSpec;
}

/** What the decorator of each step says, in shown order. */
export const REGISTERED: readonly RegisteredStep[] = Object.entries(BY_PART).flatMap(
  ([folder, steps]) =>
    steps.map((step) => ({
      folder,
      spec: Reflect.getMetadata(STEP_KEY, step) as StepSpec,
    })),
);

export const SPECS: ReadonlyMap<string, StepSpec> = new Map(
  REGISTERED.map(({ spec }) => [spec.id, spec]),
);

export interface IndexedLine {
  readonly line: number;
  readonly sha256: string;
  readonly steps: readonly string[];
  readonly notes?: readonly string[];
}

export interface Label {
  readonly label: string;
  readonly line: number;
  readonly steps: readonly string[];
}

function readDoc(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8'));
}

export const INDEX = readDoc('manual-index.json') as readonly IndexedLine[];
export const LABELS = readDoc('labels.json') as readonly Label[];
