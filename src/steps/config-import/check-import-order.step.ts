import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import type { TaskStatus } from '../../core/task-status.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Settings were imported before any user data (manual line 253). */
    'R-608': { userDataStarted: readonly string[] };
  }
}

/** The acts of the user data import, R-801 `Benutzerdaten importieren…` to R-808 `Start import!`. */
const USER_DATA = ['R-801', 'R-802', 'R-803', 'R-804', 'R-805', 'R-806', 'R-807', 'R-808'];
const NOT_STARTED: readonly TaskStatus[] = ['locked', 'ready', 'not-applicable', 'waived'];

@Step({
  id: 'R-608',
  part: 'config-import',
  kind: 'step',
  title: {
    de: 'Reihenfolge prüfen: erst Einstellungen, dann Ansagen',
    en: 'Check the order: settings first, greetings later',
  },
  instruction: {
    de: 'Persönliche Ansagen brauchen Benutzer, und die gibt es noch nicht. Darum kommen zuerst nur die Einstellungen. Umstieg prüft, dass der Import der Benutzerdaten noch nicht begonnen hat.',
    en: 'Personal greetings need users, and there are none yet. So only the settings come first. Umstieg checks that the import of user data has not begun.',
  },
  lines: [253],
  agrees: {
    de: 'Als die Reihenfolge geprüft wurde, war der Import der Benutzerdaten nicht begonnen, oder die Reihenfolge galt schon einmal.',
    en: 'When the order was checked, the import of user data had not begun, or the order had held once already.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class CheckImportOrder extends ComputedStep {
  protected compute(_input: Record<string, unknown>, context: StepContext): Outcome {
    const started = USER_DATA.filter((id) => !NOT_STARTED.includes(context.status(id)));
    if (started.length === 0) return consistent({ userDataStarted: started });
    // Once the order held, a repeated import of settings (line 193) may follow the user data.
    if (context.round > 0) {
      return consistent({ userDataStarted: started }, { reasons: [begun(started)] });
    }
    return contradicts(begun(started));
  }
}

function begun(steps: readonly string[]) {
  return reason(
    'import.user-data-began',
    `Der Import der Benutzerdaten hat schon begonnen (${steps.join(', ')}). Ohne Einstellungen und Benutzer lassen sich Ansagen nicht zuordnen.`,
    `The import of user data has already begun (${steps.join(', ')}). Without settings and users, greetings cannot be assigned.`,
    { claimed: steps.join(', ') },
  );
}
