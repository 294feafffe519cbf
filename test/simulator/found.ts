/**
 * Seeds that find a fault of the engine again when its mend is taken out; every test run walks them. After a change to the
 * simulator a seed is another life: then what it found is left to its own small test, or another seed is looked for.
 */
export const FOUND: readonly (readonly [seed: number, what: string])[] = [
  [
    34,
    'a timer that a what-if had already passed when it was made waited for somebody to move the clock',
  ],
  [
    269,
    'a folder that was locked at the start, and busy at the close, was refused without a named error',
  ],
];
