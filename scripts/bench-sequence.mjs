// A sequence of 40 automatic steps, each yielding about 200 bytes, for the benchmark: built like any other sequence.
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../dist/app.module.js';
import { StepRegistry } from '../dist/engine/step-registry.js';
import { end, locked, notApplicable, partEvents, step } from '../dist/machines/kinds.js';
import { taskMachine } from '../dist/machines/task.machine.js';
import { Step } from '../dist/steps/step.decorator.js';

export const STEPS = 40;
const id = (i) => `B-${String(100 + i)}`;
const text = (de) => ({ de, en: de });

function states() {
  const all = { locked: locked('s0') };
  for (let i = 0; i < STEPS; i++)
    all[`s${String(i)}`] = step(id(i), i + 1 < STEPS ? `s${String(i + 1)}` : 'over');
  return { ...all, over: end(), notApplicable: notApplicable() };
}

const open = [{ type: 'open', params: { part: 'work' } }];
export const BENCH_SEQUENCE = {
  name: 'bench',
  version: '1',
  task: taskMachine,
  root: {
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
  },
  parts: { work: { id: 'work', initial: 'locked', on: partEvents('.s0'), states: states() } },
};

function stepClass(i) {
  class BenchStep {
    check() {
      return Promise.resolve(undefined);
    }
    execute(_input, context) {
      const payload = `${context.runId}-${String(i)}-`.padEnd(180, 'x');
      return Promise.resolve({ verdict: 'consistent', reasons: [], facts: { payload } });
    }
  }
  const spec = {
    ...{
      id: id(i),
      part: 'work',
      kind: 'step',
      title: text(id(i)),
      instruction: text(id(i)),
      lines: [],
    },
    undo: { possible: 'yes', how: text('') },
  };
  Step(spec)(BenchStep);
  return BenchStep;
}

export async function benchRegistry() {
  const module = AppModule.of({
    definition: BENCH_SEQUENCE,
    steps: Array.from({ length: STEPS }, (_, i) => stepClass(i)),
    title: text('Benchmark'),
    partTitles: { work: text('work') },
    warnings: {},
  });
  const app = await NestFactory.createApplicationContext(module, {
    logger: false,
    abortOnError: false,
  });
  return app.get(StepRegistry);
}
