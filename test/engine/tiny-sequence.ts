import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppModule } from '../../src/app.module.js';
import { choice, form, number, secret, text } from '../../src/core/fields.js';
import { StepFailure } from '../../src/core/errors.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { AutomaticStep, StepContext, StepSpec, TaskStep } from '../../src/core/step.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { StepRegistry } from '../../src/engine/step-registry.js';
import { commandLineWho, Umstieg, type UmstiegOptions } from '../../src/engine/umstieg.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import {
  all,
  end,
  gate,
  locked,
  notApplicable,
  partEvents,
  settled,
  side,
  step,
  task,
} from '../../src/machines/kinds.js';
import { taskMachine } from '../../src/machines/task.machine.js';
import { Step } from '../../src/steps/step.decorator.js';

declare module '../../src/core/facts.js' {
  interface Facts {
    'T-101': { size: number };
  }
}

/** What tests steer and watch from outside the steps. */
export const world = { executed: [] as string[], failures: 0, holdMs: 0, heeds: false };

/** A size that has to wait: T-202 says from when. */
export const LARGE = 31;

const plain = (id: string, kind: 'task' | 'step', more: Partial<StepSpec> = {}): StepSpec => ({
  id,
  part: id < 'T-2' ? 'first' : 'second',
  kind,
  title: { de: id, en: id },
  instruction: { de: id, en: id },
  lines: [],
  undo: { possible: 'yes', how: { de: '', en: '' } },
  ...more,
});
const size = form({
  size: number({ de: 'Größe', en: 'Size' }),
  who: text({ de: 'Wer', en: 'Who' }).optional(),
  approver: text({ de: 'Freigabe', en: 'Approver' }).optional(),
  mode: choice({ de: 'Art', en: 'Mode' }, ['good', 'bad', 'unreadable']).optional(),
  code: secret({ de: 'Code', en: 'Code' }, 'fingerprint').optional(),
});
type Size = z.output<typeof size>;

@Step(plain('T-101', 'task', { form: size }))
class Measure implements TaskStep<Size> {
  verify(input: Size): Outcome {
    const facts = { size: input.size };
    if (input.mode === 'bad') {
      return {
        verdict: 'contradicts',
        reasons: [{ code: 'size.wrong', text: { de: 'falsch', en: 'wrong' } }],
      };
    }
    if (input.mode === 'unreadable') return { verdict: 'cannot-read', reasons: [], facts };
    const approvers = input.approver === undefined ? {} : { approvers: [input.approver] };
    const flags = { large: input.size > 10 };
    return { verdict: 'consistent', reasons: [], facts, flags, ...approvers };
  }
}

@Step(plain('T-102', 'step', { reads: ['T-101'] }))
class Double implements AutomaticStep {
  async check(_input: unknown, context: StepContext): Promise<Outcome | undefined> {
    const done = await context.work.read('outcome.json');
    return done === undefined ? undefined : (JSON.parse(done) as Outcome);
  }
  async execute(_input: unknown, context: StepContext): Promise<Outcome> {
    const { signal } = context;
    if (world.holdMs > 0) await delay(world.holdMs, undefined, world.heeds ? { signal } : {});
    if (world.failures > 0) {
      world.failures--;
      throw new StepFailure('target.unreachable', { de: 'weg', en: 'gone' }, { afterMs: 5 });
    }
    world.executed.push(context.idempotencyKey);
    const n = context.fact('T-101')?.size ?? 0;
    const outcome: Outcome = { verdict: 'consistent', reasons: [], facts: { double: n * 2 } };
    await context.work.write('outcome.json', JSON.stringify(outcome));
    return outcome;
  }
}

@Step(
  plain('T-201', 'task', {
    form: size,
    reads: ['T-102'],
    evidence: { required: true, what: { de: 'Bild', en: 'Picture' } },
  }),
)
class Overwrite extends Measure {}
@Step(
  plain('T-202', 'task', {
    ...{ form: size, hard: true, neverWaive: true, reads: ['T-101'] },
    notBefore: (fact) => (fact('T-101')?.size === LARGE ? '2026-03-31' : undefined),
  }),
)
class Judge extends Measure {}
@Step(plain('T-203', 'task', { form: size, optional: true }))
class Extra extends Measure {}

