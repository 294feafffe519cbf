import { AuditStore } from '../persistence/audit.store.js';
import { INSTANCE, type EngineCore } from './engine-core.js';
import { recordEntry } from './record-entry.js';
import type { Who } from './who.js';

type Word = 'work.held' | 'work.begun';

/**
 * A start that only looks, until somebody lets the work begin. Both are entries of the installation's chain, so it does not matter
 * which process over the data folder is asked to begin: the others read it there.
 */
export class HeldWork {
  private readonly entries: AuditStore;
  /** Number of the entry by which this process said that it only looks. */
  private since = 0;
  private releasing: Promise<boolean> | undefined;

  constructor(private readonly core: EngineCore) {
    this.entries = new AuditStore(core.database);
  }

  isHeld(): boolean {
    return this.core.held !== undefined;
  }

  /** From now on this process begins nothing, and the audit trail says so. */
  async hold(who: Who): Promise<void> {
    this.core.held ??= [];
    await recordEntry(this.core, INSTANCE, who, { kind: 'event', event: 'work.held' });
    this.since = (await this.last())?.seq ?? 0;
  }

  /**
   * Lets the work begin, of this process and of every other one that only looks. Said again it changes nothing.
   * @returns whether anything was held
   */
  release(who: Who, reason?: string): Promise<boolean> {
    this.releasing ??= this.record(who, reason).finally(() => (this.releasing = undefined));
    return this.releasing;
  }

  /** Begins here as soon as somebody, wherever, let the work begin. @returns whether this process still only looks */
  async look(): Promise<boolean> {
    if (!this.isHeld()) return false;
    const last = await this.last();
    if (last?.event !== 'work.begun' || last.seq <= this.since) return true;
    this.end();
    return false;
  }

  /** What waits begins. */
  end(): void {
    const { held } = this.core;
    this.core.held = undefined;
    this.core.start(held ?? []);
  }

  private async record(who: Who, reason?: string): Promise<boolean> {
    if ((await this.last())?.event !== 'work.held') return false;
    await recordEntry(this.core, INSTANCE, who, {
      ...{ kind: 'event', event: 'work.begun' },
      ...(reason === undefined ? {} : { reason }),
    });
    return true;
  }

  private async last(): Promise<{ readonly seq: number; readonly event: Word } | undefined> {
    const row = await this.entries.lastMentioning(INSTANCE, '"event":"work.', this.since);
    if (!row) return undefined;
    const event = row.body.includes('"event":"work.held"') ? 'work.held' : 'work.begun';
    return { seq: row.seq, event };
  }
}
