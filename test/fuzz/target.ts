/** One reader of foreign bytes, as the fuzz suite drives it. */
export interface Target {
  /** Part of the name of found cases: lower case, digits, hyphens. */
  readonly name: string;
  /** Modules of `src/` it drives, without ending. */
  readonly covers: readonly string[];
  /** Sound inputs that are bent; at least one must be read without a refusal. */
  readonly corpus: (scratch: Scratch) => Promise<readonly Uint8Array[]> | readonly Uint8Array[];
  /** Pieces that mean something to this reader. */
  readonly tokens?: readonly string[];
  /** Share of all inputs: more for what is quick and for what comes from strangers. */
  readonly share: number;
  /** Reads one input to its end. Returns or throws what is documented, nothing else. */
  readonly read: (bytes: Buffer, scratch: Scratch) => unknown;
  /** Documented errors beside those of {@link isRefusal}. */
  readonly allows?: (error: Error) => boolean;
}

/** Gives an input a path, for readers that open files themselves. */
export interface Scratch {
  readonly folder: string;
  file(name: string, bytes: Uint8Array): string;
}

/** An error with a sentence for people: refused by a parser on purpose. */
export function isRefusal(error: Error): boolean {
  const family = (error as { family?: unknown }).family;
  if (family === 'step' || family === 'request') return true;
  return ['Unreadable', 'AuditError'].includes(error.constructor.name) && 'reason' in error;
}

export const bytesOf = (...texts: readonly string[]): Buffer[] =>
  texts.map((text) => Buffer.from(text, 'utf8'));
