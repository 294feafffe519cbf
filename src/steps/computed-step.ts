import type { Outcome } from '../core/outcome.js';
import type { AutomaticStep, StepContext } from '../core/step.js';

/**
 * An automatic step whose effect is its own outcome (parse, compare, predict): written once to the durable work folder,
 * so that `check` finds it after a kill and nothing is done twice. A step with another effect implements AutomaticStep.
 */
export abstract class ComputedStep<
  I = Record<string, unknown>,
  F = unknown,
> implements AutomaticStep<I, F> {
  protected abstract compute(input: I, context: StepContext): Promise<Outcome<F>> | Outcome<F>;

  async check(_input: I, context: StepContext): Promise<Outcome<F> | undefined> {
    const text = await context.work.read('outcome.json');
    return text === undefined ? undefined : (JSON.parse(text) as Outcome<F>);
  }

  async execute(input: I, context: StepContext): Promise<Outcome<F>> {
    const outcome = await this.compute(input, context);
    await context.work.write('outcome.json', JSON.stringify(outcome));
    return outcome;
  }
}
