import { RequestError } from '../core/errors.js';

/** Characters (code points) after NFC. No rule on their kinds: length is what counts (NIST SP 800-63B-4, 3.1.1.2). */
export const SHORTEST = 15;
/** Longer ones are refused, never cut off. */
export const LONGEST = 256;

/** What keyboards and counting give away: every piece of these rows, forwards and backwards, is guessed first. */
const WALKS = [
  '0123456789'.repeat(4),
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'qwertzuiopüasdfghjklöäyxcvbnm',
];
const GUESSED_FIRST = WALKS.flatMap((walk) => [walk, Array.from(walk).reverse().join('')]);

/** The one form in which a password is compared: the same keys give the same bytes on every system. */
export function normalizePassword(typed: string): string {
  return typed.normalize('NFC');
}

/**
 * @param own names and other words an attacker knows of this person
 * @throws RequestError password.weak
 */
export function requireGoodPassword(typed: string, own: readonly string[]): void {
  const password = normalizePassword(typed);
  const length = Array.from(password).length;
  if (length < SHORTEST || length > LONGEST)
    throw weak(
      `Das Kennwort hat ${length} Zeichen. Nötig sind ${SHORTEST} bis ${LONGEST}; ein Satz aus mehreren Wörtern ist gut.`,
      `The password has ${length} characters. ${SHORTEST} to ${LONGEST} are needed; a phrase of several words is good.`,
    );
  const folded = password.toLowerCase();
  if (GUESSED_FIRST.some((walk) => walk.includes(folded)) || repeats(folded))
    throw weak(
      'Dieses Kennwort wird als eines der ersten geraten: eine Reihe von Tasten oder ein wiederholtes Stück.',
      'This password is guessed among the first: a row of keys, or one piece repeated.',
    );
  if (own.some((word) => word !== '' && withoutWord(folded, word.toLowerCase()).length < 8))
    throw weak(
      'Dieses Kennwort besteht fast nur aus Ihrem Namen. Nehmen Sie andere Wörter.',
      'This password is little more than your name. Use other words.',
    );
}

function withoutWord(text: string, word: string): string {
  return text.split(word).join('');
}

/** One piece, at least twice. */
function repeats(text: string): boolean {
  const chars = Array.from(text);
  for (let piece = 1; piece <= chars.length / 2; piece++)
    if (chars.every((char, at) => at < piece || char === chars[at - piece])) return true;
  return false;
}

function weak(de: string, en: string): RequestError {
  return new RequestError('password.weak', { de, en });
}
