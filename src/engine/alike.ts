import { LRUCache } from 'lru-cache';

/** Of their JSON. */
const KEPT_BYTES = 4 * 1024 * 1024;

/**
 * Values that never change and say the same become one object, so that they, and what is kept for each of them, lie in memory
 * once: most steps of most runs look like those of another run.
 */
export class Alike {
  private readonly known = new LRUCache<string, object>({
    maxSize: KEPT_BYTES,
    sizeCalculation: (_, json) => json.length,
  });
  /** So many bytes of JSON were new so far. */
  newBytes = 0;

  of<T extends object>(value: T): T {
    const json = JSON.stringify(value);
    const known = this.known.get(json);
    if (known) return known as T; // it says the same
    this.known.set(json, value);
    this.newBytes += json.length;
    return value;
  }
}
