import type { z } from 'zod';
import { ASSUMPTION_IDS, ASSUMPTIONS } from '../../connect/model/assumptions.js';
import { choice, flag, form, list, localPath, number } from '../../core/fields.js';

const SCHEDULES = ['scheduled', 'once', 'none'] as const;
const SCHEDULE_WORDS = {
  scheduled: { de: 'nach Zeitplan', en: 'on a schedule' },
  once: { de: 'einmal, dann abgeschaltet', en: 'once, then disabled' },
  none: { de: 'gar nicht', en: 'not at all' },
};

/** What R-709 asks: which connectors are planned and how they are meant to run. */
export const forecastForm = form({
  adUsers: localPath({
    de: 'Liste der AD-Benutzer (leer = V4-Liste aus R-109)',
    en: 'List of AD users (empty = V4 list of R-109)',
  }).optional(),
  textUsers: localPath({
    de: 'Liste des Text-Konnektors (leer = R-411)',
    en: 'List of the text connector (empty = R-411)',
  }).optional(),
  existing: localPath({
    de: 'Benutzer, die es in Connect schon gibt',
    en: 'Users there are in Connect already',
  }).optional(),
  adLine: choice(
    {
      de: 'AD-Konnektor ordnet die Leitung zu (leer = bei jedem Lauf)',
      en: 'AD connector assigns the line (empty = at every run)',
    },
    ['on-creation', 'every-run'],
    {
      'on-creation': { de: 'nur beim Neuanlegen', en: 'only on creation' },
      'every-run': { de: 'bei jedem Lauf', en: 'at every run' },
    },
  ).optional(),
  noTrust: flag({
    de: 'Fremde Domäne ohne Vertrauensstellung',
    en: 'Foreign domain without trust',
  }).default(false),
  windowsLogin: flag({
    de: 'Integrierte Windows-Anmeldung ist eingeschaltet',
    en: 'Integrated Windows login is on',
  }).default(false),
  textRuns: choice(
    { de: 'Text-Konnektor für Benutzer läuft', en: 'Text connector for users runs' },
    SCHEDULES,
    SCHEDULE_WORDS,
  ).default('scheduled'),
  dynamicRuns: choice(
    {
      de: 'Text-Konnektor für `UserLinesDynamic.csv` läuft',
      en: 'Text connector for `UserLinesDynamic.csv` runs',
    },
    SCHEDULES,
    SCHEDULE_WORDS,
  ),
  rounds: number(
    { de: 'Wie viele Läufe vorausrechnen?', en: 'How many runs ahead?' },
    { min: 1, max: 100 },
  ).default(4),
  assumptions: list(
    {
      de: 'Andere Annahmen, z. B. missedUsers=own',
      en: 'Other assumptions, e.g. missedUsers=own',
    },
    { privacy: 'plain' },
  ).default([]),
}).superRefine(({ assumptions }, ctx) => {
  for (const text of assumptions) {
    const [name, value = ''] = text.split('=');
    const id = ASSUMPTION_IDS.find((one) => one === name);
    const values: readonly string[] = id ? ASSUMPTIONS[id].values : [];
    if (values.includes(value)) continue;
    const known = id ? values.map((v) => `${id}=${v}`) : ASSUMPTION_IDS;
    const message = `„${text}“: erwartet wird / expected is: ${known.join(', ')}`;
    ctx.addIssue({ code: 'custom', path: ['assumptions'], message });
  }
});
export type ForecastInput = z.output<typeof forecastForm>;
