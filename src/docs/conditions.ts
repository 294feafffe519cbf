import type { Guard } from '../machines/kinds.js';
import { guardWords } from './guard-words.js';
import type { Say } from './markdown.js';

interface Way {
  readonly event: string;
  readonly guard?: Guard;
  /** The last of several ways: taken when no other is. */
  readonly otherwise?: boolean;
}

/** Guards of one page, numbered in the order they are met: a number fits at an arrow, a sentence does not. */
export class Conditions {
  private readonly words: string[] = [];

  constructor(private readonly say: Say) {}

  /** `(2)`, the word for "else", or nothing. What has to be settled before a step counts stands with the step. */
  mark({ event, guard, otherwise }: Way): string {
    if (otherwise) return this.say('sonst', 'else');
    if (!guard || (guard.type === 'settled' && event.endsWith('.settled'))) return '';
    const words = guardWords(guard, this.say);
    if (!this.words.includes(words)) this.words.push(words);
    return `(${this.words.indexOf(words) + 1})`;
  }

  /** In the order of their numbers. */
  list(): readonly string[] {
    return this.words;
  }
}
