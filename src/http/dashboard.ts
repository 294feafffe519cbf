import type { z } from 'zod';
import { RequestError } from '../core/errors.js';
import type { OverviewRun } from '../engine/overview.js';
import { pageOf } from './pages.js';
import type { overviewQuery } from './schemas/requests.js';

export type DashboardQuery = z.output<typeof overviewQuery>;

/** One page of the runs somebody may see and asked for, and how many there are. */
export interface DashboardPage {
  readonly items: readonly OverviewRun[];
  readonly next: string | null;
  readonly totals: {
    readonly runs: number;
    readonly matching: number;
    readonly alarms: number;
    readonly byStatus: Readonly<Record<string, number>>;
  };
}

/** A run with what it is ordered by and searched in. */
interface Placed {
  readonly run: OverviewRun;
  readonly keys: Readonly<Record<Sort, Key>>;
  readonly words: string;
}
type Sort = DashboardQuery['sort'];
type Order = readonly Placed[];

/** Some of the runs in their order, and what they add up to. */
interface Counted {
  readonly order: Order;
  readonly alarms: number;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** Orders all runs once for every change, and picks from them what each person may see. */
export class Dashboard {
  private readonly placed = new WeakMap<OverviewRun, Placed>();
  private of: readonly OverviewRun[] | undefined;
  private orders: Partial<Record<Sort, Order>> = {};
  /** What is left of an order for those who see these projects. */
  private readonly seen = new WeakMap<Order, WeakMap<ReadonlySet<string>, Counted>>();

  /**
   * @param runs the same array for as long as nothing changed
   * @param projects the same set for as long as the person's rights did not
   */
  page(
    runs: readonly OverviewRun[],
    projects: ReadonlySet<string>,
    query: DashboardQuery,
  ): DashboardPage {
    const { sort, limit, after } = query;
    const seen = this.seenOf(this.ordered(runs, sort), projects);
    const wanted = wish(query);
    const { order, alarms, byStatus } = wanted ? counted(seen.order.filter(wanted)) : seen;
    const from = after === undefined ? undefined : cursor(after, sort);
    const first = from ? order.findIndex((one) => isBefore(sort, from, one.keys[sort])) : 0;
    const rest = first < 0 ? [] : order.slice(first, first + limit + 1);
    const page = pageOf(rest, limit, ({ keys }) => keys[sort].join(' '));
    return {
      items: page.items.map(({ run }) => run),
      next: page.next,
      totals: { runs: seen.order.length, matching: order.length, alarms, byStatus },
    };
  }

  private seenOf(order: Order, projects: ReadonlySet<string>): Counted {
    const known = this.seen.get(order) ?? new WeakMap<ReadonlySet<string>, Counted>();
    this.seen.set(order, known);
    const seen =
      known.get(projects) ?? counted(order.filter(({ run }) => projects.has(run.projectId)));
    known.set(projects, seen);
    return seen;
  }

  private ordered(runs: readonly OverviewRun[], sort: Sort): Order {
    if (this.of !== runs) {
      this.of = runs;
      this.orders = {};
    }
    return (this.orders[sort] ??= runs
      .map((run) => this.place(run))
      .sort((a, b) => (isBefore(sort, a.keys[sort], b.keys[sort]) ? -1 : 1)));
  }

  private place(run: OverviewRun): Placed {
    const known = this.placed.get(run);
    if (known) return known;
    const keys: Placed['keys'] = {
      activity: [run.updatedAt, run.run],
      customer: [folded(run.customer), run.run],
    };
    const placed = { run, keys, words: wordsOf(run) };
    this.placed.set(run, placed);
    return placed;
  }
}

/** What a run stands under in an order, and its id where two stand under the same. */
type Key = readonly [key: string, run: string];

/** The newest activity comes first, customers by their names. */
function isBefore(sort: Sort, [a, runA]: Key, [b, runB]: Key): boolean {
  if (a === b) return runA < runB;
  return sort === 'activity' ? a > b : a < b;
}

const CURSORS: Readonly<Record<Sort, RegExp>> = {
  activity: /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (\S+)$/,
  customer: /^(.*) (\S+)$/s,
};

/** `KEY RUN`: the last one of the page before. @throws RequestError input.invalid for one that was given for another order */
function cursor(after: string, sort: Sort): Key {
  const [, key, run] = CURSORS[sort].exec(after) ?? [];
  if (key !== undefined && run !== undefined) return [key, run];
  throw new RequestError(
    'input.invalid',
    {
      de: 'Den Zeiger „after“ gibt die Seite davor als „next“, für dieselbe Reihenfolge.',
      en: 'The cursor "after" is given by the page before as "next", for the same order.',
    },
    { place: { column: 'after' } },
  );
}

function counted(order: Order): Counted {
  let alarms = 0;
  const byStatus: Record<string, number> = {};
  for (const { run } of order) {
    if (run.alarms.length > 0) alarms++;
    byStatus[run.status] = (byStatus[run.status] ?? 0) + 1;
  }
  return { order, alarms, byStatus };
}

/** Undefined when all runs are wanted. */
function wish(query: DashboardQuery): ((one: Placed) => boolean) | undefined {
  const { kind, status, project, alarm } = query;
  const q = query.q === undefined ? undefined : folded(query.q);
  if ([kind, status, project, alarm, q].every((one) => one === undefined)) return undefined;
  return ({ run, words }) =>
    (kind === undefined || run.kind === kind) &&
    (status === undefined || run.status === status) &&
    (project === undefined || run.projectId === project) &&
    (alarm === undefined || run.alarms.some((one) => alarm === 'any' || one.kind === alarm)) &&
    (q === undefined || words.includes(q));
}

/** What the search looks through: customer, ids, who acts, what comes next. */
function wordsOf({ customer, run, projectId, next, waits, last }: OverviewRun): string {
  const people = waits.flatMap(({ acts }) => [...acts.named, ...acts.besides]);
  const title = next ? [next.step, next.title.de, next.title.en] : [];
  return folded([customer, run, projectId, last?.actor ?? '', ...people, ...title].join('\n'));
}

function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().trim();
}
