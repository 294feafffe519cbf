import type { Customer } from '../customer.js';
import type { ErrorRow } from './planted-error.js';

/** A wrong answer to a form: what is claimed instead of the right value, and what has to be said of it. */
export interface WrongAnswer {
  readonly id: string;
  /** Row of the sequence whose form is answered; the error is named there. */
  readonly by: string;
  readonly code: string;
  readonly de: string;
  readonly en: string;
  /** Field values in place of the right ones. */
  readonly claim: (customer: Customer) => Readonly<Record<string, unknown>>;
  /** Answers to one row go together; those that exclude each other get a number of their own. */
  readonly turn?: number;
  /** Findings that follow, codes of the same row. */
  readonly also?: readonly string[];
}

/** The trap of a wrong answer: one submission of one row. */
export function trapOf({ by, turn = 1 }: Pick<WrongAnswer, 'by' | 'turn'>): string {
  return `answer-${by}-${turn}`;
}

export function errorRow(wrong: WrongAnswer): ErrorRow {
  const { id, by, code, de, en, claim, also = [] } = wrong;
  return {
    ...{ id, named: by, trap: trapOf(wrong), by, code, what: { de, en } },
    also: also.map((follows) => `${by} ${follows}`),
    plant: (m) => {
      Object.assign(m.claim, claim(m.customer));
      return {};
    },
  };
}
