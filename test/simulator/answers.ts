import { ERROR_CODES } from '../../src/core/error-codes.js';
import { UmstiegError } from '../../src/core/errors.js';
import type { Ledger } from './ledger.js';
import { isEntered, wordsOf, type Asked } from './wish.js';

/** One command of somebody, under its key, as often as it is sent. */
export interface Sent extends Asked {
  /** First definite answer, canonical. */
  answer?: string;
}

export type Said = { readonly answer: unknown } | { readonly error: unknown };

interface Heard {
  readonly again: boolean;
  readonly violation?: string;
}

/** Errors of the store tell nobody whether the command was carried out: it is sent again. */
const INDEFINITE = /^store\./;

/**
 * Compares an answer with what was answered before under the same key, and with what is stored.
 * @param excused the disk failed since the command was sent
 */
export function heard(
  sent: Sent,
  said: Said,
  o: { readonly ledger: Ledger; readonly excused: boolean; readonly erased: boolean },
): Heard {
  const named = `${sent.key} (${wordsOf(sent)})`;
  const broken = (violation: string): Heard => ({ again: false, violation });
  if ('error' in said) {
    const { error } = said;
    if (!(error instanceof UmstiegError))
      return broken(
        `${named} broke: ${error instanceof Error ? (error.stack ?? '') : String(error)}`,
      );
    if (INDEFINITE.test(error.code)) {
      if (o.excused) return { again: true };
      return broken(`${named} failed without a fault: ${error.message}`);
    }
    if (error.family === 'invariant') return broken(`${named}: ${error.code} ${error.message}`);
    if (ERROR_CODES[error.code].passing) return { again: false };
    if (o.erased && error.code === 'command.mismatch') return { again: false }; // its answer was erased
    return same(sent, `refused ${error.code}`, named);
  }
  if (isEntered(sent.wish)) {
    const { revision } = said.answer as { revision: number };
    const stored = o.ledger.accepted.get(`${sent.run} ${sent.key}`)?.revision;
    if (stored !== revision)
      return broken(`${named} was acknowledged with revision ${revision}, stored is ${stored}`);
  }
  return same(sent, JSON.stringify(said.answer), named);
}

function same(sent: Sent, answer: string, named: string): Heard {
  if (sent.wish.do === 'erase') return { again: false }; // each time it takes what is there
  sent.answer ??= answer;
  if (sent.answer === answer) return { again: false };
  return { again: false, violation: `${named} was answered ${answer}, before ${sent.answer}` };
}
