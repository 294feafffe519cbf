import type { z } from 'zod';
import { flag, form } from '../../core/fields.js';
import { IN_THAT_CASE, needed } from '../../core/needed.js';
import type { Outcome } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { choice, choices } from '../choices.js';
import { Step } from '../step.decorator.js';
import { attested, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** How users come to Connect, in the order they are used (manual lines 175, 239, 255). */
    'R-108': { order: ('ad' | 'text' | 'manual')[]; adLater: boolean };
  }
}

const METHODS = ['ad', 'text', 'manual'] as const;

const input = form({
  methods: choices({ de: 'Wege, Benutzer anzulegen', en: 'Ways to create users' }, METHODS),
  order: needed(
    choices(
      { de: 'Reihenfolge, wenn es mehrere sind', en: 'Order, if there are several' },
      METHODS,
    ).optional(),
    IN_THAT_CASE,
  ),
  adLater: flag({ de: 'Später ein AD-Konnektor?', en: 'An AD connector later?' }),
  textKey: needed(
    choice({ de: 'Schlüssel im Text-Konnektor', en: 'Key in the text connector' }, [
      'windows-sid',
      'anderer',
    ]).optional(),
    {
      de: 'nötig beim Text-Konnektor, wenn später ein AD-Konnektor kommt',
      en: 'needed with a text connector, if an AD connector comes later',
    },
  ),
  manualLines: needed(
    choice(
      { de: 'Leitungen der von Hand angelegten Benutzer', en: 'Lines of users made by hand' },
      ['von-hand', 'durch-konnektor'],
    ).optional(),
    {
      de: 'nötig bei Benutzern von Hand, wenn dynamische Leitungen im Umfang liegen',
      en: 'needed with users made by hand, if dynamic lines are in scope',
    },
  ),
}).superRefine(({ methods, order }, ctx) => {
  if (new Set(methods).size !== methods.length || methods.length === 0) {
    const message =
      'Wählen Sie mindestens einen Weg, jeden nur einmal / Choose at least one way, each only once';
    ctx.addIssue({ code: 'custom', path: ['methods'], message });
    return;
  }
  if (methods.length === 1 && order === undefined) return;
  if (order?.length === methods.length && methods.every((m) => order.includes(m))) return;
  const message = `Bei mehreren Wegen fehlt die Reihenfolge, z. B. ${methods.join(',')} / With several ways the order is missing, e.g. ${methods.join(',')}`;
  ctx.addIssue({ code: 'custom', path: ['order'], message });
});

@Step({
  id: 'R-108',
  part: 'intake',
  kind: 'task',
  title: { de: 'Weg der Benutzeranlage wählen', en: 'Choose how users are created' },
  instruction: {
    de: 'Entscheiden Sie: AD-Konnektor, Text-Konnektor oder von Hand. Soll später ein AD-Konnektor übernehmen, muss der Text-Konnektor die Windows-SID als Schlüssel haben. Von Hand angelegte Benutzer ändert kein Konnektor.',
    en: 'Decide: AD connector, text connector or by hand. If an AD connector shall take over later, the text connector needs the Windows SID as its key. No connector changes users made by hand.',
  },
  lines: [175, 239, 255],
  sources: ['CONN-EN', 'TXT'],
  warnings: ['W-12'],
  gaps: ['D4'],
  form: input,
  reads: ['R-106'],
  agrees: {
    de: 'Der Weg für von Hand angelegte Benutzer passt zum Umfang (R-106).',
    en: 'The way for users made by hand fits the scope (R-106).',
  },
  undo: {
    possible: 'partly',
    how: {
      de: 'Vor der Benutzeranlage frei änderbar.',
      en: 'Free to change before users are created.',
    },
  },
})
export class ChooseUserMethod implements TaskStep<z.output<typeof input>> {
  verify(claim: z.output<typeof input>, context: StepContext): Outcome {
    const has = (method: (typeof METHODS)[number]): boolean => claim.methods.includes(method);
    if (has('manual') && context.fact('R-106')?.dynamicLines && claim.manualLines !== 'von-hand') {
      return contradicts(
        reason(
          'method.manual-lines',
          'Von Hand angelegte Benutzer ändert kein Konnektor. Ihre dynamischen Leitungen setzen Sie von Hand: Wählen Sie „von-hand“.',
          'No connector changes users made by hand. You set their dynamic lines by hand: choose “von-hand”.',
          { claimed: claim.manualLines ?? '–', known: 'von-hand' },
        ),
      );
    }
    if (has('text') && claim.adLater && claim.textKey !== 'windows-sid') {
      return contradicts(
        reason(
          'method.sid-needed',
          'Ein AD-Konnektor kann später nur übernehmen, wenn der Text-Konnektor die Windows-SID als Schlüssel nutzt.',
          'An AD connector can only take over later if the text connector uses the Windows SID as its key.',
          { claimed: claim.textKey ?? '–', known: 'windows-sid' },
        ),
      );
    }
    const order = claim.order ?? claim.methods;
    const adLater = claim.adLater;
    const flags = {
      ad: has('ad'),
      text: has('text'),
      manual: has('manual'),
      adLater,
      first: order[0] ?? null,
    };
    const compared = has('manual') && context.fact('R-106') !== undefined;
    return (compared ? consistent : attested)({ order, adLater }, { flags });
  }
}
