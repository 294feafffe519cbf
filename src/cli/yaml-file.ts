import {
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Text } from '../core/text.js';
import { unbounded } from '../core/bounded.js';

/** Why a YAML text cannot be used, and its 1-based line where that is known. */
export class YamlProblem extends Error {
  constructor(
    readonly what: string | Text,
    readonly row?: number,
  ) {
    super(typeof what === 'string' ? what : what.en);
  }
}

/** A YAML text of a person: parsed, and read into plain data piece by piece. */
export class YamlFile {
  private readonly lines = new LineCounter();
  readonly document: Document;

  /** @throws YamlProblem */
  constructor(text: string) {
    this.document = bounded(() => {
      // the library compares every key of a map with every other and draws every error; both take too long for a large
      // damaged file, so keys are compared here and only the first error is told
      const options = { lineCounter: this.lines, uniqueKeys: false, prettyErrors: false };
      const document = withoutTraces(() => parseDocument(text, options) as Document);
      const [problem] = document.errors;
      if (problem) throw new YamlProblem(problem.message, this.rowAt(problem.pos[0]));
      visit(document, { Map: (_key, map) => this.requireUnique(map) });
      return document;
    });
  }

  /** 1-based line of a node. */
  rowOf(node: unknown): number {
    return this.rowAt((node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0);
  }

  /** A part as plain data. Aliases are followed as far as they neither circle nor explode. @throws YamlProblem */
  plain(node: Node): unknown {
    return bounded(() => {
      const json: unknown = node.toJS(this.document);
      const tooMuch = unbounded(json);
      if (tooMuch) throw new YamlProblem(tooMuch, this.rowOf(node));
      return json;
    }, this.rowOf(node));
  }

  private rowAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  private requireUnique({ items }: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key } of items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value))
        throw new YamlProblem(`the key "${String(key.value)}" stands twice`, this.rowOf(key));
      seen.add(key.value);
    }
  }
}

/** A damaged file may bring a hundred thousand errors; where in the library each was made costs more than the reading. */
function withoutTraces<T>(parse: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return parse();
  } finally {
    Error.stackTraceLimit = before;
  }
}

/** What the library throws when aliases multiply or nesting never ends is a problem of the file. */
function bounded<T>(read: () => T, row?: number): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw new YamlProblem(error.message, row);
    throw error;
  }
}
