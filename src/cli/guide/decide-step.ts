import { commandAction } from '../../access/engine-actions.js';
import { UmstiegError } from '../../core/errors.js';
import { pendingWord, verdictWord } from '../../core/words.js';
import type { RunCommand } from '../../engine/commands.js';
import { personKey } from '../../connect/person-key.js';
import type { RunView, StepView, TaskView } from '../../engine/views.js';
import { wrapped } from '../typography.js';
import { acknowledge } from './acknowledge.js';
import { fieldText, labelled } from './answers-summary.js';
import type { Guide } from './guide.js';
import { partTitle, stepPage } from './step-page.js';
import { reasonsLines, refusalLines, verdictLines } from './verdict.js';

type Sendable = Exclude<RunCommand, { do: 'submit' }>;

/** May this person decide? The engine has the last word. */
export function mayDecide(step: StepView, person: string): boolean {
  const involved = [step.waitingFor?.by, ...step.doers].flatMap((name) => name ?? []);
  return step.status === 'waiting-approval' && !involved.map(personKey).includes(personKey(person));
}

/** A second person sees what is asked and what was claimed, repeats the warnings, and decides. */
export async function decideStep(guide: Guide, run: RunView, step: string): Promise<void> {
  const { umstieg, screen, ask, runId } = guide;
  const task = await umstieg.queries.task(runId, step);
  ask.say([
    ...stepPage(task, partTitle(run, task, screen), screen),
    ...(await claimLines(guide, task)),
  ]);
  for (const warning of task.warnings) await acknowledge(guide, warning);
  const words = pendingWord(task.waitingFor?.kind, task.approval);
  const question = words ? screen.say(words) : screen.pick('Freigabe', 'approval');
  const choice = await ask.one(`${step}: ${question}`, [
    { value: 'later', label: screen.pick('Noch nicht entscheiden', 'Do not decide yet') },
    { value: 'approve', label: screen.pick('Freigeben', 'Approve') },
    { value: 'reject', label: screen.pick('Ablehnen, mit Begründung', 'Reject, with a reason') },
  ] as const);
  if (choice === 'later') return;
  const required = choice === 'reject';
  const reason = await askReason(guide, required);
  const command: Sendable =
    choice === 'reject'
      ? { do: 'reject', step, reason }
      : { do: 'approve', step, ...(reason === '' ? {} : { reason }) };
  await carryOut(guide, command, run.revision);
}

export function askReason({ ask, screen }: Guide, required = true): Promise<string> {
  const optional = required ? '' : screen.pick(' (freiwillig)', ' (optional)');
  return ask.line(`${screen.pick('Begründung', 'Reason')}${optional}`, {
    check: (typed) =>
      required && typed.trim() === ''
        ? screen.pick('Die Begründung fehlt.', 'The reason is missing.')
        : undefined,
  });
}

/** Sends a command and shows what came of it, a refusal included. */
export async function carryOut(guide: Guide, command: Sendable, revision: number): Promise<void> {
  const { screen, ask, runId } = guide;
  try {
    const acted = await guide.send({
      action: commandAction(command.do),
      revision,
      judged: false,
      send: (engine, options) => engine.command(runId, command, options),
    });
    ask.say(verdictLines(acted, screen));
  } catch (error) {
    if (!(error instanceof UmstiegError) || error.family !== 'request') throw error;
    ask.say(refusalLines(error, screen));
  }
}

async function claimLines(guide: Guide, task: TaskView): Promise<string[]> {
  const { umstieg, screen, runId } = guide;
  const claim = await umstieg.queries.lastClaim(runId, task.id);
  if (!claim) return [];
  const by = claim.actor ?? '?';
  const last = task.attempts.at(-1);
  return [
    '',
    screen.paint('strong', screen.pick(`Angaben von ${by}`, `Answers of ${by}`)),
    ...task.fields.flatMap((view) => {
      const value = view.secret
        ? screen.pick('angegeben, geheim', 'given, secret')
        : fieldText(view, claim.input[view.name], screen);
      return wrapped(labelled(screen.say(view.label), value, screen), screen.width, '  ', '    ');
    }),
    ...(task.evidence || claim.evidence.length > 0
      ? wrapped(
          `${screen.pick('Nachweis', 'Evidence')}: ${claim.evidence.join(', ') || '–'}`,
          screen.width,
          '  ',
          '    ',
        )
      : []),
    ...(last?.verdict
      ? [
          `  ${screen.pick('Prüfung', 'Check')}: ${screen.say(verdictWord(last.verdict, last.reasons ?? []))}`,
        ]
      : []),
    ...reasonsLines(last?.reasons ?? [], screen),
  ];
}
