import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Outcome, Reason } from '../../src/core/outcome.js';
import type {
  AutomaticStep,
  StepContext,
  StepProvider,
  StepSpec,
  TaskStep,
} from '../../src/core/step.js';
import { isTask } from '../../src/engine/step-registry.js';
import { changedFiles, contentBelow } from './files-below.js';
import { Unknowing } from './unknowing.js';

export interface World {
  /** Everything a step could reach: what it brings forth outside the two stores is noticed here. */
  readonly folder: string;
  /** Below it: database, evidence, scratch folders. These belong to the engine. */
  readonly own: readonly string[];
  /** Below it: what Umstieg itself makes for people. */
  readonly outputs: readonly string[];
  /** Typed somewhere, and never to be found again. */
  readonly secrets: readonly string[];
}

type Input = Record<string, unknown>;

/** R-103 compares the version that was typed with the least one the vendor names (manual line 121). */
const BY_RULE = new Set(['R-103']);

/** What every step owes the engine, checked at each attempt of a real run. Collects instead of throwing. */
export class StepContract {
  readonly problems: string[] = [];
  readonly seen = new Set<string>();
  private readonly keys = new Set<string>();

  constructor(private readonly world: World) {}

  readonly watch = (spec: StepSpec, provider: StepProvider): StepProvider =>
    isTask(provider) ? this.task(spec, provider) : this.automatic(spec, provider);

  private task(spec: StepSpec, step: TaskStep): TaskStep {
    return {
      verify: async (input, context) => {
        const before = this.content();
        const outcome = await step.verify(input, context);
        const again = await step.verify(input, context);
        this.expect(spec, isDeepStrictEqual(again, outcome), 'a second look says something else');
        const changed = changedFiles(before, this.content());
        this.expect(spec, changed.length === 0, `looking changed ${changed.join(', ')}`);
        this.outcome(spec, outcome, context);
        await this.unknowing(spec, step, input, context);
        return outcome;
      },
    };
  }

  /** Where no earlier row, no evidence, no file and no other project is known, nothing can be called consistent. */
  private async unknowing(
    spec: StepSpec,
    step: TaskStep,
    input: Input,
    context: StepContext,
  ): Promise<void> {
    if (BY_RULE.has(spec.id)) return;
    const unknown = new Unknowing(context);
    const { verdict } = await step.verify(input, unknown.context);
    const word = verdict === 'consistent' && !unknown.stored;
    this.expect(spec, !word, 'calls a claim consistent that it compared with nothing');
  }

  private automatic(spec: StepSpec, step: AutomaticStep): AutomaticStep {
    return {
      check: async (input, context) => {
        const found = await step.check(input, context);
        const fresh = !this.keys.has(context.idempotencyKey);
        this.keys.add(context.idempotencyKey);
        this.expect(spec, !fresh || found === undefined, 'the effect stands before it was made');
        return found;
      },
      execute: (input, context) => this.executed(spec, step, input, context),
    };
  }

  /** Once, and then as after a kill before the outcome was written down. */
  private async executed(spec: StepSpec, step: AutomaticStep, input: Input, context: StepContext) {
    const before = this.content();
    const outcome = await step.execute(input, context);
    const after = this.content();
    const named = JSON.stringify(input);
    const surplus = changedFiles(before, after).filter(
      (file) => !named.includes(JSON.stringify(file).slice(1, -1)) && !this.isOutput(file),
    );
    this.expect(spec, surplus.length === 0, `brought forth ${surplus.join(', ')}`);
    const found = await step.check(input, context);
    this.expect(spec, isDeepStrictEqual(found, outcome), 'check does not find what execute made');
    const again = await step.execute(input, context);
    this.expect(spec, isDeepStrictEqual(again, outcome), 'a second execute ends otherwise');
    const changed = changedFiles(after, this.content());
    this.expect(spec, changed.length === 0, `a second execute changed ${changed.join(', ')}`);
    this.outcome(spec, outcome, context);
    return outcome;
  }

  private outcome(spec: StepSpec, outcome: Outcome, context: StepContext): void {
    this.seen.add(spec.id);
    const text = JSON.stringify(outcome);
    this.expect(spec, isDeepStrictEqual(JSON.parse(text), outcome), `no JSON: ${text}`);
    const verdicts = ['consistent', 'contradicts', 'cannot-read'];
    this.expect(spec, verdicts.includes(outcome.verdict), `verdict ${outcome.verdict}`);
    if (outcome.verdict !== 'consistent')
      this.expect(spec, outcome.reasons.length > 0, `${outcome.verdict} without a reason`);
    for (const reason of outcome.reasons)
      this.expect(spec, isWhole(reason), `reason ${JSON.stringify(reason)}`);
    for (const [name, value] of Object.entries(outcome.flags ?? {})) {
      const plain = value === null || ['string', 'number', 'boolean'].includes(typeof value);
      this.expect(spec, plain, `flag ${name} is no plain value`);
    }
    for (const { hmac } of outcome.fingerprints ?? [])
      this.expect(spec, /^[0-9a-f]{64}$/.test(hmac), 'fingerprint is no HMAC');
    for (const digest of outcome.evidence ?? [])
      this.expect(spec, isStored(context.store.path(digest), digest), `no evidence ${digest}`);
    for (const secret of this.world.secrets)
      this.expect(spec, !text.includes(secret), 'the outcome holds a secret');
  }

  private expect(spec: StepSpec, holds: boolean, problem: string): void {
    if (!holds) this.problems.push(`${spec.id}: ${problem}`);
  }

  private content(): Map<string, string> {
    return contentBelow(this.world.folder, this.world.own);
  }

  private isOutput(file: string): boolean {
    return this.world.outputs.some((folder) => file.startsWith(folder));
  }
}

function isWhole({ code, text }: Reason): boolean {
  return (
    /^[a-z0-9]+([.-][a-z0-9]+)+$/.test(code) && [text.de, text.en].every((t) => t.trim() !== '')
  );
}

function isStored(path: string, digest: string): boolean {
  if (!existsSync(path)) return false;
  return createHash('sha256').update(readFileSync(path)).digest('hex') === digest;
}