const first = [{ target: '.measuring' }];
export const TINY: DefinitionJson = {
  name: 'tiny',
  version: '1',
  task: taskMachine,
  root: {
    id: 'root',
    type: 'parallel',
    states: {
      first: region('first', all()),
      second: region('second', settled('T-102')),
    },
  },
  parts: {
    first: {
      id: 'first',
      initial: 'locked',
      on: partEvents(first),
      states: {
        locked: locked('measuring'),
        measuring: task('T-101', 'measured', { on: { 'signal.hello': 'greeted' } }),
        greeted: side({ 'signal.go': 'measuring' }),
        measured: step('T-102', 'doubled'),
        doubled: end({ on: { 'signal.late': 'noticed' } }),
        noticed: end(),
        notApplicable: notApplicable(),
      },
    },
    second: {
      id: 'second',
      initial: 'locked',
      on: partEvents('.approval'),
      states: {
        locked: locked('approval'),
        approval: gate('T-201', { approved: 'acting', settled: 'acted' }, { sticky: true }),
        acting: task('T-201', 'acted', {
          sticky: true,
          entry: [
            { type: 'startTimer', params: { name: 'slow', after: 'P1D', event: 'timer.slow' } },
          ],
          on: { 'timer.slow': 'late' },
        }),
        late: task('T-201', 'acted', { sticky: true, side: true }),
        acted: task('T-202', 'judged'),
        judged: task('T-203', 'over'),
        over: end(),
        notApplicable: notApplicable(),
      },
    },
  },
};

function region(part: string, opens: ReturnType<typeof all>) {
  return {
    initial: 'locked',
    states: {
      locked: { on: { 'tasks.changed': { target: 'ready', guard: opens } } },
      ready: {
        entry: [{ type: 'open' as const, params: { part } }],
        on: { [`${part}.active`]: 'active', [`${part}.done`]: 'done' },
      },
      active: { on: { [`${part}.done`]: 'done' } },
      done: { on: { [`${part}.reopened`]: 'active' } },
    },
  };
}

export const TINY_SEQUENCE: Sequence = {
  definition: TINY,
  steps: [Measure, Double, Overwrite, Judge, Extra],
  title: { de: 'Winzig', en: 'Tiny' },
  partTitles: { first: { de: 'Erstes', en: 'First' }, second: { de: 'Zweites', en: 'Second' } },
  resultTitles: { 'T-102.double': { de: 'Das Doppelte', en: 'Double' } },
  milestones: ['T-201'],
  warnings: {},
};

/** @param more steps that came later */
export async function tinyRegistry(more: readonly Type[] = []): Promise<StepRegistry> {
  const module = AppModule.of({ ...TINY_SEQUENCE, steps: [...TINY_SEQUENCE.steps, ...more] });
  const app = await NestFactory.createApplicationContext(module, { logger: false });
  return app.get(StepRegistry);
}

const opened: (() => Promise<void>)[] = [];

/** A temporary data folder, removed after the test file. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'umstieg-test-'));
  opened.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export async function openTiny(
  dataFolder: string,
  options: Partial<UmstiegOptions> = {},
  more: readonly Type[] = [],
): Promise<Umstieg> {
  const umstieg = await Umstieg.open(await tinyRegistry(more), {
    ...options,
    dataFolder,
  });
  opened.unshift(() => umstieg.close());
  return umstieg;
}

export async function cleanUp(): Promise<void> {
  for (const close of opened.splice(0)) await close();
}

export const anna = { who: commandLineWho('Anna') };
export const karl = { who: commandLineWho('Karl') };

export async function newTinyRun(
  umstieg: Umstieg,
  kind: 'live' | 'drill' = 'live',
): Promise<string> {
  const { runId } = await umstieg.newProject({ customer: 'Muster GmbH', kind, who: anna.who });
  await umstieg.settle();
  return runId;
}

export async function statusOf(umstieg: Umstieg, runId: string, stepId: string): Promise<string> {
  const view = await umstieg.queries.run(runId);
  return view.steps.find((s) => s.id === stepId)?.status ?? '?';
}
