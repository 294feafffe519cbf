import { Writable } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { isCancel, password, select, text } from '@clack/prompts';
import type { Screen } from '../screen.js';
import { columns } from '../columns.js';
import { flowing, quoted, wrapped } from '../typography.js';
import { askPath, askTicks } from './drawn-prompts.js';
import { Keyboard } from './keyboard.js';

export interface Choice<V> {
  readonly value: V;
  readonly label: string;
  readonly hint?: string;
}
type Check = (given: string) => string | undefined;

/** Left of a question stands a sign; its further lines are set in as far. */
const INDENT = '   ';
/** The library counts the colors of its bar as columns, and its sign before a choice. */
const CHOICE_MARGIN = 15;
const MOST_SHOWN = 12;

/** Questions in the terminal. Every one can be given up: Esc throws Back, Ctrl-C throws Leave. */
export class Prompter {
  readonly keyboard: Keyboard;
  private readonly output: Writable;

  constructor(
    private readonly screen: Screen,
    terminal: { readonly input: ReadStream; readonly output: WriteStream },
  ) {
    this.keyboard = new Keyboard(terminal.input);
    this.output = screen.colour ? terminal.output : withoutColors(terminal.output);
  }

  /** Lines for the person. */
  say(lines: readonly string[]): void {
    for (const line of lines) this.output.write(this.screen.safeLine(line));
  }

  async line(question: string, o: { initial?: string; check?: Check } = {}): Promise<string> {
    const { initial, check } = o;
    const given = await text({
      ...this.common(question),
      ...(initial === undefined ? {} : { initialValue: initial }),
      validate: (value) => this.problem(check?.(value ?? '')),
    });
    return this.kept(given);
  }

  /** A path of a file; the tab key completes it. */
  async path(question: string, initial: string, check?: Check): Promise<string> {
    const given = await askPath({
      ...this.common(question),
      initialUserInput: initial,
      validate: (value) => this.problem(check?.(value ?? '')),
    });
    return this.kept(given) ?? '';
  }

  /** Masked; the value is nowhere but in the answer. */
  async secret(question: string, check: Check): Promise<string> {
    const validate = (value: string | undefined) => this.problem(check(value ?? ''));
    return this.kept(await password({ ...this.common(question), mask: '•', validate }));
  }

  async one<V>(question: string, choices: readonly Choice<V>[], initial?: V): Promise<V> {
    const given = await select<number>({
      ...this.common(
        question,
        this.screen.pick('↑ ↓ wählen, Enter; Esc: zurück', '↑ ↓ choose, Enter; Esc: back'),
      ),
      options: this.options(choices),
      initialValue: Math.max(
        0,
        choices.findIndex((c) => c.value === initial),
      ),
      maxItems: MOST_SHOWN,
      showInstructions: false,
    });
    return this.valueOf(choices, this.kept(given));
  }

  async many<V>(
    question: string,
    choices: readonly Choice<V>[],
    initial: readonly V[],
  ): Promise<V[]> {
    const help = this.screen.pick(
      '↑ ↓ gehen, Leertaste hakt an, Enter fertig; Esc: zurück',
      '↑ ↓ move, space ticks, Enter when done; Esc: back',
    );
    const given = await askTicks({
      ...this.common(question, help),
      options: this.options(choices),
      initialValues: choices.flatMap((c, i) => (initial.includes(c.value) ? [i] : [])),
    });
    return (this.kept(given) ?? []).map((at) => this.valueOf(choices, at));
  }

  private common(question: string, help?: string) {
    const indent = help === undefined ? INDENT : '';
    const room = this.screen.width - 4;
    const asked = flowing(question, this.screen, '', indent, room);
    const note = help === undefined ? [] : wrapped(help, room);
    const message = this.cleaned([...asked, ...note.map((l) => this.screen.paint('dim', l))]);
    return { message, input: this.keyboard.keys, output: this.output };
  }

  private options<V>(choices: readonly Choice<V>[]) {
    const room = this.screen.width - CHOICE_MARGIN;
    const drawn = (text: string) => this.cleaned(flowing(text, this.screen, '', '  ', room));
    return choices.map(({ label, hint }, value) => {
      if (hint === undefined) return { value, label: drawn(label) };
      const whole = `${label} (${hint})`; // a hint that does not fit beside its label is a part of it
      if (columns(whole) > room) return { value, label: drawn(whole) };
      return { value, label: drawn(label), hint: this.clean(hint) };
    });
  }

  private valueOf<V>(choices: readonly Choice<V>[], at: number): V {
    const chosen = choices[at];
    if (!chosen) throw new Error(`no choice ${at}`);
    return chosen.value;
  }

  private problem(said: string | undefined): string | undefined {
    if (said === undefined) return undefined;
    return this.cleaned(wrapped(quoted(said, this.screen), this.screen.width - 8, '', '  '));
  }

  /** What comes from files and other people must not steer the terminal. */
  private cleaned(lines: readonly string[]): string {
    return lines.map((line) => this.clean(line)).join('\n');
  }

  private clean(line: string): string {
    return this.screen.safeLine(line).slice(0, -1);
  }

  private kept<V>(given: V): Exclude<V, symbol> {
    if (isCancel(given)) throw this.keyboard.givenUp();
    return given as Exclude<V, symbol>;
  }
}

const COLORS = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** The terminal without colors (NO_COLOR): everything else a question draws with stays. */
function withoutColors(terminal: WriteStream): Writable {
  const plain = new Writable({
    decodeStrings: false,
    write: (chunk: string | Buffer, _encoding, done) => {
      terminal.write(chunk.toString().replace(COLORS, ''));
      done();
    },
  });
  const size = (name: 'columns' | 'rows') => ({ get: () => terminal[name] });
  Object.defineProperties(plain, { columns: size('columns'), rows: size('rows') });
  terminal.on('resize', () => plain.emit('resize'));
  return plain;
}
