import { setTimeout as delay } from 'node:timers/promises';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { StepFailure } from '../../src/core/errors.js';
import { form, number, secret } from '../../src/core/fields.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { AutomaticStep, StepContext, StepSpec, TaskStep } from '../../src/core/step.js';
import { specsOf, type Sequence } from '../../src/engine/sequence.js';
import { StepRegistry } from '../../src/engine/step-registry.js';
import { Step } from '../../src/steps/step.decorator.js';
import type { OuterWorld } from './outer-world.js';

/** What people hand in: a number that makes the result, and a password that must be found nowhere. */
const claim = form({
  n: number({ de: 'Zahl', en: 'Number' }),
  password: secret({ de: 'Kennwort', en: 'Password' }, 'nothing'),
  code: secret({ de: 'Code', en: 'Code' }, 'fingerprint'),
});
export type Claimed = { n: number; password: string; code: string };

let world: OuterWorld | undefined;
/** What the steps act on from here on. */
export function actOn(next: OuterWorld): void {
  world = next;
}
function outer(): OuterWorld {
  if (!world) throw new Error('the steps have no world to act on');
  return world;
}

/** A task whose check comes out as the seed says. */
function taskOf(spec: StepSpec): Type {
  @Step(spec)
  class Simulated implements TaskStep<Claimed> {
    async verify(input: Claimed, context: StepContext): Promise<Outcome> {
      await delay(outer().duration());
      outer().mayFail(spec.id);
      return outer().judge(spec.id, input.n, context.round);
    }
  }
  return Simulated;
}

/** A step that changes something outside, once for each key, and knows it when asked again. */
function automaticOf(spec: StepSpec): Type {
  @Step(spec)
  class Simulated implements AutomaticStep {
    async check(
      _input: unknown,
      { idempotencyKey: key }: StepContext,
    ): Promise<Outcome | undefined> {
      await delay(outer().duration());
      outer().asked(key);
      return outer().effects.get(key);
    }
    async execute(_input: unknown, context: StepContext): Promise<Outcome> {
      const { idempotencyKey: key, signal } = context;
      outer().begin(key, spec.id);
      try {
        await delay(outer().duration(), undefined, { signal }); // stops when its time is up
        outer().mayFail(spec.id);
        const outcome = outer().judge(spec.id, 0, context.round, 'consistent');
        outer().happen(key, outcome);
        await delay(outer().duration(), undefined, { signal });
        outer().mayFail(spec.id); // done, and nobody heard of it
        return outcome;
      } finally {
        outer().end(key);
      }
    }
  }
  return Simulated;
}

/** The same sequence with steps that act on the simulated world: kinds, order, reads and rules stay as they are. */
function simulated(sequence: Sequence): Sequence {
  const steps = [...specsOf(sequence).values()].map(({ form: asks, ...spec }) => {
    const said: StepSpec = asks && spec.kind === 'task' ? { ...spec, form: claim } : spec;
    return spec.kind === 'task' ? taskOf(said) : automaticOf(said);
  });
  return { ...sequence, steps };
}

export async function simulatedRegistry(sequence: Sequence): Promise<StepRegistry> {
  const module = AppModule.of(simulated(sequence));
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return app.get(StepRegistry);
}

export function failure(step: string, again: boolean): StepFailure {
  const text = { de: `${step}: weg`, en: `${step}: gone` };
  return new StepFailure('target.unreachable', text, again ? 'yes' : 'never');
}
