/** Seeds that found something when they were first walked, and what it was: they are walked again by every test run. */
export const FOUND: readonly (readonly [seed: number, what: string])[] = [
  [31, 'an error of the disk while evidence was taken in came out as it was, without a name'],
  [
    24,
    'a license upgrade that was stopped at its first row went on behind it, and was done without it',
  ],
  [103, 'a disk that failed while evidence was looked at made the same key another command'],
  [44, 'a lease renewed while somebody looked was taken for ended'],
];
