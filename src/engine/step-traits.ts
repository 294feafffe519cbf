/** What the engine must know of a step to move it; comes from the step registry, not from the definition. */
export interface StepTraits {
  readonly kind: 'task' | 'step';
  readonly hasForm: boolean;
  readonly reads: readonly string[];
}
export type TraitsOf = (step: string) => StepTraits | undefined;
