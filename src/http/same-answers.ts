import { LRUCache } from 'lru-cache';
import type { WrittenJson } from './written-json.js';

const KEPT_BYTES = 16 * 1024 * 1024;

interface Kept<A> {
  readonly seen: object;
  readonly answer: WrittenJson<A>;
}

/** Answers written for one state of what they tell of: the same person who asks the same again gets the same bytes. */
export class SameAnswers<A> {
  private state: object | undefined;
  private readonly kept = new LRUCache<string, Kept<A>>({
    maxSize: KEPT_BYTES,
    sizeCalculation: ({ answer }) => answer.bytes.length,
  });

  /**
   * @param state what is told of: a new object once anything of it changed
   * @param seen what of it the person may see: a new object once that changed
   * @param asked who asks for what
   */
  of(state: object, seen: object, asked: string, write: () => WrittenJson<A>): WrittenJson<A> {
    if (state !== this.state) {
      this.state = state;
      this.kept.clear();
    }
    const kept = this.kept.get(asked);
    if (kept?.seen === seen) return kept.answer;
    const answer = write();
    this.kept.set(asked, { seen, answer });
    return answer;
  }
}
