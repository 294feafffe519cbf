import { erasedIn } from '../audit/erased.js';
import type { StoredRun } from '../persistence/run.store.js';
import type { Addition } from '../persistence/write-batch.js';
import type { Incoming } from './handover-incoming.js';
import { valuesOf } from './erasure-register.js';
import { parseRunState } from './run-state.js';

/** The rows of the bundle in front of those of the entry that takes them in; what lies here already is left out. */
export function withRows(
  own: Addition,
  { contents, entries, rows, run, customer }: Incoming,
  stored: StoredRun | undefined,
  known: boolean,
): Addition {
  const { id: runId, projectId, createdAt } = run.stored.row;
  const { hash, json } = run.definition;
  const common = stored?.row.headSeq ?? 0;
  const kinds = new Map(rows.opening.map(({ commitment, kind }) => [commitment, kind]));
  const before = stored ? parseRunState(runId, stored.row.state).timers : {};
  const timers = [...new Set([...Object.keys(before), ...Object.keys(run.state.timers)])];
  const answered = new Set(
    entries
      .slice(common)
      .flatMap((entry) => entry.rows ?? [])
      .flatMap(({ of, key }) => (of === 'answer' ? [key] : [])),
  );
  const ofRun = <R extends object>(row: R) => ({ ...row, runId });
  const current = { hash, name: json.name, version: json.version, body: JSON.stringify(json) };
  return {
    ...(known ? {} : { projects: [{ id: projectId, customer, createdAt }] }),
    definitions: [current, ...rows.definition],
    entries: [
      ...contents.entries.flatMap(({ body, hash: hashed }, i) =>
        i < common ? [] : [{ runId, seq: i + 1, body: body.toString('utf8'), hash: hashed }],
      ),
      ...own.entries,
    ],
    checkpoints: [...contents.checkpoints.map(ofRun), ...own.checkpoints],
    facts: [...rows.fact.map(ofRun), ...own.facts],
    attempts: [...rows.attempt.map((row) => ({ ...row, runId, leaseUntil: 0 })), ...own.attempts],
    timers: [
      ...timers.map((name) => ({ runId, name, dueAt: run.state.timers[name]?.dueAt ?? null })),
      ...own.timers,
    ],
    commands: [...rows.answer.filter(({ key }) => answered.has(key)).map(ofRun), ...own.commands],
    openings: [
      ...contents.openings.map((o) => ({ ...o, runId, kind: kinds.get(o.commitment) ?? '' })),
      ...own.openings,
    ],
    evidence: [...rows.evidence.map(ofRun), ...own.evidence],
    fingerprints: [...rows.fingerprint.map(ofRun), ...own.fingerprints],
    earlierStates: rows.earlier.map(ofRun),
    tasks: own.tasks ?? [],
    rewritten: own.rewritten ?? [],
    // what was erased there, and lies here from before
    erased: entries.flatMap((entry) => valuesOf({ run: runId, gone: erasedIn(entry) })),
  };
}
