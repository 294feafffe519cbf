// Sequences for the benchmark, built like any other: STEPS automatic steps that yield about 200 bytes each (W1, W3), and
// WAITS places where a run waits for a person's signal (W2).
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../dist/app.module.js';
import { StepRegistry } from '../dist/engine/step-registry.js';
import { end, locked, notApplicable, partEvents, side, step } from '../dist/machines/kinds.js';
import { taskMachine } from '../dist/machines/task.machine.js';
import { Step } from '../dist/steps/step.decorator.js';

export const STEPS = 40;
export const WAITS = 20;
const id = (i) => `B-${String(1000 + i)}`;
const text = (de) => ({ de, en: de });

/** `onStep(runId, i)` is called when a step begins; what it returns is waited for. */
export const hooks = { onStep: () => undefined };

const open = [{ type: 'open', params: { part: 'work' } }];
const ROOT = {
  id: 'root',
  type: 'parallel',
  states: {
    work: {
      initial: 'locked',
      states: {
        locked: { on: { 'tasks.changed': 'ready' } },
        ready: { entry: open, on: { 'work.active': 'active' } },
        active: { on: { 'work.done': 'done' } },
        done: {},
      },
    },
  },
};

function definitionOf(name, states) {
  const all = {
    ...{ locked: locked('s0'), ...states, over: end(), notApplicable: notApplicable() },
  };
  const work = { id: 'work', initial: 'locked', on: partEvents('.s0'), states: all };
  return { name, version: '1', task: taskMachine, root: ROOT, parts: { work } };
}

const next = (i, count) => (i + 1 < count ? `s${String(i + 1)}` : 'over');

function stepClass(i) {
  class BenchStep {
    check() {
      return Promise.resolve(undefined);
    }
    async execute(_input, context) {
      await hooks.onStep(context.runId, i);
      const payload = `${context.runId}-${String(i)}-`.padEnd(180, 'x');
      return { verdict: 'consistent', reasons: [], facts: { payload } };
    }
  }
  const words = { title: text(id(i)), instruction: text(id(i)), lines: [] };
  const undo = { possible: 'yes', how: text('') };
  Step({ ...{ id: id(i), part: 'work', kind: 'step', undo }, ...words })(BenchStep);
  return BenchStep;
}

const around = { title: text('Benchmark'), partTitles: { work: text('work') }, warnings: {} };

/** A sequence of so many automatic steps. */
export function working(count = STEPS) {
  const places = Array.from({ length: count }, (_, i) => [`s${String(i)}`, i]);
  const states = Object.fromEntries(places.map(([s, i]) => [s, step(id(i), next(i, count))]));
  const steps = places.map(([, i]) => stepClass(i));
  return { definition: definitionOf('bench', states), steps, ...around };
}

/** A sequence of WAITS places that a run leaves when somebody signals `next`. */
export function waiting() {
  const places = Array.from({ length: WAITS }, (_, i) => i);
  const states = Object.fromEntries(
    places.map((i) => [`s${String(i)}`, side({ 'signal.next': next(i, WAITS) })]),
  );
  return { definition: definitionOf('bench-waits', states), steps: [], ...around };
}

export async function registryOf(sequence) {
  const options = { logger: false, abortOnError: false };
  const app = await NestFactory.createApplicationContext(AppModule.of(sequence), options);
  return app.get(StepRegistry);
}
