import { createHash } from 'node:crypto';
import { RequestError } from '../core/errors.js';

/** `17.3f9a0c2b71de`: the number of an entry and what was asked for. A cursor goes on with the question it was given for. */
export class EntryCursors {
  private readonly mark: string;

  /** @param question run, order and filters */
  constructor(question: unknown) {
    const told = createHash('sha256').update(JSON.stringify(question)).digest('hex');
    this.mark = told.slice(0, 12);
  }

  write(seq: number): string {
    return `${seq}.${this.mark}`;
  }

  /** @throws RequestError input.invalid for one that was given for something else */
  read(cursor: string): number {
    const [, seq, mark] = /^(\d{1,15})\.([0-9a-f]{12})$/.exec(cursor) ?? [];
    if (seq !== undefined && mark === this.mark) return Number(seq);
    throw new RequestError(
      'input.invalid',
      {
        de: 'Den Zeiger „after“ gibt die Seite davor als „next“, für denselben Lauf, dieselben Filter und dieselbe Reihenfolge.',
        en: 'The cursor "after" is given by the page before as "next", for the same run, filters and order.',
      },
      { place: { column: 'after' } },
    );
  }
}
