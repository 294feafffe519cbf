import { f3 } from './fold.js';

/**
 * What two spellings of one person's name have in common: case, blanks, invisible characters, Unicode forms and
 * transliterated umlauts do not make two people. Empty when nothing of the name can be seen. Errs on the side of "the
 * same": two people whose names fold alike tell each other apart by an initial.
 */
export function personKey(name: string): string {
  const visible = name.normalize('NFKC').replace(UNSEEN, '');
  return f3(visible).toLowerCase();
}

/** Blanks, controls, format characters and everything Unicode lets a renderer leave out. */
const UNSEEN = /[\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
