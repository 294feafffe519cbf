import type { Reason } from '../core/outcome.js';
import type { Text } from '../core/text.js';

const s = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** Everything a forecast may say of a run, German and English, with what to do about it. */
const WORDS = {
  ended: ['Der Lauf ist beendet und bleibt, wie er ist.', 'The run has ended and stays as it is.'],
  already: ['Der Lauf folgt dieser Definition schon.', 'The run follows this definition already.'],
  'other-sequence': [
    'Der Lauf folgt der Sequenz „{from}“, nicht „{to}“.',
    'The run follows the sequence "{from}", not "{to}".',
  ],
  'mapping-misfit': [
    'Die Zuordnung passt nicht zu den beiden Definitionen: {what}.',
    'The mapping does not fit the two definitions: {what}.',
  ],
  'attempt-running': [
    '{step} wird gerade bearbeitet. Warten Sie das Ergebnis ab und wiederholen Sie den Befehl.',
    '{step} is being worked on. Wait for its result, then repeat the command.',
  ],
  'attempt-unmapped': [
    '{step} wurde mitten in der Arbeit verlassen und heißt in der neuen Definition anders oder entfällt. Setzen Sie den Lauf zuerst fort.',
    '{step} was left in the middle of its work and has another name, or none, in the new definition. Let the run go on first.',
  ],
  'approval-gone': [
    '{step} wartet auf eine Entscheidung und entfällt in der neuen Definition oder ist dort aufgeteilt. Entscheiden Sie zuerst.',
    '{step} waits for a decision and is gone or split in the new definition. Decide first.',
  ],
  'acted-gone': [
    '{step} hat etwas überschrieben oder erzeugt und kommt in der neuen Definition nicht mehr vor. Nötig ist eine Zuordnung, die sagt, was daraus wird.',
    '{step} has overwritten or generated something and is not in the new definition. A mapping has to say what becomes of it.',
  ],
  'position-lost': [
    '{part} steht in „{state}“. Die neue Definition kennt diesen Zustand nicht, und kein Schritt sagt, wohin der Lauf gehört. Nötig ist eine Zuordnung.',
    '{part} stands in "{state}". The new definition does not know this state, and no step says where the run belongs. A mapping is needed.',
  ],
  'would-repeat': [
    '{step} hat etwas überschrieben oder erzeugt und würde sich von selbst wieder öffnen.',
    '{step} has overwritten or generated something and would open again by itself.',
  ],
  'provider-missing': [
    'Für {steps} enthält dieses Programm keinen Schritt.',
    'This program has no step for {steps}.',
  ],
  'step-gone': [
    '{step} gibt es nicht mehr; was war, bleibt im Protokoll.',
    '{step} is gone; what was done stays in the audit trail.',
  ],
  'timer-dropped': [
    'Die Frist „{name}“ hört niemand mehr; sie entfällt.',
    'Nobody hears the timer "{name}" any more; it is dropped.',
  ],
  'signal-dropped': [
    'Das früh gemeldete „{name}“ hört niemand mehr; es entfällt.',
    'Nobody hears "{name}", which came early, any more; it is dropped.',
  ],
  'plan-dropped': [
    '„{name}“ gibt es nicht mehr; was dafür geplant war, entfällt.',
    '"{name}" is gone; what was planned for it is dropped.',
  ],
  'side-left': [
    '{part} verlässt „{state}“: Vorher ist {steps} zu tun.',
    '{part} leaves "{state}": {steps} comes first.',
  ],
  'step-new': [
    '{step} ist neu und liegt vor dem, was schon getan ist.',
    '{step} is new and lies before what was done.',
  ],
  'step-waits': [
    '{step} wartet wieder, weil anderes vorher kommt.',
    '{step} waits again because something else comes first.',
  ],
  'step-unsettled': [
    '{step} zählt nicht mehr als erledigt.',
    '{step} no longer counts as settled.',
  ],
} as const satisfies Record<string, readonly [string, string]>;

export type MigrationWord = keyof typeof WORDS;

export function migrationText(word: MigrationWord, values: Record<string, string> = {}): Text {
  const [de, en] = WORDS[word];
  return { de: s(de, values), en: s(en, values) };
}

export function migrationReason(word: MigrationWord, values: Record<string, string> = {}): Reason {
  return { code: `migration.${word}`, text: migrationText(word, values) };
}
