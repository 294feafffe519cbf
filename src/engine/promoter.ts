import { RequestError, UmstiegError } from '../core/errors.js';
import { WHAT_IF } from '../core/parts.js';
import type { EvidenceRef } from '../core/step.js';
import { isOpen } from '../core/task-status.js';
import { inputOf } from './attempt-input.js';
import { makeClaim } from './claim.js';
import type { CommandAnswer } from './commands.js';
import type { CommandOptions, Engine } from './engine.js';
import type { EngineCore } from './engine-core.js';
import {
  claimOf,
  otherBasis,
  requireNoSecret,
  requirePromotable,
  requireRoom,
  type Between,
} from './promotion.js';
import type { NamedPaths } from './named-paths.js';
import type { Queries } from './queries.js';
import { detailsOf, statusOf } from './run-state.js';
import type { RunStarter } from './run-starter.js';
import type { LoadedRun } from './turn-builder.js';
import { requireActor, requireReason } from './who.js';

/** One claim of a what-if as it would be handed in. */
export interface PromotedClaim {
  readonly step: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly evidence: readonly EvidenceRef[];
  /** Steps it builds on whose results differ between the two runs: it is checked on other facts now. */
  readonly otherBasis: readonly string[];
  /** Idempotency key it is handed in under. */
  readonly key: string;
  /** It was handed in under this key before, and was accepted. */
  readonly before: boolean;
}

export interface Promotion {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
}

/** Hands chosen claims of a what-if in to the run it came from, as claims of the person who promotes. */
export class Promoter {
  constructor(
    private readonly core: EngineCore,
    private readonly engine: Engine,
    private readonly queries: Queries,
    private readonly starter: RunStarter,
    private readonly namedPaths: NamedPaths,
  ) {}

  /**
   * The chosen steps in documented order.
   * @throws RequestError promote.not-origin, run.not-found, reason.required, actor.required, step.unknown
   */
  async order(p: Promotion, steps: readonly string[], o: CommandOptions): Promise<string[]> {
    requireActor(o.who.name);
    requireReason(p.reason);
    const { from, to } = await this.between(p);
    await this.requireOrigin(from, to);
    const strangers = steps.filter((step) => !to.definition.partOf.has(step));
    for (const step of strangers)
      requirePromotable({ from, to }, this.core.registry.get(step).spec);
    return to.definition.steps.filter((step) => steps.includes(step));
  }

  /** The same before something is handed in: between runs that do not belong together the installation's trail has the refusal. */
  async choose(p: Promotion, steps: readonly string[], o: CommandOptions): Promise<string[]> {
    try {
      return await this.order(p, steps, o);
    } catch (error) {
      if (isRefusal(error)) await this.starter.refuseWithoutRun(error, o.who);
      throw error;
    }
  }

  /** @throws RequestError why this step cannot be promoted now */
  async plan(p: Promotion, step: string, key: string | undefined): Promise<PromotedClaim> {
    const { from, to } = await this.between(p);
    const { spec } = this.core.registry.get(step);
    requirePromotable({ from, to }, spec);
    const row = claimOf(from, step, await this.core.store.attempts({ runId: p.from }));
    const { input, evidence } = await inputOf(row, this.core.store);
    requireNoSecret(spec, input);
    const open = isOpen(statusOf(to.state, step));
    const keys = keysOf({ from, to }, step, key);
    const earlier = open ? undefined : await this.handedIn(p.to, keys);
    if (earlier === undefined) requireRoom({ from, to }, step);
    const fresh = key === undefined ? await this.unused(p.to, keys[0]) : keys[0];
    await this.requireEvidence(step, evidence);
    makeClaim(spec, input, (v) => this.core.keys.hmac(v));
    return {
      ...{ step, input, evidence, otherBasis: otherBasis({ from, to }, spec.reads ?? []) },
      ...{ key: earlier ?? fresh, before: earlier !== undefined },
    };
  }

  /** The plan of what is handed in next; a refusal stands in the trail of the run it was meant for. */
  async prepare(p: Promotion, step: string, o: CommandOptions): Promise<PromotedClaim> {
    try {
      return await this.plan(p, step, o.key);
    } catch (error) {
      if (isRefusal(error)) return this.refuse(p, step, error, o);
      throw error;
    }
  }

