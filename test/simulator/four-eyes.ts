import type { AuditEntry } from '../../src/audit/entry.js';
import { barredFrom } from '../engine/run-invariants.js';

/** What waits for a decision: somebody's wish, the result of a claim, or an act that is to come. */
type Waits = 'wish' | 'result' | 'act';
const WISHES = /\.(waive|redo|accept-outdated|switch)$/;

/** Watches who did, who asked and who decided, from the audit trail alone and not from what the engine noted of it. */
export class FourEyes {
  private readonly doer = new Map<string, string>();
  private readonly asked = new Map<string, string>();
  private readonly waiting = new Map<string, Waits>();

  constructor(private readonly reads: (step: string) => readonly string[]) {}

  /** Decisions in this entry that were not theirs to make, a sentence each. */
  see(entry: AuditEntry, person: string | undefined): string[] {
    const { step, event, kind } = entry;
    const found: string[] = [];
    if (kind === 'refused') return found;
    if (step !== null && person !== undefined && /\.(approve|reject)$/.test(event)) {
      const what = this.waiting.get(step);
      const barred = barredFrom(what === 'wish' ? 'waive' : (what ?? 'result'), {
        ...{ step, doer: this.doer, asked: this.asked, reads: this.reads(step) },
      });
      if (what !== undefined && barred.includes(person))
        found.push(`four eyes: ${event} by ${person}, whose own it is (${what})`);
    }
    if (step !== null && person !== undefined && event.endsWith('.submit')) this.doer.set(step, person);
    for (const { machine, from, to } of entry.moves) {
      if (from === 'waiting-approval') this.waiting.delete(machine);
      if (to !== 'waiting-approval') continue;
      const wish = machine === step && WISHES.test(event);
      this.waiting.set(machine, wish ? 'wish' : event === `${machine}.needs-approval` ? 'result' : 'act');
      if (wish && person !== undefined) this.asked.set(machine, person);
    }
    return found;
  }
}
