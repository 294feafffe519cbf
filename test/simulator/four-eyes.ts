import type { AuditEntry } from '../../src/audit/entry.js';
import { barredFrom } from '../engine/run-invariants.js';

/** Watches who did, who asked and who decided, from the audit trail alone and not from what the engine noted of it. */
export class FourEyes {
  private readonly doer = new Map<string, string>();
  private readonly asked = new Map<string, string>();

  constructor(private readonly readsOf: (step: string) => readonly string[]) {}

  /** Decisions in this entry that were not theirs to make, a sentence each. */
  see({ step, event, kind }: AuditEntry, person: string | undefined): string[] {
    if (kind === 'refused' || step === null || person === undefined) return [];
    if (event.endsWith('.submit')) this.doer.set(step, person);
    if (event.endsWith('-requested')) this.asked.set(step, person);
    const withdrawn = /\.withdraw-(\w+)$/.exec(event)?.[1];
    if (withdrawn !== undefined) {
      const owners = barredFrom(withdrawn, { step, doer: this.doer, asked: this.asked, reads: [] });
      return owners.includes(person) ? [] : [`own: ${event} by ${person}, whose it is not`];
    }
    const decided = /\.(?:approve|reject)-(\w+)$/.exec(event)?.[1];
    if (decided === undefined) return [];
    const { doer, asked } = this;
    const barred = barredFrom(decided, { step, doer, asked, reads: this.readsOf(step) });
    return barred.includes(person) ? [`four eyes: ${event} by ${person}, whose own it is`] : [];
  }
}
