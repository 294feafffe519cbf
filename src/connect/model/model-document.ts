import { ASSUMPTION_IDS, ASSUMPTIONS } from './assumptions.js';
import { VENDOR_RULES } from './vendor-rules.js';

/** Rules and assumptions as the Markdown lists of `docs/connect-model.md`. */
export function modelDocument(): string {
  const rules = Object.entries(VENDOR_RULES).map(
    ([id, { text, source, confidence }]) =>
      `- \`${id}\` (${confidence}): ${text.en} [source](${source.split(' ')[0] ?? ''})${linesOf(source)}`,
  );
  const assumptions = ASSUMPTION_IDS.map((id) => {
    const { question, values, default: usual } = ASSUMPTIONS[id];
    const other = values.filter((value) => value !== usual).map((value) => `\`${value}\``);
    return `- \`${id}\`: ${question.en} Default \`${usual}\`, else ${other.join(', ')}.`;
  });
  return `## Rules\n\n${rules.join('\n')}\n\n## Assumptions\n\n${assumptions.join('\n')}\n`;
}

/** ` lines 161, 235` of a source on the migration page. */
function linesOf(source: string): string {
  const found = /\((lines? [\d, ]+)\)$/.exec(source)?.[1];
  return found === undefined ? '' : `, ${found}`;
}
