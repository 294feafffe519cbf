/** The keys of the German texts with other words: a missing or a needless text is an error of types. */
export type Same<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Same<T[K]>;
};
