import fc from 'fast-check';
import type { Act, Course } from './course.js';
import { wordsOf } from './wish.js';

type Piece = Act | Course['faults'][number];
/** First whole kinds at once: mostly it is one command that matters, and none of what lies around it. */
const KINDS = ['again', 'look', 'pass', 'fault', 'start'] as const;
const isAct = (piece: Piece): piece is Act => 'act' in piece;

/** What a violation says, without the numbers and names that differ from life to life. */
export function kindOf(violation: string): string {
  const [first = ''] = violation.split('\n');
  return first.replace(/[0-9a-f]{8,}|\d+/g, '#').slice(0, 160);
}

/**
 * Leaves out of a life whatever is not needed for what it found: fast-check proposes smaller lists, and a proposal counts when
 * a violation of the same kind is found again.
 * @param found the violation of a course, undefined when there is none
 * @param limitMs no proposal is begun later than this
 */
export async function shrunk(
  course: Course,
  violation: string,
  o: { found: (course: Course) => Promise<string | undefined>; limitMs: number; now: () => number },
): Promise<Course> {
  const until = o.now() + o.limitMs;
  const kind = kindOf(violation);
  let all: readonly Piece[] = [...course.acts, ...course.faults];
  const of = (pieces: readonly Piece[]): Course => ({
    acts: pieces.filter(isAct),
    faults: pieces.filter((piece) => !isAct(piece)) as Course['faults'],
    turns: course.turns,
  });
  const findsIt = async (pieces: readonly Piece[]) => {
    if (o.now() > until) return false;
    const found = await o.found(of(pieces));
    return found !== undefined && kindOf(found) === kind;
  };
  for (const what of KINDS) {
    const rest = all.filter((piece) => what !== (isAct(piece) ? piece.act : 'fault'));
    if (rest.length < all.length && (await findsIt(rest))) all = rest;
  }
  const holds = fc.asyncProperty(fc.subarray([...all]), async (pieces) => !(await findsIt(pieces)));
  const { counterexample } = await fc.check(holds, { examples: [[[...all]]], numRuns: 1, seed: 1 });
  return of(counterexample?.[0] ?? all);
}

/** A test of what was found, to be kept. */
export function asTest(seed: number, violation: string, course: Course): string {
  const title = kindOf(violation).replaceAll(/['\\]/g, ' ').slice(0, 100);
  const commands = course.acts.flatMap((one) => (one.act === 'ask' ? [wordsOf(one.asked)] : []));
  const list = course.acts.map((act) => `      ${JSON.stringify(act)},`);
  return [
    `it('seed ${seed} does not find again: ${title}', async () => {`,
    `  // ${commands.join('; ')}`,
    `  const course: Course = {`,
    `    acts: [`,
    ...list,
    `    ],`,
    `    faults: ${JSON.stringify(course.faults)},`,
    `    turns: ${course.turns},`,
    `  };`,
    `  expect(await simulate({ seed: ${seed}, seeds: 1, course })).toMatchObject({ found: '' });`,
    `});`,
  ].join('\n');
}
