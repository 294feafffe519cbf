import { say, type Language, type Text } from '../core/text.js';
import type { StepSpec } from '../core/step.js';
import type { OfferParams } from '../engine/compile-definition.js';
import { list, plain, sayIn, type Say } from './markdown.js';

export interface Row {
  readonly spec: StepSpec;
  /** Every offer of the step in its part's machine. */
  readonly offers: readonly OfferParams[];
}

const UNDO: Readonly<Record<StepSpec['undo']['possible'], Text>> = {
  yes: { de: 'möglich', en: 'possible' },
  partly: { de: 'teilweise', en: 'partly' },
  no: { de: 'nicht möglich', en: 'not possible' },
};

/** One row of the sequence: what to do, what must not be done, what is checked, and the way back. */
export function rowSection(
  row: Row,
  language: Language,
  warning: (code: string) => Text,
): string[] {
  const { spec } = row;
  const s = sayIn(language);
  const text = (t: Text) => plain(say(t, language));
  return [
    `### ${spec.id} ${text(spec.title)}`,
    '',
    text(spec.instruction),
    '',
    ...list([
      `${s('Wer handelt', 'Who acts')}: ${whoActs(row, s)}`,
      source(spec, s),
      ...(spec.warnings ?? []).map((code) => `**${code}** ${text(warning(code))}`),
      ...labels(spec, language, s),
      ...(spec.evidence
        ? [
            `${spec.evidence.required ? s('Nachweis', 'Evidence') : s('Nachweis, freiwillig', 'Evidence, optional')}: ${text(spec.evidence.what)}`,
          ]
        : []),
      `${s('Geprüft wird', 'Checked')}: ${checked(spec, s)}`,
      ...needs(row, s),
      `${s('Rückgängig', 'Undo')}: ${say(UNDO[spec.undo.possible], language)}. ${text(spec.undo.how)}`,
      ...wayBack(row, s),
    ]),
  ];
}

export function whoActs({ spec, offers }: Row, s: Say): string {
  const who =
    spec.kind === 'task'
      ? s('eine Person', 'a person')
      : spec.form
        ? s('Umstieg, nach Eingabe', 'Umstieg, after input')
        : 'Umstieg';
  if (offers.some((o) => o.approval === 'before'))
    return `${who}${s('; eine zweite gibt vorher frei', '; a second one approves beforehand')}`;
  if (offers.some((o) => o.approval === 'after'))
    return `${who}${s('; eine zweite gibt das Ergebnis frei', '; a second one approves the result')}`;
  return who;
}

function source({ lines, sources, gaps, optional }: StepSpec, s: Say): string {
  const page =
    lines.length > 0
      ? `${s('Handbuch, Zeile', 'Manual, line')} ${lines.join(', ')}`
      : s('Nicht im Handbuch', 'Not in the manual');
  return [
    page,
    ...(optional ? [s('(+) abwählbar', '(+) can be left out')] : []),
    ...(sources?.length ? [`${s('Quellen', 'sources')}: ${sources.join(', ')}`] : []),
    ...(gaps?.length ? [`${s('Lücken', 'gaps')}: ${gaps.join(', ')}`] : []),
  ].join('; ');
}

/** Vendor labels stand in backticks, letter for letter. */
function labels({ instruction }: StepSpec, language: Language, s: Say): string[] {
  const found = [...instruction[language].matchAll(/`[^`]+`/g)].map(([label]) => label);
  if (found.length === 0) return [];
  return [`${s('Beschriftungen', 'Labels')}: ${[...new Set(found)].join(' · ')}`];
}

function checked(spec: StepSpec, s: Say): string {
  const reads = spec.reads ?? [];
  const against =
    reads.length > 0
      ? s(`gegen ${reads.join(', ')}`, `against ${reads.join(', ')}`)
      : spec.kind === 'task'
        ? s('die Angaben in sich', 'the claim in itself')
        : s('das eigene Ergebnis', 'its own result');
  const unread = spec.hard
    ? s('nicht lesbar: wartet auf Freigabe', 'cannot be read: waits for approval')
    : s('nicht lesbar: gilt als bestätigt', 'cannot be read: counts as attested');
  const never = spec.neverWaive ? [s('nie zu überspringen', 'never to be waived')] : [];
  return [against, unread, ...never].join('; ');
}

function needs({ offers }: Row, s: Say): string[] {
  const all = [...new Set(offers.flatMap((o) => o.needs ?? []))];
  if (all.length === 0) return [];
  return [
    `${s('Braucht, beim Anbieten und beim Zählen', 'Needs, when offered and when it counts')}: ${all.join(', ')}`,
  ];
}

function wayBack({ offers }: Row, s: Say): string[] {
  if (offers.some((o) => o.pointOfNoReturn))
    return [
      s(
        '⇥ **Kein Zurück**: Dieser Schritt wird nie wieder geöffnet.',
        '⇥ **No way back**: this step is never opened again.',
      ),
    ];
  if (!offers.some((o) => o.sticky)) return [];
  return [
    s(
      '⇥ **Überschreibt**: Nur eine freigegebene Wiederholung öffnet diesen Schritt wieder.',
      '⇥ **Overwrites**: only an approved redo opens this step again.',
    ),
  ];
}
