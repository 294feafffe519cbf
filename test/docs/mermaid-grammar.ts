/**
 * The part of Mermaid's state diagrams that the pages use, as strict as can be: a line is one of these or wrong. The real
 * parser needs a browser; what is written here was drawn by it once for every page.
 */
const ID = '[A-Za-z][A-Za-z0-9_]*';
const LABEL = '[^:;#"]+';
const LINES = {
  classDef: /^classDef [A-Za-z]+ [a-z0-9:,# -]+$/,
  style: new RegExp(`^class (${ID}) ([A-Za-z]+)$`),
  choice: new RegExp(`^state (${ID}) <<choice>>$`),
  state: new RegExp(`^state "${LABEL}" as (${ID})$`),
  open: new RegExp(`^state "${LABEL}" as (${ID}) \\{$`),
  arrow: new RegExp(`^(\\[\\*\\]|${ID}) --> (\\[\\*\\]|${ID})( : ${LABEL})?$`),
};

export interface Diagram {
  readonly states: ReadonlySet<string>;
  readonly arrows: number;
}

/** @throws Error naming the first line that is none of the grammar's, or an arrow to a state that is not declared */
export function parseDiagram(text: string): Diagram {
  const [head, ...lines] = text.split('\n');
  if (head !== 'stateDiagram-v2') throw new Error(`no state diagram: ${head ?? ''}`);
  const states = new Set<string>();
  const named: string[] = [];
  let [depth, arrows] = [0, 0];
  for (const line of lines.map((l) => l.trim())) {
    const declared = LINES.choice.exec(line) ?? LINES.state.exec(line) ?? LINES.open.exec(line);
    const arrow = LINES.arrow.exec(line);
    if (declared?.[1]) {
      if (states.has(declared[1])) throw new Error(`declared twice: ${line}`);
      states.add(declared[1]);
      if (line.endsWith('{')) depth++;
    } else if (arrow) {
      arrows++;
      named.push(arrow[1] ?? '', arrow[2] ?? '');
    } else if (line === '}' && depth > 0) {
      depth--;
    } else if (!(line === '--' && depth > 0) && !LINES.classDef.test(line)) {
      const style = LINES.style.exec(line);
      if (!style) throw new Error(`not in the grammar: ${line}`);
      named.push(style[1] ?? '');
    }
  }
  if (depth !== 0) throw new Error('a state is not closed');
  const stranger = named.find((name) => name !== '[*]' && !states.has(name));
  if (stranger !== undefined) throw new Error(`not declared: ${stranger}`);
  return { states, arrows };
}

export function diagramsOf(page: string): string[] {
  return [...page.matchAll(/```mermaid\n([\s\S]*?)\n```/g)].map((found) => found[1] ?? '');
}
