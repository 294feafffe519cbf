import { isRunning, type TaskStatus } from '../core/task-status.js';
import type { Text } from '../core/text.js';
import type { StepView } from './views.js';

/** Who must act on a step now. */
export interface Acting {
  /** `second-person`: anybody but those in `besides`; where `named` is not empty, others are deputies. */
  readonly who: 'umstieg' | 'anyone' | 'person' | 'second-person';
  readonly named: readonly string[];
  readonly besides: readonly string[];
}

/** The one thing to do next in a run. */
export interface NextAction {
  readonly step: string;
  readonly title: Text;
  readonly part: string;
  /** `mend`: what was handed in was not accepted; `renew`: redo it or have it kept; `wait`: Umstieg is at work. */
  readonly act: 'do' | 'mend' | 'decide' | 'renew' | 'wait';
  readonly acts: Acting;
  readonly since?: string;
  /** First day on which it can be done, `YYYY-MM-DD`. */
  readonly notBefore?: string;
}

/** What a step's place in its sequence says about who can act on it. */
export interface ActingRules {
  hasForm(step: string): boolean;
  /** Names of those who are to approve in this run. */
  readonly approvers: readonly string[];
}

/** Undefined where nobody can act: locked, or over. */
export function whoActs(step: StepView, rules: ActingRules): Acting | undefined {
  const { status, assignee } = step;
  if (isRunning(status)) return acting('umstieg');
  if (status === 'waiting-approval') {
    const by = step.waitingFor?.by;
    const besides = [...new Set([...(by ? [by] : []), ...step.doers])];
    return { who: 'second-person', named: rules.approvers, besides };
  }
  if (!ACTS[status]) return undefined;
  if (assignee !== undefined) return acting('person', [assignee]);
  const alone = step.kind === 'step' && !rules.hasForm(step.id) && status === 'ready';
  return acting(alone ? 'umstieg' : 'anyone');
}

function acting(who: Acting['who'], named: readonly string[] = []): Acting {
  return { who, named, besides: [] };
}

const ACTS: Partial<Record<TaskStatus, NextAction['act']>> = {
  ready: 'do',
  rejected: 'mend',
  failed: 'mend',
  'waiting-approval': 'decide',
  outdated: 'renew',
  'in-progress': 'wait',
  verifying: 'wait',
};
/** What is open for somebody goes first; what waits for a second person, what is outdated and running work follow. */
const ORDER: readonly NextAction['act'][] = ['do', 'mend', 'decide', 'renew', 'wait'];
const FIRST: ReadonlySet<NextAction['act'] | undefined> = new Set(['do', 'mend']);

/** The step whose turn it is; undefined when nothing is left to do. What has to wait for an agreed day goes last. */
export function nextStep<S extends StepView>(steps: readonly S[]): S | undefined {
  const now = steps.filter(({ notBefore }) => notBefore === undefined);
  const open = now.find((s) => FIRST.has(ACTS[s.status]));
  if (open) return open;
  for (const act of ORDER) {
    const found = now.find((s) => ACTS[s.status] === act);
    if (found) return found;
  }
  return steps.find((s) => ACTS[s.status] !== undefined);
}

export function actOn(status: TaskStatus): NextAction['act'] | undefined {
  return ACTS[status];
}
