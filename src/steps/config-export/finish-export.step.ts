import type { z } from 'zod';
import { form, instant, text } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { attested, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** When and how the export ended (manual line 137); null where the person does not know and R-406 decides. */
    'R-405': { endedAt: string | null; message: string | null };
  }
}

const input = form({
  result: choice({ de: 'Was wurde gemeldet?', en: 'What was reported?' }, [
    'completed',
    'error',
    'unknown',
  ]),
  endedAt: needed(instant({ de: 'Meldung erschien um', en: 'Notice appeared at' }).optional(), {
    de: 'nötig, wenn eine Meldung kam',
    en: 'needed if there was a notice',
  }),
  message: needed(text({ de: 'Meldung im Wortlaut', en: 'Notice word for word' }).optional(), {
    de: 'nötig, wenn eine Meldung kam',
    en: 'needed if there was a notice',
  }),
})
  .refine((v) => v.result === 'unknown' || v.endedAt !== undefined, {
    path: ['endedAt'],
    message:
      'Erwartet wird die Uhrzeit der Meldung, sonst wählen Sie „weiß nicht“ (unknown) / The time of the notice is expected, else choose “do not know” (unknown)',
  })
  .refine((v) => v.result === 'unknown' || v.message !== undefined, {
    path: ['message'],
    message: 'Erwartet wird die Meldung im Wortlaut / The notice is expected word for word',
  });

@Step({
  id: 'R-405',
  part: 'config-export',
  kind: 'task',
  title: { de: 'Ende des Exports festhalten', en: 'Record the end of the export' },
  instruction: {
    de: 'Warten Sie, bis die Hinweismeldung erscheint. Danach öffnet sich der Ordner mit den exportierten Daten. Halten Sie Uhrzeit und Wortlaut fest. Wissen Sie es nicht mehr, wählen Sie „weiß nicht“: Dann entscheidet die Prüfung des Ordners.',
    en: 'Wait until the notice appears. Then the folder with the exported data opens. Record time and wording. If you no longer know, choose “do not know”: then the check of the folder decides.',
  },
  lines: [137],
  form: input,
  evidence: {
    required: false,
    what: { de: 'Bild der Hinweismeldung', en: 'Screenshot of the notice' },
  },
  reads: ['R-404'],
  agrees: {
    de: 'Das Ende liegt nach dem Beginn aus R-404.',
    en: 'The end lies after the start of R-404.',
  },
  undo: { possible: 'yes', how: { de: 'Export wiederholen.', en: 'Repeat the export.' } },
})
export class FinishExport implements TaskStep<z.output<typeof input>> {
  verify({ result, endedAt, message }: z.output<typeof input>, context: StepContext): Outcome {
    const facts = { endedAt: endedAt ?? null, message: message ?? null };
    if (result === 'unknown') return attested(facts, { reasons: [left()] });
    const against =
      endedAt === undefined
        ? []
        : [...order(endedAt, context), ...notInFuture(endedAt, context.now)];
    if (result === 'error') {
      against.unshift(
        reason(
          'export.failed',
          'Der Export ist mit einem Fehler zu Ende gegangen. Beheben Sie die Ursache und starten Sie ihn neu.',
          'The export ended with an error. Remove the cause and start it again.',
          { claimed: message ?? '' },
        ),
      );
    }
    const compared = endedAt !== undefined && context.fact('R-404') !== undefined;
    return judge(against, facts, { compared });
  }
}

function order(endedAt: string, context: StepContext) {
  const startedAt = context.fact('R-404')?.startedAt;
  if (startedAt === undefined || Date.parse(endedAt) > Date.parse(startedAt)) return [];
  return [
    reason(
      'export.ends-before-start',
      'Das Ende liegt nicht nach dem Start des Exports. Prüfen Sie beide Uhrzeiten.',
      'The end is not after the start of the export. Check both times.',
      { claimed: endedAt, known: startedAt },
    ),
  ];
}

function left() {
  return reason(
    'export.end-unknown',
    'Das Ende ist nicht bekannt. Ob der Export vollständig ist, entscheidet die Prüfung des Ordners.',
    'The end is not known. Whether the export is complete is decided by the check of the folder.',
  );
}
