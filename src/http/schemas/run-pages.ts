import { z } from 'zod';
import { TASK_STATUSES } from '../../core/task-status.js';
import { lastAct, missing, nextAction } from './checklist.js';
import { actions } from './people.js';
import { count, progress } from './views.js';
import { instant, list, text } from './words.js';

const happened = z
  .object({
    ...{ seq: count, at: instant, step: z.string().nullable(), title: text.nullable(), what: text },
    actor: z.string().nullable(),
    verdict: z.string().optional(),
    note: z.string().optional(),
  })
  .meta({ id: 'Happened' });

/** What `GET /api/runs/{run}/tree-head` gives. */
export const treeHead = z
  .object({
    ...{ instanceId: z.string(), size: count, root: z.string(), signer: z.string() },
    text: z.string().meta({
      description: 'Tree head as a signed note (docs/audit-format.md): what is kept and compared',
    }),
  })
  .meta({ id: 'TreeHead' });

/** What `GET /api/runs/{run}/actions` gives. */
export const ownActions = z.object({
  actions,
  next: nextAction.nullable().meta({ description: 'Null when it is the turn of others' }),
});

/** What `GET /api/runs/{run}/briefing` gives. */
export const briefing = z
  .object({
    ...{ run: z.string(), revision: count, seq: count, since: count.nullable() },
    last: lastAct.nullable(),
    happened: list(happened),
    count: count.meta({ description: 'How many things happened; the newest of them are told' }),
    waits: list(nextAction),
    outdated: list(
      z.object({
        ...{ id: z.string(), title: text, since: instant.optional() },
        because: list(missing),
      }),
    ),
    timers: list(z.object({ name: z.string(), title: text, dueAt: instant })),
    nextAction: nextAction.nullable(),
  })
  .meta({ id: 'Briefing', description: 'What somebody who comes back must know' });

const mapPart = z.object({
  ...{ name: z.string(), title: text, status: z.string(), ...progress.shape },
  starts: list(z.string()),
});
const mapNode = z
  .object({
    ...{ id: z.string(), part: z.string(), name: z.string() },
    kind: z.enum(['task', 'step', 'gate', 'branch', 'side', 'end', 'not-applicable', 'tracks']),
    inside: z.string().nullable(),
    track: z.string(),
    step: z.string().optional(),
    title: text.optional(),
    status: z.enum(TASK_STATUSES).optional(),
    side: z.boolean(),
    pointOfNoReturn: z.boolean(),
    overwrites: z.boolean(),
    live: z.boolean(),
  })
  .meta({ id: 'MapNode' });
const mapEdge = z
  .object({
    ...{ from: z.string(), to: z.string(), kind: z.enum(['on', 'event', 'opens']) },
    ...{ event: text.optional(), when: text.optional(), otherwise: z.boolean() },
  })
  .meta({
    id: 'MapEdge',
    description:
      'Between nodes; of `opens` from a step or a part to the part that waits for it. otherwise: taken when no other is',
  });

/** What `GET /api/runs/{run}/map` gives. */
export const runMap = z
  .object({
    ...{ run: z.string(), revision: count },
    ...{ parts: list(mapPart), nodes: list(mapNode), edges: list(mapEdge) },
  })
  .meta({ id: 'RunMap', description: 'The statechart of a run as data, without a layout' });

/** What `GET /api/runs/{run}/words` gives. */
export const stepWords = z
  .object({
    ...{ id: z.string(), part: z.string(), title: text },
    lines: list(count).meta({ description: 'Lines of the document the sequence follows' }),
    labels: list(z.string()).meta({ description: "What the vendor's screens say" }),
  })
  .meta({ id: 'StepWords', description: 'By what a step is found' });

/** What `GET /api/runs/{run}/practice` gives. */
export const practiceFiles = z
  .object({
    folder: z.string().meta({ description: 'On the computer that runs Umstieg' }),
    files: list(z.string()),
    values: z.record(z.string(), z.unknown()).meta({
      description:
        'By field of the step: texts as they are spelled (numbers and yes or no as well), lists, rows of a table',
    }),
    evidence: list(z.string()).meta({
      description: 'Files to hand in with it, with their folders',
    }),
    clock: instant.nullable().meta({
      description:
        'What the clock of the run says when the step is answered; null without an answer',
    }),
  })
  .meta({ id: 'PracticeFiles', description: 'The practice customer of a drill, as its files say' });

export const visit = z.object({ seq: count, at: instant });
