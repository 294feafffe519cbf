import {
  Composer,
  isScalar,
  Lexer,
  LineCounter,
  Parser,
  visit,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Text } from '../core/text.js';
import { unbounded } from '../core/bounded.js';

/**
 * Collections the library has open at once while it reads; what people write has a tenth of it. Each is composed inside the
 * one around it, so that a file of brackets would use up the stack; a regular expression that meets its end ends the process.
 */
const OPEN = 200;

/** Words, signs and line ends of one file: some 6,000 decisions. More takes the library too long. */
const LEXEMES = 200_000;
const LONG: Text = {
  de: `mehr als ${LEXEMES} Wörter, Zeichen und Zeilenenden; so lang schreibt niemand eine Datei von Hand`,
  en: `more than ${LEXEMES} words, signs and line ends; nobody writes a file of that length by hand`,
};
const DEEP: Text = {
  de: 'Listen und Felder sind tiefer verschachtelt, als ein Mensch sie schreibt',
  en: 'lists and fields are nested deeper than a person writes them',
};
const SECOND: Text = {
  de: 'hier beginnt ein zweites Dokument (`---` oder `...`), erlaubt ist eines',
  en: 'a second document begins here (`---` or `...`), one is allowed',
};

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
      const composer = new Composer({ uniqueKeys: false, prettyErrors: false });
      const [document] = withoutTraces(() => [
        ...composer.compose(this.tokens(text), true, text.length),
      ]) as [Document];
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

  private *tokens(text: string): Generator<CST.Token, void> {
    const parser = new Parser(this.lines.addNewLine);
    this.lines.addNewLine(0);
    let [lexemes, documents] = [0, 0];
    const judged = (tokens: Iterable<CST.Token>) =>
      Array.from(tokens, (token) => {
        if (token.type === 'error') throw new YamlProblem(token.message, this.rowAt(token.offset));
        if (token.type === 'document' && ++documents > 1)
          throw new YamlProblem(SECOND, this.rowAt(token.offset));
        return token;
      });
    for (const lexeme of new Lexer().lex(text)) {
      if (++lexemes > LEXEMES) throw new YamlProblem(LONG, this.rowAt(parser.offset));
      yield* judged(parser.next(lexeme));
      if (parser.stack.length > OPEN) throw new YamlProblem(DEEP, this.rowAt(parser.offset));
    }
    yield* judged(parser.end());
  }

  private rowAt(offset: number): number {
    return this.lines.linePos(offset).line;
  }

  private requireUnique({ items }: YAMLMap): void {
    const seen = new Set<unknown>();
    for (const { key } of items) {
      if (!isScalar(key)) continue;
      if (seen.has(key.value)) throw new YamlProblem(twice(String(key.value)), this.rowOf(key));
      seen.add(key.value);
    }
  }
}

const twice = (key: string): Text => ({
  de: `der Schlüssel „${key}“ steht doppelt`,
  en: `the key "${key}" stands twice`,
});

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
