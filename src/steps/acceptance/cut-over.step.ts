import type { z } from 'zod';
import { flag, form, instant, number, text } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choices } from '../choices.js';
import { Step } from '../step.decorator.js';
import { judge, notInFuture } from '../user-creation/judge.js';
import { reason } from '../verdicts.js';
import { SERVICES, servicesInScope } from './features.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Cut-over from V4 to Connect, ISO 8601; `keepV4Days`: agreed days until V4 is switched off. */
    'R-1000': { at: string; keepV4Days: number };
  }
}

const input = form({
  at: instant({ de: 'Umgeschaltet um', en: 'Cut over at' }),
  who: text({ de: 'Ausgeführt von', en: 'Done by' }),
  moved: choices({ de: 'Auf Connect umgestellt', en: 'Moved to Connect' }, SERVICES),
  v4Stopped: flag({ de: 'Dienste von V4 sind angehalten', en: 'V4 services are stopped' }),
  wayBack: text({ de: 'Weg zurück', en: 'Way back' }),
  keepV4Days: number({
    de: 'Vereinbarte Tage bis zum Abschalten von V4',
    en: 'Agreed days until V4 is switched off',
  }),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-1000',
  part: 'acceptance',
  kind: 'task',
  title: { de: 'Von V4 auf Connect umschalten', en: 'Cut over from V4 to Connect' },
  instruction: {
    de: 'Stellen Sie Telefonanlage, Fax, Voicemail-Port und MWI auf Connect um. Halten Sie die Dienste von V4 an. Schreiben Sie auf, wie Sie zurückkommen. Annahme: Zwei Server an einer Anlagenleitung stören einander.',
    en: 'Move PBX, fax, voicemail port and MWI to Connect. Stop the V4 services. Write down the way back. Assumption: two servers on one PBX line disturb each other.',
  },
  lines: [],
  optional: true,
  gaps: ['D11'],
  form: input,
  evidence: { required: true, what: { de: 'Notiz oder Bild', en: 'Note or screenshot' } },
  reads: ['R-106', 'R-110'],
  agrees: {
    de: 'Umgestellt ist alles, was laut R-106 in Gebrauch ist.',
    en: 'Everything that is in use according to R-106 was moved.',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Anlage, Fax, Voicemail-Port und MWI auf V4 zurückstellen und dessen Dienste starten.',
      en: 'Point PBX, fax, voicemail port and MWI back to V4 and start its services.',
    },
  },
})
export class CutOver implements TaskStep<Input> {
  verify(claim: Input, context: StepContext): Outcome {
    const against = notInFuture(claim.at, context.now);
    if (!claim.v4Stopped) {
      against.push(
        reason(
          'cut-over.v4-running',
          'Die Dienste von V4 laufen noch. Annahme: Beide Server stören einander an derselben Leitung.',
          'The V4 services still run. Assumption: both servers disturb each other on the same line.',
        ),
      );
    }
    const missing = servicesInScope(context).filter((s) => !claim.moved.includes(s));
    if (missing.length > 0) {
      against.push(
        reason(
          'cut-over.not-moved',
          'Nicht alles, was in Gebrauch ist, wurde umgestellt.',
          'Not everything in use was moved.',
          { claimed: claim.moved.join(', '), known: missing.join(', ') },
        ),
      );
    }
    const facts = { at: claim.at, keepV4Days: claim.keepV4Days };
    return judge(against, facts, {
      notes: outsideWindow(claim.at, context),
      compared: context.fact('R-106') !== undefined,
    });
  }
}

function outsideWindow(at: string, context: StepContext): Reason[] {
  const plan = context.fact('R-110');
  if (!plan) return [];
  const { windowStart, windowEnd } = plan;
  const time = Date.parse(at);
  if (time >= Date.parse(windowStart) && time <= Date.parse(windowEnd)) return [];
  return [
    reason(
      'cut-over.outside-window',
      'Der Zeitpunkt liegt außerhalb des vereinbarten Fensters.',
      'The time is outside the agreed window.',
      { claimed: at, known: `${windowStart} – ${windowEnd}` },
    ),
  ];
}
