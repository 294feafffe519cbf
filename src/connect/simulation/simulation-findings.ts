import type { Place, Reason } from '../../core/outcome.js';
import type { Text } from '../../core/text.js';
import { finding } from '../finding.js';
import type { LineProblem } from '../model/assign-line.js';
import type { UserEffect } from '../model/effect.js';
import type { SimulatedRun } from './simulate.js';
import { LINE_PROBLEMS, LINE_WORDS, REFUSALS } from './simulation-words.js';

/** Line problems that are as intended: a user without a number, a source that asks for no line. */
const INTENDED: ReadonlySet<LineProblem> = new Set(['number-empty', 'line-type-none']);

/**
 * Findings of a run, the losses first: each deletion and each undone dynamic line by name. What a connector does again
 * in its later runs is told once; `told` remembers that from run to run.
 */
export function* findingsOf(run: SimulatedRun, told: Set<string>): Generator<Reason, void> {
  yield* lossesOf(run);
  for (const [key, found] of problemsOf(run)) {
    if (told.has(key)) continue;
    told.add(key);
    yield found;
  }
}

function* problemsOf(run: SimulatedRun): Generator<readonly [string, Reason], void> {
  const { name } = run.connector;
  yield* ofWholeRun(run);
  for (const effect of run.effects) {
    for (const found of problemOf(effect, run)) {
      const again = found.code === 'simulation.created-again' ? run.run : '';
      yield [`${name} ${found.code} ${effect.id} ${effect.row ?? ''} ${again}`, found];
    }
  }
}

/** Deletions and undone dynamic lines of a run. */
function* lossesOf(run: SimulatedRun): Generator<Reason, void> {
  for (const effect of run.effects) {
    if (effect.what === 'deleted') yield deletion(effect, run);
    else if (effect.what === 'reverted') yield reversion(effect, run);
  }
}

/** Whether a finding is one a second person has to sign. */
export function isLoss({ code }: Reason): boolean {
  return code === 'simulation.deleted' || code === 'simulation.reverted';
}

function where({ run, round, connector }: SimulatedRun): Text {
  return {
    de: `Lauf ${run} (Runde ${round}, ${connector.name})`,
    en: `Run ${run} (round ${round}, ${connector.name})`,
  };
}

/** `anna.berg (anna@x, S-1-5-…)` */
function whom({ account, email, id }: UserEffect): string {
  const more = [email, id].filter((part) => part !== '').join(', ');
  return account === '' ? more : `${account}${more === '' ? '' : ` (${more})`}`;
}

function deletion(effect: Extract<UserEffect, { what: 'deleted' }>, run: SimulatedRun): Reason {
  const { lost, restsOn, missed } = effect;
  const at = where(run);
  const greetings = lost.greetings > 0 ? ` (${lost.greetings})` : '';
  const data = lost.recorded
    ? {
        de: `, Ansagen${greetings} und aufgezeichneter Name`,
        en: `, greetings${greetings} and recorded name`,
      }
    : { de: '', en: '' };
  const assumed = restsOn.join(', ');
  const rests =
    restsOn.length > 0
      ? {
          de: ` Das beruht auf Annahmen: ${assumed}.`,
          en: ` This rests on assumptions: ${assumed}.`,
        }
      : { de: '', en: '' };
  const who = whom(effect);
  return finding('simulation.deleted', {
    de: `${at.de} löscht ${who}: fehlte in ${missed} Läufen. Verloren: Journal, Fax- und Sprachnachrichten${data.de}.${rests.de}`,
    en: `${at.en} deletes ${who}: missing in ${missed} runs. Lost: journal, fax and voicemail messages${data.en}.${rests.en}`,
  });
}

function reversion(
  effect: Extract<UserEffect, { what: 'reverted' | 'changed' | 'unchanged' }>,
  run: SimulatedRun,
): Reason {
  const at = where(run);
  const now = LINE_WORDS[effect.line.kind];
  const who = whom(effect);
  return finding('simulation.reverted', {
    de: `${at.de} macht die dynamische Leitung von ${who} rückgängig: jetzt ${now.de}.`,
    en: `${at.en} undoes the dynamic line of ${who}: now ${now.en}.`,
  });
}

function* ofWholeRun(run: SimulatedRun): Generator<readonly [string, Reason], void> {
  const at = where(run);
  if (run.sample) {
    const text = {
      de: `${at.de} hat keinen Pfad: Der Konnektor liest die Beispieldatei des Servers und legt deren Benutzer an.`,
      en: `${at.en} has no path: the connector reads the sample file of the server and creates its users.`,
    };
    yield [`sample ${run.connector.name}`, finding('simulation.sample', text)];
  }
  for (const { type, used, available, short } of run.licenses) {
    if (short === 0) continue;
    const known = String(available ?? 0);
    const text = {
      de: `${at.de}: Lizenzen „${type}“ reichen nicht. Wer keine bekommt, entscheidet ein Schema des Servers.`,
      en: `${at.en}: licenses "${type}" are short. A scheme of the server decides who gets none.`,
    };
    const more = { claimed: String(used), known };
    yield [`license ${type}`, finding('simulation.license-short', text, undefined, more)];
  }
}

function* problemOf(effect: UserEffect, run: SimulatedRun): Generator<Reason, void> {
  const at = where(run);
  const place: Place | undefined = effect.row === null ? undefined : { row: effect.row };
  const who = whom(effect);
  if (effect.what === 'refused') {
    const why = REFUSALS[effect.why];
    const columns = effect.columns ? ` (${effect.columns.join(', ')})` : '';
    const text = {
      de: `${at.de} legt ${who} nicht an: ${why.de}${columns}.`,
      en: `${at.en} does not create ${who}: ${why.en}${columns}.`,
    };
    yield finding(`simulation.${effect.why}`, text, place);
  } else if (effect.what === 'ignored' && run.lineOnly) {
    const text = {
      de: `${at.de} ändert ${who} nicht: von Hand angelegt. Die Leitung müssen Sie selbst einstellen (W-12).`,
      en: `${at.en} does not change ${who}: made by hand. You have to set the line yourself (W-12).`,
    };
    yield finding('simulation.made-by-hand', text, place);
  } else if (effect.what === 'created' && effect.user !== null && run.again.has(effect.user)) {
    const text = {
      de: `${at.de} legt ${who} neu an, nachdem ein früherer Lauf den Benutzer gelöscht hat. Seine Nachrichten sind verloren.`,
      en: `${at.en} creates ${who} again, after an earlier run deleted the user. The messages are lost.`,
    };
    yield finding('simulation.created-again', text, place);
  }
  if (!('lineProblem' in effect) || effect.lineProblem === undefined) return;
  if (INTENDED.has(effect.lineProblem)) return;
  const why = LINE_PROBLEMS[effect.lineProblem];
  const text = {
    de: `${at.de} gibt ${who} keine passende Leitung: ${why.de}.`,
    en: `${at.en} gives ${who} no fitting line: ${why.en}.`,
  };
  yield finding(`simulation.${effect.lineProblem}`, text, place);
}
