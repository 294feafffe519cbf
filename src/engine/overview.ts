import type { Text } from '../core/text.js';
import type { Alike } from './alike.js';
import { UmstiegError } from '../core/errors.js';
import {
  waitsOf,
  type Checklist,
  type ChecklistPart,
  type LastAct,
  type ReachedMilestone,
} from './checklist.js';
import { sharedLook } from '../persistence/shared-look.js';
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
  readonly waits: readonly NextAction[];
  readonly alarms: readonly Alarm[];
  readonly next: NextAction | null;
  readonly last: LastAct | null;
  /** Of a practice run, where somebody set it: what `since` is to be compared with. */
  readonly clock: string | null;
  readonly createdAt: string | null;
  readonly updatedAt: string;
  readonly from?: string;
}

interface Kept {
  readonly head: Head;
  readonly row: OverviewRun;
  readonly deadlines: readonly Deadline[];
  /** The row with the alarms of as many deadlines as have passed. */
  readonly shown: { late: number; row: OverviewRun };
}

/** An alarm as soon as its moment has passed. */
type Deadline = Alarm & { readonly since: string };

/** All runs as a partner sees them; a run is looked at again only when its chain grew. */
export class Overview {
  private kept: ReadonlyMap<string, Kept> = new Map();
  private seen: unknown;
  private last: readonly OverviewRun[] = [];
  /** As long as the time is in between, no deadline passes. */
  private between = { from: '', until: '' };
  private readonly shared = sharedLook(() => this.look());

  constructor(
    private readonly checklists: Checklists,
    private readonly now: () => Date,
  ) {}

  /** The same array, and in it the same rows, for as long as nothing changed and no deadline passed. */
  runs(): Promise<readonly OverviewRun[]> {
    return this.shared();
  }

  private async look(): Promise<readonly OverviewRun[]> {
    const heads = await this.checklists.heads();
    const isNew = heads !== this.seen;
    if (isNew) {
      const next = new Map<string, Kept>();
      for (const head of heads.values()) {
        const kept = this.kept.get(head.id);
        const isKnown = kept?.head.seq === head.seq && kept.head.customer === head.customer;
        next.set(head.id, isKnown ? kept : await this.at(head));
      }
      this.kept = next;
      this.seen = heads;
    }
    this.tell(this.now().toISOString(), isNew);
    return this.last;
  }

  private tell(now: string, isNew: boolean): void {
    const { from, until } = this.between;
    if (!isNew && from <= now && now <= until) return;
    const kept = [...this.kept.values()];
    const rows = kept.map((one) => withOverdue(one, now));
    const isSame = rows.length === this.last.length && rows.every((row, i) => row === this.last[i]);
    if (!isSame) this.last = rows;
    this.between = { from: now, until: nextDeadline(kept, now) };
  }

  private async at(head: Head): Promise<Kept> {
    try {
      const checklist = await this.checklists.at(head);
      return keptOf(head, rowOf(checklist, this.checklists.alike), deadlinesOf(checklist));
    } catch (error) {
      if (!(error instanceof UmstiegError)) throw error;
      return keptOf(head, unusable(head, error), []);
    }
  }
}

function keptOf(head: Head, row: OverviewRun, deadlines: readonly Deadline[]): Kept {
  return { head, row, deadlines, shown: { late: 0, row } };
}

function rowOf(list: Checklist, alike: Alike): OverviewRun {
  const { id, projectId, customer, title, kind, status, revision, progress } = list;
  return {
    ...{ run: id, projectId, customer, title, kind, status, revision, progress },
    parts: list.parts.map((part) => alike.of(partOf(part))),
    milestones: list.milestones.filter(({ planned }) => planned !== null),
    waits: waitsOf(list).map((wait) => alike.of(wait)),
    alarms: alarmsOf(list),
    next: list.nextAction && alike.of(list.nextAction),
    clock: list.clock,
    last: list.last,
    createdAt: list.createdAt,
    updatedAt: list.updatedAt,
    ...(list.from ? { from: list.from.run } : {}),
  };
}

function partOf(part: ChecklistPart): OverviewPart {
  const { name, title, status, done, total, began, ended, planned, due } = part;
  return {
    ...{ name, title, status, done, total },
    ...(planned ? { planned } : {}),
    ...(due === undefined ? {} : { due }),
    ...(began === undefined ? {} : { began }),
    ...(ended === undefined ? {} : { ended }),
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
function withOverdue({ row, deadlines, shown }: Kept, now: string): OverviewRun {
  const at = row.clock ?? now;
  let late = 0;
  for (const { since } of deadlines) if (since < at) late++;
  if (late !== shown.late) {
    shown.late = late;
    const alarms = deadlines.filter(({ since }) => since < at);
    shown.row = late === 0 ? row : { ...row, alarms: [...row.alarms, ...alarms] };
  }
  return shown.row;
}

/** When the next one of a live run passes: it is late once its moment is over. */
function nextDeadline(kept: readonly Kept[], now: string): string {
  let next = NEVER;
  for (const { row, deadlines } of kept)
    if (row.clock === null)
      for (const { since } of deadlines) if (since >= now && since < next) next = since;
  return next;
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
      clock: null,
      last: null,
    },
    alarms: [{ kind: 'unusable', title: error.text }],
    createdAt: null,
  };
}

const PAUSED: Text = { de: 'Der Lauf ist angehalten.', en: 'The run is paused.' };
const NEVER = '9999';
