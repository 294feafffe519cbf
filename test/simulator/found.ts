import type { Course } from './course.js';

/**
 * Lives that find a fault of the engine again when its mend is taken out, as small as they could be made; every test run lives
 * them. The simulator prints a new one. A change to the order of events makes them other lives: then each is looked for again.
 */
export const FOUND: readonly {
  readonly seed: number;
  readonly what: string;
  readonly course: Course;
}[] = [
  {
    seed: 10,
    what: 'a disk that fails while the files of an erasure are swept is an error without a name',
    course: {
      acts: [
        {
          ...{ turn: 300, act: 'ask', at: 0 },
          asked: {
            ...{ key: 'k0', run: 'r-2c76a8d4cf1f', person: 2, spelling: 0 },
            wish: { do: 'erase', person: 0 },
          },
        },
      ],
      faults: [['readdir', 4, 'error']],
      turns: 900,
    },
  },
];
