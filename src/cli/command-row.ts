import type { Text } from '../core/text.js';
import type { Handler } from './call.js';
import type { CommandRight } from './command-right.js';

/** One option of a command, in commander's notation of flags. */
export interface OptionRow {
  readonly flags: string;
  readonly text: Text;
  readonly required?: boolean;
  /** May be given several times. */
  readonly many?: boolean;
  readonly choices?: readonly string[];
  /** Names what is written: `output-guard.ts` looks at it before the command begins. */
  readonly writes?: true;
}

/** One command: its words and arguments as typed, what the help says, and where its code is found when it runs. */
export interface CommandRow extends CommandRight {
  readonly text: Text;
  readonly options?: readonly OptionRow[];
  readonly load: () => Promise<Handler>;
}

export function text(de: string, en: string): Text {
  return { de, en };
}

export const REASON: OptionRow = { flags: '--reason <text>', text: text('Begründung', 'reason') };
export const OUTPUT: OptionRow = {
  flags: '-o, --output <file>',
  text: text('Datei, die geschrieben wird', 'file to write'),
  required: true,
  writes: true,
};
