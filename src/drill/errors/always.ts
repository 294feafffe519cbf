import type { Planted } from './planted-error.js';

/** Wrong answers of every drill, with or without planted errors: refusals and a contradiction to practice with. */
export const ALWAYS: readonly Planted[] = [
  {
    id: 'answer.import-too-early',
    trap: 'answers',
    what: {
      de: 'Import der Einstellungen, lange bevor er möglich ist',
      en: 'import of settings long before it is possible',
    },
    expected: { by: 'R-606', code: 'step.not-ready', places: [{}] },
    also: [],
  },
  {
    id: 'answer.mac-of-new-server',
    trap: 'answers',
    what: {
      de: 'MAC-Adresse des neuen Servers statt der des alten',
      en: 'MAC address of the new server instead of the old one',
    },
    expected: { by: 'R-304', code: 'mac.is-target', places: [{}] },
    also: ['R-304 mac.virtual-prefix'],
  },
  {
    id: 'answer.own-approval',
    trap: 'answers',
    what: { de: 'Freigabe der eigenen Arbeit', en: 'approval of one’s own work' },
    expected: { by: 'R-606', code: 'approval.same-person', places: [{}] },
    also: [],
  },
];
