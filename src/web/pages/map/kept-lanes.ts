import type { ElkNode } from 'elkjs/lib/elk-api.js';

/** Lanes by their graphs, letter for letter as they were given to be laid out: another graph is another lane. */
export type Lanes = ReadonlyMap<string, ElkNode>;

const NAME = 'umstieg.map-lanes';
const NONE: Lanes = new Map();

/**
 * The lanes this browser laid out last. What there is to do changes with the definition only, so its map is laid out once;
 * without them it is drawn all the same, a moment later.
 */
export const keptLanes = {
  read(): Lanes {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(NAME) ?? '[]');
      return Array.isArray(kept) ? new Map(kept as [string, ElkNode][]) : NONE;
    } catch {
      return NONE;
    }
  },
  keep(lanes: Lanes): void {
    try {
      localStorage.setItem(NAME, JSON.stringify([...lanes]));
    } catch {
      localStorage.removeItem(NAME); // typing needs the room more
    }
  },
};
