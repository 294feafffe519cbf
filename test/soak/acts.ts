import type { TaskStatus } from '../../src/core/task-status.js';
import { CLAIMS, type Known } from './office.js';

/** One command on a run: where to and what. */
export interface Act {
  readonly path: string;
  readonly body: unknown;
  readonly step?: string;
}

type Random = () => number;
type Choice = (run: Known, random: Random) => Act | undefined;

const pick = <T>(list: readonly T[], random: Random) => list[Math.floor(random() * list.length)];
const having = (run: Known, ...statuses: readonly TaskStatus[]) =>
  [...run.status].filter(([, status]) => statuses.includes(status)).map(([step]) => step);
const REASON = { reason: 'so besprochen' };

/** A command on one of the steps that stand like this; undefined when none does. */
function on(statuses: readonly TaskStatus[], order: string): Choice {
  return (run, random) => {
    const step = pick(having(run, ...statuses), random);
    if (step === undefined) return undefined;
    return { path: `steps/${step}/${order}`, body: REASON, step };
  };
}

/** Now and then with a version that is too old, which the check refuses. */
const claim: Choice = (run, random) => {
  const open = having(run, 'ready', 'rejected', 'failed').filter((step) => CLAIMS.has(step));
  const step = pick(open, random);
  const { set, proof } = CLAIMS.get(step ?? '') ?? { set: {}, proof: false };
  const digest = pick(run.digests, random);
  if (step === undefined || (proof && digest === undefined)) return undefined;
  const isOld = step === 'R-103' && random() < 0.3;
  return {
    path: `steps/${step}/claims`,
    body: {
      set: isOld ? { ...set, ucVersion: '4.0.1' } : set,
      evidence: proof ? [digest] : [],
    },
    step,
  };
};

const note: Choice = (run, random) => {
  const step = pick([...run.status.keys()], random) ?? 'R-101';
  return { path: `steps/${step}/notes`, body: { text: `Hinweis ${String(random())}` } };
};

const assign: Choice = (run, random) => {
  const step = pick([...run.status.keys()], random) ?? 'R-101';
  return { path: `steps/${step}/assign`, body: { to: `Person ${String(random()).slice(2, 4)}` } };
};

const plan: Choice = (_run, random) => {
  const day = 10 + Math.floor(random() * 15);
  const at = (more: number) => `2026-03-${String(day + more)}T08:00:00Z`;
  return { path: 'plan', body: { parts: { intake: { from: at(0), until: at(3) } } } };
};

/** How often each is chosen, of a hundred; what is not possible just now becomes a note. */
const MIX: readonly (readonly [number, Choice])[] = [
  [34, claim],
  [24, on(['waiting-approval'], 'approve')],
  [6, on(['waiting-approval'], 'reject')],
  [1, on(['waiting-approval'], 'withdraw')],
  [12, on(['done', 'waived'], 'redo')],
  [2, on(['ready'], 'waive')],
  [4, on(['outdated'], 'accept-outdated')],
  [5, plan],
  [5, assign],
];

export function choose(run: Known, random: Random): Act {
  let roll = random() * 100;
  for (const [share, choice] of MIX) {
    roll -= share;
    if (roll < 0) return choice(run, random) ?? (note(run, random) as Act);
  }
  return note(run, random) as Act;
}
