import type { Answered } from '../faults/sent.js';

/** What people were told, command by command: it is laid beside the database at the end. */
export class Ledger {
  private readonly told = new Map<string, Answered[]>();
  private readonly denied = new Map<string, string[]>();
  /** Customers of projects that were acknowledged, with their run. */
  readonly projects = new Map<string, string>();
  accepted = 0;
  /** Commands that were refused as they should be, by code. */
  readonly refused = new Map<string, number>();
  /** What nobody may be told. */
  readonly problems: string[] = [];

  get commands(): number {
    return this.accepted + [...this.refused.values()].reduce((sum, n) => sum + n, 0);
  }

  get runs(): readonly string[] {
    return [...this.projects.values()];
  }

  accept(run: string, answered: Answered): void {
    this.accepted++;
    listIn(this.told, run).push(answered);
  }

  refuse(run: string, key: string, code: string): void {
    this.refused.set(code, (this.refused.get(code) ?? 0) + 1);
    listIn(this.denied, run).push(key);
  }

  begin(customer: string, run: string): void {
    this.accepted++;
    this.projects.set(customer, run);
  }

  answersOf(run: string): readonly Answered[] {
    return this.told.get(run) ?? [];
  }

  refusalsOf(run: string): readonly string[] {
    return this.denied.get(run) ?? [];
  }
}

function listIn<T>(lists: Map<string, T[]>, name: string): T[] {
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  return list;
}
