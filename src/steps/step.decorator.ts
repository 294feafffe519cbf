import { Injectable, SetMetadata, applyDecorators } from '@nestjs/common';
import type { StepSpec } from '../core/step.js';

export const STEP_KEY = 'umstieg:step';

/** Marks a Nest provider as the step of one row. Found at boot and checked against the machines. */
export function Step(spec: StepSpec): ClassDecorator {
  return applyDecorators(Injectable(), SetMetadata(STEP_KEY, spec));
}
