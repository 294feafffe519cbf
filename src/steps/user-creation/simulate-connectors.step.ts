import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { cannotRead, reason } from '../verdicts.js';
import { forecast } from './connector-forecast.js';
import { planFor, plannedLists } from './connector-plan.js';
import { forecastForm, type ForecastInput } from './forecast-form.js';
import { judge } from './judge.js';
import { shorten } from './list-files.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** What the planned connectors would do, by the Connect model: digest of the forecast, sums over all runs. */
    'R-709': { report: string | null; runs: number; deleted: number; reverted: number };
  }
}

@Step({
  id: 'R-709',
  part: 'user-creation',
  kind: 'step',
  title: {
    de: 'Geplante Konnektoren vorausrechnen',
    en: 'Calculate what the planned connectors will do',
  },
  instruction: {
    de: 'Sagen Sie, welche Konnektoren Sie einrichten wollen und wie oft sie laufen. Umstieg rechnet ihre nächsten Läufe an einem Modell durch: Wer wird angelegt, wer gelöscht, wessen dynamische Leitung geht zurück? Noch läuft nichts. Geht etwas verloren, muss eine zweite Person es freigeben. Was der Hersteller nicht beschreibt, ist eine Annahme und änderbar.',
    en: 'Say which connectors you want to set up and how often they run. Umstieg calculates their next runs on a model: who is created, who is deleted, whose dynamic line is undone? Nothing runs yet. If something gets lost, a second person has to release it. What the vendor does not describe is an assumption and can be changed.',
  },
  lines: [],
  optional: true,
  sources: ['CONN-EN', 'TXT', 'AD-EN', 'KB-DYN-DE'],
  warnings: ['W-12', 'W-17'],
  form: forecastForm,
  reads: ['R-106', 'R-109', 'R-408', 'R-411', 'R-702'],
  agrees: {
    de: 'Die Läufe der Konnektoren wurden mit den Listen dieses Projekts durchgerechnet; keine Liste fehlte.',
    en: 'The runs of the connectors were calculated with the lists of this project; no list was missing.',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg rechnet nur.', en: 'Umstieg only calculates.' } },
})
export class SimulateConnectors extends ComputedStep<ForecastInput> {
  protected async compute(claim: ForecastInput, context: StepContext): Promise<Outcome> {
    const lists = await plannedLists(claim, context);
    if ('code' in lists) return judge([lists], null);
    const plan = planFor(claim, lists, context);
    if (!plan) {
      const none = { report: null, runs: 0, deleted: 0, reverted: 0 };
      return cannotRead(none, nothingToCalculate(), { flags: { losses: false } });
    }
    const played = await forecast(plan, lists, context);
    if ('code' in played) return judge([played], null);
    const { sums, losses, notes, report } = played;
    const { digest } = await context.store.put('connector-forecast.json', report);
    const { runs, deleted, reverted } = sums;
    const { missing } = lists;
    const released = sums.losses > 0 || missing.length > 0;
    return judge(
      [],
      { report: digest, runs, deleted, reverted },
      {
        notes: [...missing, ...shorten(losses), ...shorten(notes)],
        flags: { losses: sums.losses > 0 },
        evidence: [digest, ...lists.digests],
        compared: missing.length === 0,
        ...(released ? { approval: question(deleted, reverted, missing.length > 0) } : {}),
      },
    );
  }
}

function nothingToCalculate() {
  return reason(
    'forecast.no-list',
    'Zu keinem geplanten Konnektor gibt es eine Liste. So lässt sich nichts vorausrechnen.',
    'There is no list for any planned connector. Nothing can be calculated like this.',
  );
}

function question(deleted: number, reverted: number, incomplete: boolean) {
  const de = incomplete ? ' Nicht jeder geplante Konnektor ist gerechnet.' : '';
  const en = incomplete ? ' Not every planned connector is calculated.' : '';
  return {
    de: `So geplant werden ${deleted} Benutzer gelöscht und ${reverted} dynamische Leitungen rückgängig gemacht.${de} Gibt eine zweite Person das frei?`,
    en: `Planned like this, ${deleted} users are deleted and ${reverted} dynamic lines undone.${en} Does a second person release this?`,
  };
}
