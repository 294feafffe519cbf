export interface Option {
  readonly label: string;
  /** The cursor stands here. */
  readonly here: boolean;
  readonly ticked: boolean;
}

/** A question as it stands on the screen. */
export interface Question {
  /** Line of the screen since the start. */
  readonly line: number;
  readonly text: string;
  readonly options: readonly Option[];
}

const HELP = /^↑ ↓/;
const ONE = /^([●○]) (.*)/;
const TICK = /^([› ]) ([◼◻]) (.*)/;

/** The last question that is still open; undefined when none is. */
export function readQuestion(lines: readonly string[]): Question | undefined {
  const line = lines.findLastIndex((text) => /^[◆▲] {2}/.test(text));
  const end = lines.findLastIndex((text) => text.startsWith('└'));
  if (line < 0 || end < line) return undefined;
  const body = lines.slice(line, end).map((text) => text.replace(/^[◆▲│] {0,2}/, ''));
  const help = body.findIndex((text) => HELP.test(text));
  if (help < 0) return { line, text: body.map((t) => t.trim()).join(' '), options: [] };
  const question = body.slice(0, help).map((t) => t.trim());
  return { line, text: question.join(' '), options: optionsOf(body.slice(help + 1)) };
}

function optionsOf(lines: readonly string[]): Option[] {
  const options: Option[] = [];
  for (const text of lines) {
    const one = ONE.exec(text);
    const tick = TICK.exec(text);
    const last = options.at(-1);
    if (one) options.push({ label: one[2] ?? '', here: one[1] === '●', ticked: false });
    else if (tick)
      options.push({ label: tick[3] ?? '', here: tick[1] === '›', ticked: tick[2] === '◼' });
    else if (last && text.trim() !== '...')
      options[options.length - 1] = { ...last, label: `${last.label} ${text.trim()}` };
  }
  return options;
}
