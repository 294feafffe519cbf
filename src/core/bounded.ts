import type { Text } from './text.js';

const DEPTH = 32;
const FIELDS = 1_000;
const VALUES = 1_000_000;

/** Why data of a file are too deep, too wide or too many to be a form or an answer; also ends on a circle. */
export function unbounded(data: unknown): Text | undefined {
  return new Count().of(data, 0);
}

class Count {
  private values = 0;

  of(data: unknown, depth: number): Text | undefined {
    if (++this.values > VALUES) return more(VALUES, 'Werte', 'values');
    if (typeof data !== 'object' || data === null) return undefined;
    if (depth >= DEPTH) return more(DEPTH, 'Ebenen', 'levels');
    const inner: unknown[] = Object.values(data);
    if (!Array.isArray(data) && inner.length > FIELDS) return more(FIELDS, 'Felder', 'fields');
    for (const one of inner) {
      const problem = this.of(one, depth + 1);
      if (problem) return problem;
    }
    return undefined;
  }
}

function more(limit: number, de: string, en: string): Text {
  return { de: `mehr als ${limit} ${de}`, en: `more than ${limit} ${en}` };
}
