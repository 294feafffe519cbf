import { say, type Language, type Text } from '../core/text.js';
import { statesOf, type OfferParams } from '../engine/compile-definition.js';
import { specsOf, type Sequence } from '../engine/sequence.js';
import type { Action, Guard, MachineJson, StateJson, Target } from '../machines/kinds.js';
import { Conditions } from './conditions.js';
import { guardWords } from './guard-words.js';
import { graphOf } from '../machines/machine-graph.js';
import { list, plain, sayIn, table, type Say } from './markdown.js';
import { draw } from './mermaid.js';
import { rowSection, whoActs, type Row } from './row-section.js';
import { sideStates } from './side-states.js';

/** The page of one part: when it begins, its diagram, its rows. Markdown lines. */
export function partPage(sequence: Sequence, part: string, language: Language): string[] {
  const s = sayIn(language);
  const json = sequence.definition.parts[part];
  if (!json) throw new Error(`no part "${part}"`);
  const rows = rowsOf(sequence, json);
  const conditions = new Conditions(s);
  const number = Object.keys(sequence.definition.parts).indexOf(part) + 1;
  const warning = (code: string): Text => sequence.warnings[code] ?? { de: code, en: code };
  return [
    `# ${number} ${titleOf(sequence, part, language)}`,
    '',
    ...begins(sequence.definition.root.states?.[part], s),
    ...rules(sequence, part, json, language),
    ...diagrams(json, conditions, s),
    ...sideStates(json, conditions, s),
    ...numbered(conditions, s),
    `## ${s('Schritte', 'Steps')}`,
    '',
    ...table(
      [s('Nr.', 'No.'), s('Schritt', 'Step'), s('Wer handelt', 'Who acts'), s('Zeilen', 'Lines')],
      rows.map((row) => [
        row.spec.id,
        plain(say(row.spec.title, language)),
        whoActs(row, s),
        row.spec.lines.join(', ') || '(+)',
      ]),
    ),
    ...noReturn(rows, language, s),
    ...rows.flatMap((row) => rowSection(row, language, warning)),
  ];
}

export function titleOf(sequence: Sequence, part: string, language: Language): string {
  const title = sequence.partTitles[part];
  return title ? plain(say(title, language)) : part;
}

/** Rows of a part by their numbers, each with what the machine says when it offers it. */
function rowsOf(sequence: Sequence, json: MachineJson): Row[] {
  const specs = specsOf(sequence);
  const offers = [...statesOf(json)]
    .flatMap(([, state]) => (state.entry ?? []) as Action[])
    .filter((action) => action.type === 'offer')
    .map((action) => action.params as unknown as OfferParams);
  const ids = [...new Set(offers.map((o) => o.step))];
  ids.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  return ids.flatMap((id) => {
    const spec = specs.get(id);
    return spec ? [{ spec, offers: offers.filter((o) => o.step === id) }] : [];
  });
}

function begins(region: StateJson | undefined, s: Say): string[] {
  const way = (state: string, target: string): Guard | undefined =>
    waysOf(region?.states?.[state]).find((w) => w.target === target)?.guard;
  const opens = way('locked', 'ready');
  const needless = way('locked', 'notApplicable') ?? way('ready', 'notApplicable');
  return [
    opens
      ? `${s('Dieser Teil beginnt, sobald gilt', 'This part begins as soon as')}: ${plain(guardWords(opens, s)) || s('immer', 'always')}.`
      : s('Dieser Teil beginnt sofort.', 'This part begins at once.'),
    ...(needless
      ? [
          `${s('Er entfällt, wenn gilt', 'It does not apply when')}: ${plain(guardWords(needless, s))}.`,
        ]
      : []),
    '',
  ];
}

function waysOf(state: StateJson | undefined): Exclude<Target, string>[] {
  const on = state?.on?.['tasks.changed'] ?? [];
  const ways = (Array.isArray(on) ? on : [on]) as readonly Target[];
  return ways.map((way) => (typeof way === 'string' ? { target: way } : way));
}

/** Rules about order that this part's gate or one of its states names. */
function rules(sequence: Sequence, part: string, json: MachineJson, language: Language): string[] {
  const s = sayIn(language);
  const texts = sequence.rules ?? {};
  const region = sequence.definition.root.states?.[part];
  const states = [...(region ? [region] : []), ...[...statesOf(json)].map(([, state]) => state)];
  const names = new Set(states.flatMap((state) => (state.meta?.['rules'] ?? []) as string[]));
  const known = Object.entries(texts).filter(([name]) => names.has(name));
  if (known.length === 0) return [];
  return [
    `## ${s('Reihenfolge', 'Order')}`,
    '',
    ...list(known.map(([name, text]) => `**${name}** ${plain(say(text, language))}`)),
  ];
}

function diagrams(json: MachineJson, conditions: Conditions, s: Say): string[] {
  const tracks = graphOf(json);
  return [
    `## ${s('Verlauf', 'Course')}`,
    '',
    s(
      'Ein Kästchen sagt, wo das Projekt steht, und welcher Schritt als Nächstes kommt. An einem Pfeil steht, was geschehen ist; steht dort nur die Nummer eines Schritts, ist er erledigt. Eine Zahl in Klammern verweist auf die Bedingungen. ⇥ überschreibt oder hat kein Zurück; gestrichelt sind Freigaben (kräftig), Nebenzustände und Wege, die mehrere Zustände gemeinsam haben. Nicht gezeichnet ist, was jeder Teil kann: neu beginnen, warten, entfallen.',
      'A box says where the project stands and which step comes next. An arrow says what has happened; where only the number of a step stands, it is settled. A number in parentheses refers to the conditions. ⇥ overwrites or has no way back; dashed are approvals (bold), side states and ways that several states have in common. Not drawn is what every part can do: begin anew, wait, not apply.',
    ),
    '',
    ...tracks.flatMap((track) => {
      return [
        ...(tracks.length > 1 ? [`### ${track.name}`, ''] : []),
        '```mermaid',
        ...draw(track, conditions),
        '```',
        '',
      ];
    }),
  ];
}

function numbered(conditions: Conditions, s: Say): string[] {
  const all = conditions.list();
  if (all.length === 0) return [];
  return [
    `## ${s('Bedingungen', 'Conditions')}`,
    '',
    ...all.map((c, i) => `${i + 1}. ${plain(c)}`),
    '',
  ];
}

function noReturn(rows: readonly Row[], language: Language, s: Say): string[] {
  const acting = rows.filter(({ offers }) => offers.some((o) => o.sticky));
  if (acting.length === 0) return [];
  return [
    `## ${s('Ohne Rückweg', 'Without a way back')}`,
    '',
    ...list(
      acting.map(({ spec, offers }) => {
        const never = offers.some((o) => o.pointOfNoReturn);
        const sign = never ? s('kein Zurück', 'no way back') : s('überschreibt', 'overwrites');
        return `⇥ ${spec.id} ${plain(say(spec.title, language))} (${sign}): ${plain(say(spec.undo.how, language))}`;
      }),
    ),
  ];
}
