import type { Text } from '../core/text.js';
import { UmstiegError } from '../core/errors.js';
import {
  waitsOf,
  type Checklist,
  type ChecklistPart,
  type LastAct,
  type ReachedMilestone,
  type WaitingStep,
} from './checklist.js';
import type { Checklists, Head } from './checklists.js';
import type { NextAction } from './who-acts.js';

/** Something a project lead must look at. */
export interface Alarm {
  readonly kind: 'problem' | 'outdated' | 'overdue' | 'late' | 'paused' | 'unusable';
  readonly title: Text;
  readonly step?: string;
  /** Name of the part that is late. */
  readonly part?: string;
  readonly since?: string;
}

export interface OverviewPart extends Pick<
  ChecklistPart,
  'name' | 'title' | 'status' | 'done' | 'total' | 'planned' | 'due'
> {
  readonly began?: string;
  readonly ended?: string;
}

/** One run on the dashboard. Of a run this program cannot read only the head is known. */
export interface OverviewRun {
  readonly run: string;
  readonly projectId: string;
  readonly customer: string;
  readonly title: Text | null;
  readonly kind: string;
  readonly status: string;
  readonly revision: number | null;
  readonly progress: { readonly done: number; readonly total: number } | null;
  readonly parts: readonly OverviewPart[];
  /** Those that have a date. */
  readonly milestones: readonly ReachedMilestone[];
  readonly waits: readonly WaitingStep[];
  readonly alarms: readonly Alarm[];
  readonly next: NextAction | null;
  readonly last: LastAct | null;
  readonly createdAt: string | null;
  readonly updatedAt: string;
  readonly from?: string;
}

interface Kept {
  readonly head: Head;
  readonly row: OverviewRun;
  readonly deadlines: readonly Deadline[];
  readonly clock: string | null;
}

/** An alarm as soon as its moment has passed. */
type Deadline = Alarm & { readonly since: string };

/** A deadline that passes is told this much later at most. */
const DEADLINE_MS = 1_000;

/** All runs as a partner sees them; a run is looked at again only when its chain grew. */
export class Overview {
  private kept = new Map<string, Kept>();
  /** The last answer, for as long as no run changed and no deadline can have passed. */
  private last: { heads: unknown; until: number; runs: readonly OverviewRun[] } | undefined;

  constructor(
    private readonly checklists: Checklists,
    private readonly now: () => Date,
  ) {}

  async runs(): Promise<readonly OverviewRun[]> {
    const heads = await this.checklists.heads();
    const at = this.now();
    const { last } = this;
    if (last?.heads === heads && at.getTime() < last.until) return last.runs;
    const next = new Map<string, Kept>();
    for (const head of heads.values()) next.set(head.id, await this.at(head));
    this.kept = next;
    const runs = [...next.values()].map((kept) => withOverdue(kept, at.toISOString()));
    this.last = { heads, until: at.getTime() + DEADLINE_MS, runs };
    return runs;
  }

  private async at(head: Head): Promise<Kept> {
    const kept = this.kept.get(head.id);
    if (kept?.head.seq === head.seq && kept.head.customer === head.customer) return kept;
    try {
      const checklist = await this.checklists.at(head);
      return {
        head,
        row: rowOf(checklist),
        deadlines: deadlinesOf(checklist),
        clock: checklist.clock,
      };
    } catch (error) {
      if (!(error instanceof UmstiegError)) throw error;
      return { head, row: unusable(head, error), deadlines: [], clock: null };
    }
  }
}

function rowOf(list: Checklist): OverviewRun {
  const { id, projectId, customer, title, kind, status, revision, progress } = list;
  return {
    ...{ run: id, projectId, customer, title, kind, status, revision, progress },
    parts: list.parts.map(({ name, title, status, done, total, began, ended, planned, due }) => ({
      ...{ name, title, status, done, total },
      ...(planned ? { planned } : {}),
      ...(due === undefined ? {} : { due }),
      ...(began === undefined ? {} : { began }),
      ...(ended === undefined ? {} : { ended }),
    })),
    milestones: list.milestones.filter(({ planned }) => planned !== null),
    waits: waitsOf(list),
    alarms: alarmsOf(list),
    next: list.nextAction,
    last: list.last,
    createdAt: list.createdAt,
    updatedAt: list.updatedAt,
    ...(list.from ? { from: list.from.run } : {}),
  };
}

function alarmsOf(list: Checklist): Alarm[] {
  const steps = list.steps.flatMap(({ id: step, title, status, since }): Alarm[] => {
    const at = since === undefined ? {} : { since };
    if (status === 'outdated') return [{ kind: 'outdated', step, title, ...at }];
    const wrong = status === 'rejected' || status === 'failed';
    return wrong ? [{ kind: 'problem', step, title, ...at }] : [];
  });
  return list.paused ? [...steps, { kind: 'paused', title: PAUSED }] : steps;
}

/** What falls due: timers, and what was planned and has not come yet. */
function deadlinesOf({ timers, parts, milestones }: Checklist): Deadline[] {
  return [
    ...timers.map(({ title, dueAt: since }) => ({ kind: 'overdue' as const, title, since })),
    ...parts.flatMap(({ name: part, title, due: since }) =>
      since === undefined ? [] : [{ kind: 'late' as const, part, title, since }],
    ),
    ...milestones.flatMap(({ step, title, due: since }) =>
      since === undefined ? [] : [{ kind: 'late' as const, step, title, since }],
    ),
  ];
}

/** Deadlines run by the clock of their run; those of live runs by ours. */
function withOverdue({ row, deadlines, clock }: Kept, now: string): OverviewRun {
  const late = deadlines.filter(({ since }) => since < (clock ?? now));
  return late.length === 0 ? row : { ...row, alarms: [...row.alarms, ...late] };
}

function unusable(head: Head, error: UmstiegError): OverviewRun {
  const { id, projectId, customer, kind, status, updatedAt } = head;
  return {
    ...{ run: id, projectId, customer, kind, status, updatedAt },
    ...{
      title: null,
      revision: null,
      progress: null,
      parts: [],
      milestones: [],
      waits: [],
      next: null,
      last: null,
    },
    alarms: [{ kind: 'unusable', title: error.text }],
    createdAt: null,
  };
}

const PAUSED: Text = { de: 'Der Lauf ist angehalten.', en: 'The run is paused.' };
