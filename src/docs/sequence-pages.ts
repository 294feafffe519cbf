import { LANGUAGES, say, type Language } from '../core/text.js';
import { specsOf, type Sequence } from '../engine/sequence.js';
import { list, plain, sayIn, table } from './markdown.js';
import { partPage, titleOf } from './part-page.js';

const GENERATED =
  '<!-- Generated from the machines and steps: change those, then write the pages again. -->';

/**
 * The pages of a sequence by file name: a page for each part in each language, and a table of contents. Diagrams are
 * Mermaid in Markdown: forges draw it, and a change shows as lines of text. The same sequence gives the same bytes.
 */
export function sequencePages(sequence: Sequence): ReadonlyMap<string, string> {
  const parts = Object.keys(sequence.definition.parts);
  const page = (lines: readonly string[]) => `${[GENERATED, '', ...lines].join('\n').trimEnd()}\n`;
  return new Map([
    ['README.md', page(LANGUAGES.flatMap((language) => contents(sequence, language)))],
    ...LANGUAGES.flatMap((language) =>
      parts.map((part): [string, string] => [
        fileOf(part, language),
        page([...partPage(sequence, part, language), ...neighbors(sequence, part, language)]),
      ]),
    ),
  ]);
}

function fileOf(part: string, language: Language): string {
  return `${part}.${language}.md`;
}

function contents(sequence: Sequence, language: Language): string[] {
  const s = sayIn(language);
  const { definition, title, rules = {} } = sequence;
  const parts = Object.keys(definition.parts);
  const specs = [...specsOf(sequence).values()];
  return [
    `# ${plain(say(title, language))}`,
    '',
    s(
      `Sequenz ${definition.name} ${definition.version}: ${parts.length} Teile, ${specs.length} Schritte.`,
      `Sequence ${definition.name} ${definition.version}: ${parts.length} parts, ${specs.length} steps.`,
    ),
    '',
    ...table(
      [s('Teil', 'Part'), s('Schritte', 'Steps')],
      parts.map((part, i) => {
        const own = specs.filter((spec) => spec.part === part).map((spec) => spec.id);
        const link = `[${i + 1} ${titleOf(sequence, part, language)}](${fileOf(part, language)})`;
        return [link, own.length > 1 ? `${own[0] ?? ''} … ${own.at(-1) ?? ''}` : (own[0] ?? '')];
      }),
    ),
    ...(Object.keys(rules).length > 0 ? [`## ${s('Reihenfolge', 'Order')}`, ''] : []),
    ...list(
      Object.entries(rules).map(([name, text]) => `**${name}** ${plain(say(text, language))}`),
    ),
    `## ${s('Warnungen', 'Warnings')}`,
    '',
    ...list(
      Object.entries(sequence.warnings).map(
        ([code, text]) => `**${code}** ${plain(say(text, language))}`,
      ),
    ),
  ];
}

function neighbors(sequence: Sequence, part: string, language: Language): string[] {
  const parts = Object.keys(sequence.definition.parts);
  const at = parts.indexOf(part);
  const link = (name: string | undefined, arrow: (title: string) => string) =>
    name === undefined
      ? []
      : [`[${arrow(titleOf(sequence, name, language))}](${fileOf(name, language)})`];
  const s = sayIn(language);
  return [
    '---',
    '',
    [
      ...link(parts[at - 1], (title) => `← ${title}`),
      `[${s('Übersicht', 'Contents')}](README.md)`,
      ...link(parts[at + 1], (title) => `${title} →`),
    ].join(' · '),
  ];
}
