import { eventText } from '../core/audit-words.js';
import type { Verdict } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import {
  waitsOf,
  type Checklist,
  type ChecklistStep,
  type LastAct,
  type Missing,
} from './checklist.js';
import type { Checklists } from './checklists.js';
import type { EngineCore } from './engine-core.js';
import { History } from './history.js';
import type { NextAction } from './who-acts.js';

/** One thing that happened while somebody was away. */
export interface Happened {
  readonly seq: number;
  /** By the run's clock. */
  readonly at: string;
  readonly step: string | null;
  readonly title: Text | null;
  readonly what: Text;
  /** Null when the engine acted; `?` when the name was erased. */
  readonly actor: string | null;
  readonly verdict?: Verdict;
  readonly note?: string;
}

/** What somebody who comes back must know. */
export interface Briefing {
  readonly run: string;
  readonly revision: number;
  /** Number of the newest entry: what a visit is marked with. */
  readonly seq: number;
  /** Entries after this one are told; null when nothing was said about since when. */
  readonly since: number | null;
  readonly last: LastAct | null;
  /** Oldest first; only the newest where there were many, and how many there were. */
  readonly happened: readonly Happened[];
  readonly count: number;
  readonly waits: readonly NextAction[];
  /** What stands on something that has changed, and what that was. */
  readonly outdated: readonly (Pick<ChecklistStep, 'id' | 'title' | 'since'> & {
    readonly because: readonly Missing[];
  })[];
  readonly timers: Checklist['timers'];
  readonly nextAction: NextAction | null;
}

const TOLD = 50;

/** Makes the briefing of a run for somebody who was there before. */
export class Briefings {
  private readonly history: History;

  constructor(
    private readonly core: EngineCore,
    private readonly checklists: Checklists,
  ) {
    this.history = new History(core);
  }

  /**
   * @param since number of the last entry that was seen, or a point in time (ISO 8601) by the run's clock
   * @param reader whose own acts are left out
   */
  async of(runId: string, since: number | string | undefined, reader?: string): Promise<Briefing> {
    const list = await this.checklists.of(runId);
    const found = since === undefined ? [] : await this.after(list, since, reader);
    return {
      run: runId,
      revision: list.revision,
      seq: list.head.seq,
      since:
        typeof since === 'number'
          ? since
          : since === undefined
            ? null
            : (found[0]?.seq ?? list.head.seq + 1) - 1,
      last: list.last,
      happened: found.slice(-TOLD),
      count: found.length,
      waits: waitsOf(list),
      outdated: list.steps.flatMap((step) =>
        step.status === 'outdated' ? [outdatedOf(step, list)] : [],
      ),
      timers: list.timers,
      nextAction: list.nextAction,
    };
  }

  private async after(
    list: Checklist,
    since: number | string,
    reader?: string,
  ): Promise<Happened[]> {
    const found: Happened[] = [];
    const from = typeof since === 'number' ? since : 0;
    for await (const { entry, actor, note } of this.history.entries(list.id, from)) {
      const { seq, event, step, kind, verdict } = entry;
      const at = entry.runAt ?? entry.at;
      if (kind === 'refused' || kind === 'sealed') continue;
      if (actor !== null && actor === reader) continue;
      if (typeof since === 'string' && at <= since) continue;
      found.push({
        ...{ seq, at, step, actor },
        title: list.steps.find(({ id }) => id === step)?.title ?? null,
        what: eventText(event, null, (name) => this.core.registry.eventTitle(name)),
        ...(verdict ? { verdict } : {}),
        ...(note === undefined ? {} : { note }),
      });
    }
    return found;
  }
}

function outdatedOf({ id, title, since, cause = [] }: ChecklistStep, { steps }: Checklist) {
  const because = cause.map((changed): Missing => {
    const step = steps.find((one) => one.id === changed);
    return { kind: 'step', id: changed, title: step?.title ?? { de: changed, en: changed } };
  });
  return { id, title, because, ...(since === undefined ? {} : { since }) };
}
