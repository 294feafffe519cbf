import { z } from 'zod';
import { TASK_STATUSES } from '../../core/task-status.js';
import {
  attemptView,
  count,
  milestone,
  notBefore,
  part,
  progress,
  run,
  step,
  task,
  workProgress,
} from './views.js';
import { instant, list, text } from './words.js';

export const acting = z
  .object({
    who: z.enum(['umstieg', 'anyone', 'person', 'second-person']),
    named: list(z.string()),
    besides: list(z.string()),
  })
  .meta({
    id: 'Acting',
    description:
      'Who must act. second-person: anybody but those in besides; where named is not empty, others are deputies.',
  });
const since = instant.optional();
export const missing = z
  .object({ kind: z.enum(['step', 'part']), id: z.string(), title: text })
  .meta({ id: 'Missing' });
export const nextAction = z
  .object({
    step: z.string(),
    title: text,
    part: z.string(),
    act: z.enum(['do', 'mend', 'decide', 'renew', 'wait']),
    acts: acting,
    since,
    notBefore,
  })
  .meta({ id: 'NextAction', description: 'Something to do in a run, and who must' });
export const lastAct = z
  .object({
    ...{ seq: count, at: instant, step: z.string().nullable(), title: text.nullable() },
    ...{ actor: z.string(), what: text },
  })
  .meta({ id: 'LastAct', description: 'The last thing a person did' });

const checklistStep = {
  ...{ since, acts: acting.optional(), missing: list(missing).optional() },
};
const stepView = z.object({ ...step, ...checklistStep }).meta({ id: 'Step' });
const partView = z
  .object({
    ...part,
    counts: z.partialRecord(z.enum(TASK_STATUSES), count),
    needs: list(missing),
    began: since,
    ended: since,
  })
  .meta({ id: 'Part' });

const reached = milestone
  .extend({ actual: z.string().nullable() })
  .meta({ id: 'Milestone', description: 'A step with a date of its own, and when it was reached' });

/** What `GET /api/runs/{run}` gives. */
export const checklist = z
  .object({
    ...run,
    parts: list(partView),
    steps: list(stepView),
    milestones: list(reached),
    nextAction: nextAction.nullable(),
    last: lastAct.nullable(),
  })
  .meta({ id: 'Run' });

const stepEvent = z
  .object({
    seq: count,
    at: instant,
    event: z.string(),
    what: text,
    actor: z.string().nullable(),
    revision: count,
    verdict: z.string().optional(),
    code: z.string().optional(),
    refusal: text.optional().meta({ description: 'The code in words' }),
    note: z.string().optional(),
  })
  .meta({ id: 'StepEvent' });

const rejection = z
  .object({ kind: z.string(), at: instant, what: text, by: z.string(), reason: z.string() })
  .meta({ id: 'Rejection', description: 'A second person said no, and nothing happened since' });

const stepResult = z
  .object({
    values: list(z.object({ title: text, value: text })),
    files: list(z.object({ title: text, digest: z.string() })),
  })
  .meta({ id: 'StepResult', description: 'What the step found, and documents it wrote' });

/** What `GET /api/runs/{run}/steps/{step}` gives. */
export const stepPage = z
  .object({
    ...task,
    ...checklistStep,
    run: z.string(),
    revision: count,
    partTitle: text,
    labels: list(z.object({ text: z.string(), path: list(z.string()) })),
    judged: attemptView.nullable(),
    rejection: rejection.nullable(),
    approved: z
      .object({ at: instant, by: z.string() })
      .nullable()
      .meta({ description: 'A second person approved the result, and nothing happened since' }),
    changedSince: list(z.string()).meta({
      description: 'Steps with another result than the one this step was accepted on',
    }),
    leftOut: list(z.object({ holds: z.boolean(), when: text })).meta({
      description: 'Which answers took it out, where it does not apply',
    }),
    result: stepResult.nullable(),
    progress: workProgress.nullable(),
    uploads: z.object({
      most: count.meta({ description: 'Bytes of one file' }),
      endings: list(z.string()),
    }),
    before: z.string().nullable(),
    after: z.string().nullable(),
    history: list(stepEvent),
  })
  .meta({ id: 'Task' });

const overviewPart = z.object({
  ...{ name: z.string(), title: text, status: z.string(), ...progress.shape },
  ...{ began: since, ended: since, planned: part.planned, due: part.due },
});
const alarm = z.object({
  kind: z.enum(['problem', 'outdated', 'overdue', 'late', 'paused', 'unusable']),
  title: text,
  step: z.string().optional(),
  part: z.string().optional(),
  since,
});
export const overviewRun = z
  .object({
    ...{ run: z.string(), projectId: z.string(), customer: z.string(), title: text.nullable() },
    ...{ kind: z.string(), status: z.string(), revision: count.nullable() },
    progress: progress.nullable(),
    parts: list(overviewPart),
    milestones: list(reached),
    waits: list(nextAction),
    alarms: list(alarm),
    next: nextAction.nullable(),
    last: lastAct.nullable(),
    clock: z
      .string()
      .nullable()
      .meta({ description: 'Of a practice run, where somebody set it: `since` is by this clock' }),
    createdAt: z.string().nullable(),
    updatedAt: instant,
    from: z.string().optional(),
  })
  .meta({ id: 'OverviewRun', description: 'One run on the dashboard' });

/** What `GET /api/overview` gives. */
export const overview = z.object({
  items: list(overviewRun),
  next: z.string().nullable(),
  yours: z.record(z.string(), z.string()).meta({
    description:
      'Run → the one of its `waits` that you can do next; none where it is the turn of others',
  }),
  totals: z.object({
    runs: count,
    matching: count,
    alarms: count.meta({ description: 'Of the matching runs, those with an alarm' }),
    byStatus: z.record(z.string(), count),
  }),
});
