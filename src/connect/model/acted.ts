import type { AssumptionId } from './assumptions.js';
import type { RuleId } from './vendor-rules.js';

/** Which rules acted and which assumptions were used, with how often. */
export interface ActedJson {
  readonly rules: Readonly<Partial<Record<RuleId, number>>>;
  readonly assumptions: Readonly<Partial<Record<AssumptionId, number>>>;
}

/** Counts them during one run of the model. */
export class Acted {
  private readonly rules = new Map<RuleId, number>();
  private readonly assumptions = new Map<AssumptionId, number>();

  rule(...ids: readonly RuleId[]): void {
    for (const id of ids) this.rules.set(id, (this.rules.get(id) ?? 0) + 1);
  }

  assume(...ids: readonly AssumptionId[]): void {
    for (const id of ids) this.assumptions.set(id, (this.assumptions.get(id) ?? 0) + 1);
  }

  json(): ActedJson {
    return {
      rules: Object.fromEntries(this.rules),
      assumptions: Object.fromEntries(this.assumptions),
    };
  }
}
