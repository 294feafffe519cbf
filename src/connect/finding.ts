import type { Place, Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';

/** Builds a finding. Constant texts are shared between findings, so that 100,000 of them stay small. */
export function finding(
  code: string,
  text: Text,
  place?: Place,
  more: Pick<Reason, 'claimed' | 'known'> = {},
): Reason {
  return { code, text, ...(place ? { place } : {}), ...more };
}

/** One form-level sentence in both languages, as fields of src/core/fields.ts want it. */
export function both(de: string, en: string): string {
  return `${de} / ${en}`;
}

/** The file could not be read at all (exit code 2): nothing in it can be used. */
export class Unreadable extends Error {
  constructor(readonly reason: Reason) {
    super(both(reason.text.de, reason.text.en));
    this.name = 'Unreadable';
  }
}

const MORE: Text = {
  de: 'Weitere Befunde sind nicht aufgeführt.',
  en: 'Further findings are not listed.',
};

/** A list of findings that stays bounded: what comes after the limit is counted, and one last finding says so. */
export class Findings {
  private readonly reasons: Reason[] = [];
  private left = 0;

  constructor(private readonly limit = 100_000) {}

  add(...reasons: readonly Reason[]): void {
    for (const reason of reasons) {
      if (this.reasons.length < this.limit) this.reasons.push(reason);
      else this.left++;
    }
  }

  get count(): number {
    return this.reasons.length + this.left;
  }

  all(): readonly Reason[] {
    return this.left === 0
      ? this.reasons
      : [...this.reasons, finding('findings.more', MORE, undefined, { known: String(this.left) })];
  }
}
