import type { z } from 'zod';
import { form, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** A remark on the manual and the mail prepared from it. Umstieg never sends it (manual lines 263, 265). */
    'R-111': { found: 'nichts' | 'unklar' | 'falsch'; draft?: MailDraft };
  }
}

export interface MailDraft {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** Manual line 265. */
const ADDRESS = 'doku@c4b.de';

const input = form({
  found: choice({ de: 'Ist etwas im Handbuch', en: 'In the manual I found' }, [
    'nichts',
    'unklar',
    'falsch',
  ]),
  stepId: needed(
    text(
      { de: 'Zu welchem Schritt?', en: 'Which step?' },
      { privacy: 'plain', example: 'R-304', check: stepIdProblem },
    ).optional(),
    {
      de: 'nötig, wenn etwas unklar oder falsch ist',
      en: 'needed if something is unclear or wrong',
    },
  ),
  remark: needed(
    text({ de: 'Was ist falsch oder unklar?', en: 'What is wrong or unclear?' }).optional(),
    {
      de: 'nötig, wenn etwas unklar oder falsch ist',
      en: 'needed if something is unclear or wrong',
    },
  ),
  suggestion: text({ de: 'Ihr Vorschlag', en: 'Your suggestion' }).optional(),
}).superRefine(({ found, stepId, remark }, ctx) => {
  if (found === 'nichts') return;
  const message = 'Bitte Schritt und Bemerkung angeben / Please give step and remark';
  if (!stepId) ctx.addIssue({ code: 'custom', path: ['stepId'], message });
  if (!remark?.trim()) ctx.addIssue({ code: 'custom', path: ['remark'], message });
});

@Step({
  id: 'R-111',
  part: 'intake',
  kind: 'task',
  title: { de: 'Handbuch falsch oder unklar?', en: 'Manual wrong or unclear?' },
  instruction: {
    de: 'Halten Sie fest, wo das Handbuch falsch oder unklar ist. Schreiben Sie die Stelle und Ihren Vorschlag an doku@c4b.de. Umstieg verschickt nichts.',
    en: 'Record where the manual is wrong or unclear. Write the place and your suggestion to doku@c4b.de. Umstieg sends nothing.',
  },
  lines: [263, 265],
  form: input,
  undo: { possible: 'yes', how: { de: 'Bemerkung ändern.', en: 'Change the remark.' } },
})
export class ReportManualProblem implements TaskStep<z.output<typeof input>> {
  verify({ found, stepId, remark, suggestion }: z.output<typeof input>): Outcome {
    if (found === 'nichts' || !remark) return attested({ found });
    const body = [
      'Guten Tag,',
      `auf der Seite „Migration“ ist uns eine Stelle aufgefallen (Schritt ${stepId ?? ''}, ${found}):`,
      remark.trim(),
      ...(suggestion ? [`Unser Vorschlag: ${suggestion.trim()}`] : []),
      'Mit freundlichen Grüßen',
    ].join('\n\n');
    const draft: MailDraft = {
      to: ADDRESS,
      subject: `Hinweis zur Seite „Migration“ (${found})`,
      body,
    };
    return attested({ found, draft });
  }
}

function stepIdProblem(id: string): string | undefined {
  if (/^R-\d{3,4}$/.test(id)) return undefined;
  return 'Erwartet wird eine Schrittnummer wie R-304 / A step number such as R-304 is expected';
}
