import { ASSUMPTION_IDS, ASSUMPTIONS } from './assumptions.js';
import { DOCUMENTED_RULES, type DocumentedRule } from './documented-rules.js';
import { lineWords } from './vendor-rule.js';
import { VENDOR_RULES } from './vendor-rules.js';

/** Rules and assumptions as the Markdown lists of `docs/connect-model.md`. */
export function modelDocument(): string {
  const rules = Object.entries(VENDOR_RULES).map(([id, rule]) => ruleLine(id, rule));
  const others = Object.entries(DOCUMENTED_RULES).map(([id, rule]) => ruleLine(id, rule));
  const assumptions = ASSUMPTION_IDS.map((id) => {
    const { question, values, default: usual } = ASSUMPTIONS[id];
    const other = values.filter((value) => value !== usual).map((value) => `\`${value}\``);
    return `- \`${id}\`: ${question.en} Default \`${usual}\`, else ${other.join(', ')}.`;
  });
  return [
    `## Rules\n\n${rules.join('\n')}\n`,
    `## Documented, and not calculated\n\n${others.join('\n')}\n`,
    `## Assumptions\n\n${assumptions.join('\n')}\n`,
  ].join('\n');
}

function ruleLine(id: string, rule: DocumentedRule): string {
  const { confidence, text, source, lines, checkedBy } = rule;
  const at = lines.length > 0 ? `, ${lineWords(lines).en}` : '';
  const checked = checkedBy === undefined ? '' : `; checked by ${checkedBy}`;
  return `- \`${id}\` (${confidence}): ${text.en} [source](${source})${at}${checked}`;
}
