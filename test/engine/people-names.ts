/** Who takes part in tests with several people. Every spelling of a name is the same person. */
export const PEOPLE = [
  ['Anna Berg', 'anna  berg', 'ANNA BERG', 'Anna\u200b Berg'],
  ['Karl Ötker', 'karl o\u0308tker', 'KARL ÖTKER'],
  ['Eva Lind', 'eva lind '],
] as const;
