import { pendingWord } from '../core/words.js';
import type { StepView } from '../engine/views.js';
import type { Screen } from './screen.js';

/** `wartet auf Freigabe der Handlung durch eine zweite Person` */
export function waitingText(step: StepView, screen: Screen): string {
  const what = pendingWord(step.waitingFor?.kind, step.approval);
  const by = step.waitingFor?.by ?? step.doers[0];
  const other = by
    ? screen.pick(`eine andere Person als ${by}`, `somebody other than ${by}`)
    : screen.pick('eine zweite Person', 'a second person');
  const words = what ? screen.say(what) : screen.pick('Freigabe', 'approval');
  return screen.pick(`wartet auf ${words} durch ${other}`, `waiting for ${words} by ${other}`);
}
