import type { Action } from '../access/rights.js';

/** What a command asks for before it begins. */
export interface CommandRight {
  /** `task do <id> <step>`; `[id]` may be left out. */
  readonly usage: string;
  /** What somebody must be allowed to once there are accounts; without one a command on the data folder is closed to all. */
  readonly right?: Action;
  /** Where: at the run or project its first argument names, else at the installation, unless it says otherwise. */
  readonly about?: 'both runs' | 'somewhere';
}

/** A command as it was typed, as far as rights go. */
export interface Asked {
  readonly row: CommandRight;
  readonly args: readonly string[];
  readonly globals: { readonly as?: string; readonly tokenFiles?: readonly string[] };
}
