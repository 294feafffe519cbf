import { intakeAnswers } from '../../src/drill/intake-answers.js';
import { inventCustomer, FEWEST_USERS } from '../../src/drill/customer.js';
import type { TaskStatus } from '../../src/core/task-status.js';
import type { Keeper } from './keeper.js';
import type { Ledger } from './ledger.js';

/** What people know of a run: the last they saw of it. */
export interface Known {
  readonly id: string;
  readonly status: Map<string, TaskStatus>;
  /** Digests of files that were handed in. */
  readonly digests: string[];
  revision: number;
  isSeen: boolean;
}

/** Commands after which another project is begun; of the open ones people work on the newest. */
const PROJECT_EVERY = 1_000;
const OPEN_PROJECTS = 100;

/** Where everybody works: the same projects, one ledger. */
export class Office {
  readonly open: Known[] = [];
  queries = 0;
  private begun = 0;

  constructor(
    readonly keeper: Keeper,
    readonly ledger: Ledger,
    /** Projects to begin with. */
    private readonly first: number,
  ) {}

  /** Whether it is time for another project; whoever asks begins it. */
  takesProject(): boolean {
    const due = this.first + Math.floor(this.ledger.commands / PROJECT_EVERY);
    if (this.begun >= due) return false;
    this.begun++;
    return true;
  }

  /** @returns the oldest one when there are more than people work on */
  add(run: Known): Known | undefined {
    this.open.push(run);
    return this.open.length > Math.max(this.first, OPEN_PROJECTS) ? this.open.shift() : undefined;
  }
}

/** What is handed in for the first steps, from the practice customer; those that need its files are left out. */
export const CLAIMS: ReadonlyMap<
  string,
  { readonly set: Readonly<Record<string, unknown>>; readonly proof: boolean }
> = new Map(
  intakeAnswers(inventCustomer(FEWEST_USERS, 7)).flatMap(({ step, set, evidence, expect }) =>
    step === undefined || expect || step === 'R-109'
      ? []
      : [[step, { set: set ?? {}, proof: evidence !== undefined }] as const],
  ),
);
