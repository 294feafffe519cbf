import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { listed } from '../listed-findings.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';
import { soundNotes } from './sound-notes.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** First of the four voicemail steps (manual line 251): greetings and names are in the export. */
    'R-412': { greetingFiles: number; usersWithData: number };
  }
}

@Step({
  id: 'R-412',
  part: 'config-export',
  kind: 'step',
  title: { de: 'Ansagen und Namen sind im Export', en: 'Greetings and names are in the export' },
  instruction: {
    de: 'Die Ansagen ziehen in vier Schritten um. Der erste ist der Export samt Ansagen und aufgezeichneten Namen. Umstieg zählt sie im Export und sagt, welche nicht so gespeichert sind, wie der Hersteller es bevorzugt (A-law, 8 kHz).',
    en: 'The greetings move in four steps. The first is the export including greetings and recorded names. Umstieg counts them in the export and says which are not stored as the vendor prefers (A-law, 8 kHz).',
  },
  lines: [251],
  sources: ['GREET'],
  reads: ['R-106', 'R-403', 'R-406'],
  agrees: {
    de: 'Die Ansagen im Export (R-406) wurden gezählt; Benutzerdaten waren laut R-403 angehakt.',
    en: 'The greetings in the export (R-406) were counted; according to R-403 user data were ticked.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
})
export class ConfirmGreetings extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const folder = context.fact('R-406');
    const { greetingFiles = 0, usersWithData = 0 } = folder ?? {};
    const facts = { greetingFiles, usersWithData };
    if (!folder) {
      return cannotRead(
        facts,
        reason(
          'export.not-read',
          'Der Export wurde nicht eingelesen. Ansagen lassen sich nicht zählen.',
          'The export was not read. Greetings cannot be counted.',
        ),
      );
    }
    if (context.fact('R-403')?.userData === false) {
      return contradicts(
        reason(
          'export.user-data-not-ticked',
          '`Benutzerdaten` war beim Export nicht angehakt. Exportieren Sie noch einmal mit diesem Häkchen.',
          '`Benutzerdaten` was not ticked for the export. Export once more with it ticked.',
          { claimed: `${greetingFiles}`, known: 'R-403' },
        ),
      );
    }
    const none = reason(
      'export.no-greetings',
      'Voicemail liegt im Umfang, aber im Export steht keine einzige Ansage. Hat wirklich niemand eine aufgenommen? Der Ort der Ansagen ist eine Annahme.',
      'Voicemail is in scope, but the export holds not a single greeting. Did really nobody record one? The place of the greetings is an assumption.',
      { known: '0' },
    );
    if (greetingFiles === 0) return consistent(facts, { reasons: [none] });
    return consistent(
      facts,
      await listed('greeting-formats', await soundNotes(folder, context), context),
    );
  }
}
