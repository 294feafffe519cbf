import { z } from 'zod';
import type { Place } from '../core/outcome.js';
import type { Text } from '../core/text.js';
import { NOTE_CODES } from './note-codes.js';

/** Something that was said of the drill: by a step of the run, by a refusal, or by a file command. */
export interface Flag {
  /** Step id, or the words of the command. */
  readonly by: string;
  readonly code: string;
  readonly place?: Place;
  readonly text?: Text;
}

const text = z.object({ de: z.string(), en: z.string() });
const place = z.object({
  file: z.string().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
});
const planted = z.object({
  id: z.string(),
  trap: z.string(),
  what: text,
  expected: z.object({ by: z.string(), code: z.string(), places: z.array(place).min(1) }),
  also: z.array(z.string()),
});

/** The part of `key.json` that is graded. */
export const gradedKey = z.object({
  format: z.literal('umstieg-drill-key/2'),
  seed: z.number(),
  customer: z.string(),
  planted: z.array(planted),
});
export type GradedKey = z.output<typeof gradedKey>;

export interface Grade {
  readonly errors: readonly (GradedKey['planted'][number] & { readonly flagged: boolean })[];
  readonly falseAlarms: readonly Flag[];
  /** `planted = flagged + missed` and `found = hits + followed + notes + falseAlarms`. */
  readonly totals: {
    readonly planted: number;
    readonly flagged: number;
    readonly missed: number;
    readonly found: number;
    readonly hits: number;
    /** Findings that follow from a planted error. */
    readonly followed: number;
    /** For information: {@link NOTE_CODES}. */
    readonly notes: number;
    readonly falseAlarms: number;
  };
}

/** Compares what was flagged with what was planted. */
export function grade({ planted: key }: GradedKey, flags: readonly Flag[]): Grade {
  const also = new Set(key.flatMap((error) => error.also));
  const hit = new Set<Expected['places'][number]>();
  const count = { hits: 0, followed: 0, notes: 0 };
  const falseAlarms: Flag[] = [];
  for (const flag of flags) {
    const places = key.flatMap(({ expected }) =>
      expected.places.filter((at) => isFlagged(expected, at, flag)),
    );
    for (const at of places) hit.add(at);
    if (places.length > 0) count.hits++;
    else if (also.has(`${flag.by} ${flag.code}`)) count.followed++;
    else if (NOTE_CODES.has(flag.code)) count.notes++;
    else falseAlarms.push(flag);
  }
  const errors = key.map((error) => ({
    ...error,
    flagged: error.expected.places.every((at) => hit.has(at)),
  }));
  const flagged = errors.filter((error) => error.flagged).length;
  return {
    errors,
    falseAlarms,
    totals: {
      planted: key.length,
      flagged,
      missed: key.length - flagged,
      found: flags.length,
      ...count,
      falseAlarms: falseAlarms.length,
    },
  };
}

type Expected = GradedKey['planted'][number]['expected'];

/** Same step or command, same code, and every part of the place that the key names. */
function isFlagged(
  expected: Expected,
  { file, row, column }: Expected['places'][number],
  { by, code, place: at = {} }: Flag,
): boolean {
  return (
    by === expected.by &&
    code === expected.code &&
    (file === undefined || sameFile(file, at.file)) &&
    (row === undefined || row === at.row) &&
    (column === undefined || column === at.column)
  );
}

/** Some steps name a file by its path from the folder, some by its full path. */
function sameFile(expected: string, found: string | undefined): boolean {
  const path = found?.replaceAll('\\', '/') ?? '';
  return path === expected || path.endsWith(`/${expected}`);
}
