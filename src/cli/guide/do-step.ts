import { UmstiegError } from '../../core/errors.js';
import { isOpen } from '../../core/task-status.js';
import type { Draft } from '../../engine/drafts.js';
import type { RunView } from '../../engine/views.js';
import { moment } from '../moment.js';
import { flowing } from '../typography.js';
import { acknowledge } from './acknowledge.js';
import { fillForm, valuesOf } from './fill-form.js';
import type { Filling } from './filling.js';
import { newKey, type Guide } from './guide.js';
import { partTitle, stepPage } from './step-page.js';
import { reasonsLines, refusalLines, verdictLines } from './verdict.js';

/** One step from its instruction to its verdict. Each answer is kept at once, so leaving loses nothing. */
export async function doStep(guide: Guide, run: RunView, step: string): Promise<void> {
  const { umstieg, screen, ask, runId, person } = guide;
  const task = await umstieg.queries.task(runId, step);
  ask.say(stepPage(task, partTitle(run, task, screen), screen));
  const last = task.attempts.at(-1);
  if (last?.verdict === 'contradicts') ask.say(reasonsLines(last.reasons ?? [], screen));
  const draft = await umstieg.drafts.read(runId, person, step);
  if (draft) ask.say(['', ...welcomeBack(draft, guide)]);
  const earlier = await umstieg.queries.lastClaim(runId, step);
  const filling: Filling = {
    task,
    spec: umstieg.core.registry.get(step).spec,
    draft: draft ?? { step, savedAt: now(), acknowledged: [], values: {} },
    secrets: new Map(),
    earlier: earlier?.input ?? {},
    keep: async () => {
      const { key: _sent, ...kept } = filling.draft;
      filling.draft = { ...kept, savedAt: now() };
      await umstieg.drafts.write(runId, person, filling.draft);
    },
  };
  await acknowledgeAll(guide, filling);
  await fillForm(guide, filling);
  await hand(guide, filling, run.revision);
}

/** Once a person: what was acknowledged stays so when the form is gone on with later. */
async function acknowledgeAll(guide: Guide, filling: Filling): Promise<void> {
  for (const warning of filling.task.warnings) {
    const { acknowledged } = filling.draft;
    if (acknowledged.includes(warning.code)) continue;
    await acknowledge(guide, warning);
    filling.draft = { ...filling.draft, acknowledged: [...acknowledged, warning.code] };
    await filling.keep();
  }
}

/** Sends the claim; somebody else's change in between is shown first. */
async function hand(guide: Guide, filling: Filling, revision: number): Promise<void> {
  const { umstieg, ask, runId, person, screen } = guide;
  const { step } = filling.draft;
  const set = valuesOf(filling);
  const evidence = filling.draft.evidence ?? [];
  for (let expected = revision; ;) {
    const key = newKey();
    await umstieg.drafts.write(runId, person, { ...filling.draft, key });
    ask.say(['', screen.paint('dim', screen.pick('Wird geprüft …', 'Checking …'))]);
    try {
      const acted = await guide.send({
        action: 'run.submit',
        key,
        revision: expected,
        judged: true,
        send: (engine, options) => engine.submit(runId, step, { set, evidence }, options),
      });
      await umstieg.drafts.remove(runId, person, step);
      ask.say(verdictLines(acted, screen));
      return;
    } catch (error) {
      if (!(error instanceof UmstiegError) || error.family !== 'request') throw error;
      await filling.keep(); // refused: the answers are still to be sent
      ask.say(refusalLines(error, screen));
      if (error.code !== 'run.conflict') return;
      const run = await umstieg.queries.run(runId);
      if (!isOpen(run.steps.find((s) => s.id === step)?.status)) return;
      if (!(await again(guide))) return;
      expected = run.revision;
    }
  }
}

function again({ ask, screen }: Guide): Promise<boolean> {
  return ask.one(
    screen.pick(
      'Der Schritt ist noch offen. Ihre Angaben sind aufgehoben.',
      'The step is still open. Your answers are kept.',
    ),
    [
      { value: false, label: screen.pick('Zuerst den Stand ansehen', 'Look at the run first') },
      { value: true, label: screen.pick('Angaben noch einmal senden', 'Send the answers again') },
    ],
  );
}

function welcomeBack(draft: Draft, { screen }: Guide): string[] {
  const count = Object.keys(draft.values).length;
  const at = moment(draft.savedAt, screen);
  const text = screen.pick(
    `Weiter, wo Sie waren: Angaben vom ${at} sind noch da (${count}).`,
    `Picking up where you left off: answers of ${at} are still here (${count}).`,
  );
  return flowing(text, screen).map((line) => screen.paint('strong', line));
}

function now(): string {
  return new Date().toISOString();
}
