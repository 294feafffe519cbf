import type { Text } from '../core/text.js';

/** What a vendor's screen says, letter for letter, with the way to it. */
export interface Label {
  /** As it stands in the instruction, between backticks. */
  readonly text: string;
  /** The menus and pages that lead to it, and itself at the end. */
  readonly path: readonly string[];
}

const BETWEEN_BACKTICKS = /`([^`]+)`/g;
const STEP_OF_PATH = /\s+[>›]\s+/;

/** The labels of an instruction, each once, in the order a reader meets them; both languages carry the same ones. */
export function labelsIn(instruction: Text): Label[] {
  const found = [instruction.de, instruction.en].flatMap((text) =>
    [...text.matchAll(BETWEEN_BACKTICKS)].map(([, label = '']) => label),
  );
  return [...new Set(found)].map((text) => ({ text, path: text.split(STEP_OF_PATH) }));
}