  /** A normal claim; its entry says of which what-if it is. @throws RequestError the refusal, recorded */
  async handIn(p: Promotion, claim: PromotedClaim, o: CommandOptions): Promise<CommandAnswer> {
    const { step, input, evidence, key } = claim;
    const { headHash: head } = (await this.core.read(p.from)).stored.row;
    const promoted = { run: p.from, head, reason: p.reason };
    const { spec } = this.core.registry.get(step);
    const digests = evidence.map(({ digest }) => digest);
    const request = {
      ...{ do: 'submit', step, set: input, evidence: digests, promoted: { run: p.from } },
      as: o.who.name,
    };
    return this.engine.command(
      p.to,
      request,
      async () => {
        const made = makeClaim(spec, input, (v) => this.core.keys.hmac(v));
        const handedIn = { claim: made, evidence };
        const source = { who: o.who, runs: [p.to, p.from] };
        const bound = await this.namedPaths.bound(spec, handedIn, source);
        return { do: 'submit', step, ...bound, promoted };
      },
      { ...o, key },
    );
  }

  /** A refusal before anything was handed in stands in the trail of the run it was meant for. */
  async refuse(p: Promotion, step: string, error: UmstiegError, o: CommandOptions): Promise<never> {
    const request = { do: 'submit', step, promoted: { run: p.from }, as: o.who.name };
    const unkeyed = { who: o.who };
    await this.engine.command(p.to, request, () => Promise.reject(error), unkeyed);
    throw error;
  }

  private async between(p: Promotion): Promise<Between> {
    return { from: await this.core.read(p.from), to: await this.core.read(p.to) };
  }

  /** The first of these keys under which a claim was accepted. */
  private async handedIn(run: string, keys: readonly string[]): Promise<string | undefined> {
    for (const key of keys) if (await this.queries.answerTo(run, key)) return key;
    return undefined;
  }

  /** A claim that was not accepted may be handed in once more: under this key with the next number. */
  private async unused(run: string, key: string): Promise<string> {
    for (let n = 1; ; n++) {
      const next = n === 1 ? key : `${key} ${n}`;
      if (!(await this.queries.answerTo(run, next))) return next;
    }
  }

  /** A what-if goes back to the run it was forked from, or to that run's own origin; never to itself or a stranger. */
  private async requireOrigin(from: LoadedRun, to: LoadedRun): Promise<void> {
    const wanted = to.stored.row.id;
    const sameProject = from.stored.row.projectId === to.stored.row.projectId;
    let above = from.stored.row.kind === WHAT_IF ? from.state.origin.from?.run : undefined;
    while (above !== undefined && sameProject) {
      if (above === wanted) return;
      above = (await this.known(above))?.state.origin.from?.run;
    }
    const { id } = from.stored.row;
    const own = from.state.origin.from?.run;
    const [de, en] = own
      ? [`${id} zweigt von ${own} ab`, `${id} was forked from ${own}`]
      : [`${id} ist kein Was-wäre-wenn`, `${id} is no what-if`];
    throw new RequestError(
      'promote.not-origin',
      {
        de: `${de}: Angaben gehen nur in den Lauf zurück, von dem ein Was-wäre-wenn stammt, nicht nach ${wanted}.`,
        en: `${en}: claims go back only to the run a what-if came from, not to ${wanted}.`,
      },
      own === undefined ? {} : { expected: [own] },
    );
  }

  /** A run in between may have stayed on another installation. */
  private async known(run: string): Promise<LoadedRun | undefined> {
    try {
      return await this.core.read(run);
    } catch (error) {
      if (error instanceof UmstiegError && error.code === 'run.not-found') return undefined;
      throw error;
    }
  }

  private async requireEvidence(step: string, evidence: readonly EvidenceRef[]): Promise<void> {
    const { evidence: store } = this.core;
    for (const { digest, name } of evidence) {
      if ((await store.contentOf(store.path(digest)))?.digest === digest) continue;
      throw new RequestError(
        'evidence.unusable',
        {
          de: `${step}: Der Nachweis „${name}“ ist nicht mehr da oder wurde verändert. Melden Sie den Schritt mit neuem Nachweis.`,
          en: `${step}: the evidence "${name}" is gone or was changed. Hand the step in with new evidence.`,
        },
        { place: { file: name } },
      );
    }
  }
}

function isRefusal(error: unknown): error is UmstiegError {
  return error instanceof UmstiegError && error.family !== 'invariant';
}

/**
 * The key of this hand-in first. Without a key of the caller the claim itself and how often the row was accepted make one,
 * so that promoting again after an interruption finds what was handed in, and promoting after a redo is new.
 */
function keysOf(
  { from, to }: Between,
  step: string,
  key: string | undefined,
): readonly [string, ...string[]] {
  if (key !== undefined) return [`${key} ${step}`];
  const { attempt } = detailsOf(from.state, step);
  const round = detailsOf(to.state, step).round ?? 0;
  const of = (n: number) => `promote ${from.stored.row.id} ${attempt?.id ?? step} ${n}`;
  const same = detailsOf(from.state, step).result === detailsOf(to.state, step).result;
  const settled = to.state.status[step] === 'done' && same;
  return settled && round > 0 ? [of(round), of(round - 1)] : [of(round)];
}
