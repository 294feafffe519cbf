import canonicalize from 'canonicalize';
import type { UmstiegError } from '../core/errors.js';
import type { Outcome } from '../core/outcome.js';
import type { EvidenceRef, StepSpec } from '../core/step.js';
import { isRunning } from '../core/task-status.js';
import { Drain } from './drain.js';
import { detailsOf, statusOf } from './run-state.js';
import type { StepRegistry } from './step-registry.js';
import { sha256 } from './sha256.js';
import type { EntryParts, LoadedRun, TurnBuilder } from './turn-builder.js';

/** An attempt speaks: only the one the run names is heard (fencing). */
export interface Speaker {
  readonly run: LoadedRun;
  readonly registry: StepRegistry;
  readonly builder: TurnBuilder;
  readonly attemptId: string;
  readonly step: string;
}

/**
 * Whether this attempt is still the one the run waits for. A paused run waits for nothing: its attempts stay as they are
 * and are taken over when it goes on, `check()` first, as after a crash.
 */
export function isCurrent({ state }: LoadedRun, step: string, attemptId: string): boolean {
  const waits = !state.paused && !state.canceled && isRunning(statusOf(state, step));
  return waits && detailsOf(state, step).attempt?.id === attemptId;
}

function drainOf(s: Speaker): Drain {
  return new Drain(s.run.definition, s.builder.current, s.registry.traitsOf, s.builder.runNow);
}

/** The outcome becomes an event; what a verdict does to the step is sequence.md section 17. */
export function outcomeArrived(
  s: Speaker,
  outcome: Outcome,
  produced: readonly EvidenceRef[],
): EntryParts {
  const { builder, run, step } = s;
  const { spec } = s.registry.get(step);
  const { id: runId, projectId } = run.stored.row;
  const body = canonicalize(outcome.facts ?? {}) ?? '{}';
  const result = sha256(body);
  const type = eventFor(spec, outcome, run.definition.approvedAfter.has(step));
  const reasons = outcome.reasons.map((r) => r.code);
  const named = type === 'contradicts' ? [] : (outcome.approvers ?? []);
  const approvers = named.map((name) => builder.person(name));
  builder.drained(
    drainOf(s)
      .task(step, {
        type,
        result,
        reasons,
        ...(outcome.flags ? { flags: outcome.flags } : {}),
        ...(approvers.length > 0 ? { approvers } : {}),
        attested: outcome.verdict === 'cannot-read',
      })
      .run(),
  );
  const asked = outcome.approval ? [{ code: 'approval.needed', text: outcome.approval }] : [];
  builder.endAttempt(s.attemptId, step, 'succeeded', {
    verdict: outcome.verdict,
    reasons: [...outcome.reasons, ...asked],
  });
  if (type !== 'contradicts') {
    builder.addition.facts.push({ runId, step, digest: result, body });
    for (const f of outcome.fingerprints ?? [])
      builder.addition.fingerprints.push({ ...f, runId, projectId });
  }
  for (const e of produced) builder.addition.evidence.push({ runId, step, ...e });
  return {
    kind: 'attempt',
    event: `${step}.${type}`,
    step,
    verdict: outcome.verdict,
    ...(reasons.length > 0 ? { reasons } : {}),
    ...(approvers.length > 0 ? { inputs: inputsOf(approvers) } : {}),
    ...(type === 'contradicts' ? {} : { fact: builder.commit('fact', { digest: result }) }),
    ...(produced.length > 0
      ? { evidence: produced.map(({ digest, size }) => ({ digest, size })) }
      : {}),
  };
}

/** Whom the result names as approvers stands in the chain like everybody it speaks of. */
function inputsOf(approvers: readonly string[]): NonNullable<EntryParts['inputs']> {
  return Object.fromEntries(
    approvers.map((commitment, i) => [`approver.${String(i + 1)}`, { commitment }]),
  );
}

type Judged = 'consistent' | 'contradicts' | 'needs-approval';

function eventFor(spec: StepSpec, outcome: Outcome, gated: boolean): Judged {
  if (outcome.verdict === 'contradicts') return 'contradicts';
  if (gated || outcome.approval || (outcome.verdict === 'cannot-read' && spec.hard))
    return 'needs-approval';
  return 'consistent';
}

/** The world failed. With `retryAt` the engine tries again and the machine never hears of it. */
export function attemptFailed(
  s: Speaker,
  error: UmstiegError,
  retryAt: number | undefined,
): EntryParts {
  const { builder, step } = s;
  builder.endAttempt(s.attemptId, step, 'failed', {
    error: { code: error.code, text: error.text },
  });
  if (retryAt !== undefined) builder.startAttempt(step, { sameWork: true, notBefore: retryAt });
  else
    builder.drained(
      drainOf(s)
        .task(step, { type: 'fail', reasons: [error.code] })
        .run(),
    );
  return {
    kind: 'attempt',
    event: `${step}.${retryAt === undefined ? 'failed' : 'retry'}`,
    step,
    code: error.code,
  };
}

/** The owner is gone or let its lease run out: this process goes on, `check()` first. */
export function takeOver(s: Speaker): EntryParts {
  s.builder.endAttempt(s.attemptId, s.step, 'interrupted', null);
  s.builder.startAttempt(s.step, { sameWork: true });
  return { kind: 'attempt', event: `${s.step}.interrupted`, step: s.step };
}
