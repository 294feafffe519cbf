import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import {
  getColumns,
  MultiSelectPrompt,
  TextPrompt,
  type State,
  type TextOptions,
} from '@clack/core';
import { wrapAnsi } from 'fast-wrap-ansi';
import { limitOptions, S_BAR, S_BAR_END, symbol, symbolBar } from '@clack/prompts';

/** Two questions the library draws in a way that does not do here; their behavior is the library's. */

/** A bar and the space after it. */
const BAR_WIDTH = 3;

interface Question {
  readonly message: string;
  readonly input: Readable;
  readonly output: Writable;
}

interface Ticks extends Question {
  readonly options: readonly { readonly value: number; readonly label: string }[];
  readonly initialValues: number[];
}

/** Several of several. The library shows the cursor by color alone; here it is a sign. */
export function askTicks({ message, options, output, ...rest }: Ticks) {
  const label = (value: number) => options.find((o) => o.value === value)?.label ?? '';
  const prompt: MultiSelectPrompt<{ value: number; label: string }> = new MultiSelectPrompt({
    ...rest,
    output,
    options: [...options],
    required: false,
    render() {
      const ticked = prompt.value ?? [];
      if (isOver(prompt.state)) {
        const chosen = ticked.map((one) => label(one).replaceAll(/\n */g, ' ')).join(', ');
        return frame(prompt.state, message, [wrapAnsi(chosen, getColumns(output) - BAR_WIDTH)]);
      }
      const lines = limitOptions({
        cursor: prompt.cursor,
        options,
        output,
        columnPadding: 8,
        style: (option, here) =>
          `${here ? '›' : ' '} ${ticked.includes(option.value) ? '◼' : '◻'} ${option.label}`,
      });
      return frame(prompt.state, message, lines);
    },
  });
  return prompt.prompt();
}

interface PathQuestion extends Question {
  readonly initialUserInput: string;
  readonly validate: (value: string | undefined) => string | undefined;
}

/** One path; the tab key completes it as far as the file system is sure. */
export function askPath(o: PathQuestion) {
  const prompt: PathPrompt = new PathPrompt({
    ...o,
    render() {
      const typed = prompt.userInput === '' ? '_' : prompt.userInputWithCursor;
      const value = isOver(prompt.state) ? (prompt.value ?? '') : typed;
      const problem = prompt.state === 'error' ? [prompt.error] : [];
      return frame(prompt.state, o.message, [value, ...problem]);
    },
  });
  return prompt.prompt();
}

class PathPrompt extends TextPrompt {
  constructor(options: TextOptions) {
    super(options);
    this.on('key', (_character, key) => {
      if (key.name !== 'tab') return;
      const completed = completePath(this.userInput);
      if (completed === this.userInput) return;
      this._clearUserInput();
      this._setUserInput(completed, true);
    });
  }
}

/** What all entries that begin like this have in common; a folder that is alone gets its separator. */
export function completePath(typed: string): string {
  const folder = /[\\/]$/.test(typed) ? typed : dirname(typed);
  const begun = /[\\/]$/.test(typed) ? '' : basename(typed);
  try {
    const found = readdirSync(typed === '' ? '.' : folder, { withFileTypes: true }).filter((e) =>
      e.name.startsWith(begun),
    );
    const [first, ...others] = found;
    if (!first) return typed;
    const common = others.reduce((start, e) => sharedStart(start, e.name), first.name);
    if (common === begun && others.length > 0) return typed;
    const path = folder === '.' && !typed.startsWith('.') ? common : join(folder, common);
    return others.length === 0 && first.isDirectory() ? join(path, '/') : path;
  } catch {
    return typed; // no such folder: nothing to complete
  }
}

function sharedStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

function isOver(state: State): boolean {
  return state === 'submit' || state === 'cancel';
}

/** The library's look: a sign before the question, a bar before what belongs to it. */
function frame(state: State, message: string, lines: readonly string[]): string {
  const bar = symbolBar(state) ?? S_BAR;
  const [question = '', ...more] = message.split('\n');
  return [
    S_BAR,
    `${symbol(state)}  ${question}`,
    ...more.map((line) => `${bar}  ${line}`),
    ...lines.flatMap((line) => line.split('\n')).map((line) => `${bar}  ${line}`),
    ...(isOver(state) ? [] : [S_BAR_END, '']),
  ].join('\n');
}
