import type { Text } from '../core/text.js';
import type { Screen } from './screen.js';

interface Noun {
  readonly one: Text;
  readonly many: Text;
}

function noun(one: readonly [string, string], many: readonly [string, string]): Noun {
  return { one: { de: one[0], en: one[1] }, many: { de: many[0], en: many[1] } };
}

export const ROWS = noun(['Zeile', 'row'], ['Zeilen', 'rows']);
export const FINDINGS = noun(['Befund', 'finding'], ['Befunde', 'findings']);
export const ENTRIES = noun(['Eintrag', 'entry'], ['Einträge', 'entries']);
export const CHECKPOINTS = noun(['Prüfpunkt', 'checkpoint'], ['Prüfpunkte', 'checkpoints']);
export const EVIDENCE = noun(['Nachweis', 'evidence file'], ['Nachweise', 'evidence files']);
export const FILES = noun(['Datei', 'file'], ['Dateien', 'files']);

/** `1 Eintrag`, `2 Einträge` */
export function counted(count: number, { one, many }: Noun, screen: Screen): string {
  return `${count} ${screen.say(count === 1 ? one : many)}`;
}
