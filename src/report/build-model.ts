import { readFile } from 'node:fs/promises';
import { fingerprint } from '../audit/signing-key.js';
import { personKey } from '../connect/person-key.js';
import type { Summary } from '../core/summary.js';
import type { Text } from '../core/text.js';
import { History, type StepKnowledge } from '../engine/history.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { AttemptView, RunView, StepView } from '../engine/views.js';
import { plannedOf } from './planned-times.js';
import type { ReportModel, ReportStep } from './report-model.js';
import { readHistory, type StepHistory } from './step-history.js';
import { PLAIN } from './summary-pieces.js';

/** What people are in a project beside what its sequence says, by name. */
export type RolesBy = (projectId: string) => Promise<ReadonlyMap<string, readonly Text[]>>;

/** Gathers what a report says. Reads only. @throws RequestError run.not-found, InvariantError for a run that does not load */
export async function buildModel(
  umstieg: Umstieg,
  runId: string,
  roles: RolesBy = () => Promise.resolve(new Map()),
): Promise<ReportModel> {
  const { core } = umstieg;
  const run = await umstieg.pages.checklists.of(runId);
  const history = new History(core);
  const [facts, attempts, knowledge, told] = await Promise.all([
    history.facts(runId),
    history.lastAttempts(runId),
    history.knowledge(runId),
    readHistory(history.entries(runId)),
  ]);
  const summary = await summaryOf(umstieg, run, facts);
  const given = await roles(run.projectId);
  return {
    format: 'umstieg-report/1',
    run: runOf(run),
    seal: {
      head: run.head.hash,
      entries: run.head.seq,
      signer: fingerprint(core.keys.publicKey),
      instance: core.keys.instanceId,
      tree: (await umstieg.tree.head()).text,
    },
    parts: run.parts.map(({ name, title, status, done, total }) => ({
      ...{ name, title, status, done, total },
    })),
    steps: run.steps.map((step) =>
      stepOf(step, attempts.get(step.id), knowledge.get(step.id), told.steps.get(step.id)),
    ),
    planned: plannedOf(run),
    summary,
    people: told.people.map((person) => ({
      ...person,
      roles: [...(given.get(person.name) ?? []), ...agreed(summary, person.name)],
    })),
    signedIn: told.signedIn,
  };
}

const agreed = ({ roles = [] }: Summary, name: string): Text[] =>
  roles.filter((one) => personKey(one.name) === personKey(name)).map(({ role }) => role);

/** The words of the sequence the run belongs to; a run of another one is reported by its parts and steps. */
async function summaryOf(
  { core }: Umstieg,
  run: RunView,
  facts: ReadonlyMap<string, unknown>,
): Promise<Summary> {
  const { definition, summarize } = core.registry.sequence;
  if (!summarize || definition.name !== run.definition.name) return PLAIN;
  return summarize({
    facts,
    finished: run.status === 'completed',
    evidence: (digest) => readFile(core.evidence.path(digest), 'utf8').catch(() => undefined),
  });
}

function runOf(run: RunView): ReportModel['run'] {
  const { id, projectId, customer, title, kind, status, paused, clock, revision, definition } = run;
  const { createdAt, updatedAt: asOf, progress, from } = run;
  return {
    ...{ id, projectId, customer, title, kind, status, paused, clock, revision, definition },
    ...(from ? { from } : {}),
    ...{ createdAt, asOf, progress },
  };
}

function stepOf(
  step: StepView,
  attempt: AttemptView | undefined,
  known: StepKnowledge | undefined,
  history: StepHistory | undefined,
): ReportStep {
  const { id, part, title, status, attested } = step;
  const settled = status !== 'not-applicable' && status !== 'waived' && status !== 'locked';
  return {
    ...{ id, part, title, status, attested },
    verdict: settled ? (attempt?.verdict ?? null) : null,
    reasons: settled ? (attempt?.reasons ?? []) : [],
    doneBy: settled ? (history?.doneBy ?? null) : null,
    doneAt: settled ? (history?.doneAt ?? null) : null,
    approvals: history?.approvals ?? [],
    turns: history?.turns ?? [],
    ...(step.approval ? { approval: step.approval } : {}),
    reason: history?.reason ?? null,
    switchedOff: history?.switchedOff ?? false,
    warnings: known?.warnings ?? [],
    pointOfNoReturn: known?.pointOfNoReturn ?? false,
    overwrites: known?.overwrites ?? false,
    evidence: history?.evidence ?? 0,
  };
}
