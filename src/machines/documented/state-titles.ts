import type { Text } from '../../core/text.js';

/** What people read for the states beside the way that are no step and that no signal leads into, by name. */
export const STATE_TITLES: Readonly<Record<string, Text>> = {
  clarification: { de: 'Lizenzgeschichte ist unklar', en: 'license history is unclear' },
  macSwapInProgress: { de: 'Tausch der MAC-Adresse läuft', en: 'change of MAC is under way' },
  licenceSwapHappened: { de: 'Lizenzen wurden getauscht', en: 'licenses were swapped' },
  noDataReviewed: { de: 'Angesehen, etwas ist wieder offen', en: 'reviewed, some is open again' },
};
