import type { z } from 'zod';
import { date, flag, form, text } from '../../src/core/fields.js';
import type { Outcome } from '../../src/core/outcome.js';
import type { StepContext, TaskStep } from '../../src/core/step.js';
import { ComputedStep } from '../../src/steps/computed-step.js';
import { Step } from '../../src/steps/step.decorator.js';
import { attested, consistent, contradicts, reason } from '../../src/steps/verdicts.js';

declare module '../../src/core/facts.js' {
  interface Facts {
    'C-101': { host: string; expiresOn: string };
    'C-102': { daysLeft: number };
  }
}

const server = form({
  host: text({ de: 'Name des Mailservers', en: 'Name of the mail server' }, { privacy: 'plain' }),
  expiresOn: date({ de: 'Läuft ab am', en: 'Expires on' }),
  pinned: flag({ de: 'Partner haben es hinterlegt', en: 'Partners hold it' }),
});
type Server = z.output<typeof server>;

@Step({
  id: 'C-101',
  part: 'planning',
  kind: 'task',
  title: { de: 'Server und Ablauf feststellen', en: 'Identify server and expiry' },
  instruction: {
    de: 'Öffnen Sie `Zertifikate` am Mailserver und lesen Sie Name und Ablauf ab.',
    en: 'Open `Zertifikate` on the mail server and read name and expiry.',
  },
  lines: [1, 2],
  form: server,
  undo: { possible: 'yes', how: { de: 'Angaben neu erfassen.', en: 'Enter it again.' } },
})
export class IdentifyServer implements TaskStep<Server> {
  verify({ host, expiresOn, pinned }: Server): Outcome {
    return attested({ host, expiresOn }, { flags: { pinned } });
  }
}

const DAY_MS = 86_400_000;

@Step({
  id: 'C-102',
  part: 'planning',
  kind: 'step',
  title: { de: 'Zeit bis zum Ablauf', en: 'Time until expiry' },
  instruction: {
    de: 'Umstieg rechnet, ob 14 Tage bleiben.',
    en: 'Umstieg works out whether 14 days are left.',
  },
  lines: [3],
  reads: ['C-101'],
  agrees: {
    de: 'Bis zum Ablauf (C-101) bleiben mindestens 14 Tage.',
    en: 'At least 14 days are left until expiry (C-101).',
  },
  undo: { possible: 'yes', how: { de: 'Nur eine Rechnung.', en: 'Only a calculation.' } },
})
export class CheckTimeLeft extends ComputedStep {
  protected compute(_input: unknown, context: StepContext): Promise<Outcome> {
    const end = Date.parse(context.fact('C-101')?.expiresOn ?? '');
    const daysLeft = Math.floor((end - context.now.getTime()) / DAY_MS);
    if (daysLeft >= 14) return Promise.resolve(consistent({ daysLeft }));
    const late = `${String(daysLeft)} Tage`;
    return Promise.resolve(
      contradicts(reason('certificate.late', `Es bleiben nur ${late}.`, `Only ${late} are left.`)),
    );
  }
}
