import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { spawn, type IPty } from '@lydell/node-pty';
import headless from '@xterm/headless';
import { ROOT } from '../style/repository.js';
import { readQuestion, type Question } from './question.js';

const LIMIT_MS = 60_000;
const POLL_MS = 4;
const ANY_END = 'the end';
const SHOW_CURSOR = '\u001b[?25h';
const HIDE_CURSOR = '\u001b[?25l';

export const KEYS = {
  enter: '\r',
  down: '\u001b[B',
  space: ' ',
  ctrlC: '\u0003',
  escape: '\u001b',
};

export interface Setting {
  readonly columns?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends with the line `exit N` and what `stty` says of the terminal that the program leaves behind. */
  readonly tellState?: boolean;
}

/** Runs its arguments, then tells how they ended and left the terminal. */
const TELLING = ['-c', '"$@"; echo "exit $?"; stty -a', 'sh'];

/** The built program in a real terminal of 80 columns unless said otherwise, as a person sees and drives it. */
export class Terminal {
  private readonly screen: headless.Terminal;
  private readonly pty: IPty;
  private written = 0;
  private shown = 0;
  /** Line of the question that was answered last. */
  private answered = -1;
  exitCode: number | undefined;
  cursorVisible = true;

  constructor(
    args: readonly string[],
    { columns: cols = 80, environment = {}, tellState = false }: Setting = {},
  ) {
    const size = { cols, rows: 50 };
    this.screen = new headless.Terminal({
      ...size,
      scrollback: 200_000,
      allowProposedApi: true,
    });
    const program = [process.execPath, join(ROOT, 'bin', 'umstieg.js'), ...args];
    const [file = '', ...rest] = tellState ? ['/bin/sh', ...TELLING, ...program] : program;
    this.pty = spawn(file, rest, {
      ...size,
      env: { ...process.env, NODE_OPTIONS: '', TERM: 'xterm-256color', ...environment },
    });
    this.pty.onData((text) => {
      const [shown, hidden] = [text.lastIndexOf(SHOW_CURSOR), text.lastIndexOf(HIDE_CURSOR)];
      if (shown !== hidden) this.cursorVisible = shown > hidden;
      this.written++;
      this.screen.write(text, () => this.shown++);
    });
    this.pty.onExit(({ exitCode }) => {
      this.exitCode = exitCode;
    });
  }

  get pid(): number {
    return this.pty.pid;
  }

  /** Everything that was ever on the screen. */
  lines(): string[] {
    const { active } = this.screen.buffer;
    return Array.from(
      { length: active.length },
      (_, i) => active.getLine(i)?.translateToString(true) ?? '',
    );
  }

  /** Lines that were longer than the terminal is wide. */
  broken(): string[] {
    const { active } = this.screen.buffer;
    const lines = this.lines();
    const wrapped = lines.flatMap((_text, i) => (active.getLine(i)?.isWrapped ? [i] : []));
    return wrapped.map((i) => `${lines[i - 1] ?? ''}${lines[i] ?? ''}`);
  }

  text(): string {
    return this.lines().join('\n').trimEnd();
  }

  /** The next question; undefined when the program has ended instead. */
  async next(): Promise<Question | undefined> {
    await this.until(
      () => ((this.exitCode ?? this.open()) === undefined ? undefined : true),
      ANY_END,
    );
    return this.open();
  }

  private open(): Question | undefined {
    const found = readQuestion(this.lines());
    return found && found.line > this.answered ? found : undefined;
  }

  /** The question that waits for an answer. */
  async question(): Promise<Question> {
    return this.until(() => this.open(), 'a question');
  }

  /** Answers the question for good: it must not be the same afterwards. */
  async answer(keys: string): Promise<void> {
    const { line } = await this.question();
    this.pty.write(keys);
    await this.until(
      () => {
        const now = readQuestion(this.lines());
        return now?.line === line ? undefined : true;
      },
      `the end of a question after ${JSON.stringify(keys)}`,
    );
    this.answered = line;
  }

  /** Presses a key that changes what the question shows. */
  async press(keys: string): Promise<Question> {
    const before = JSON.stringify(await this.question());
    this.pty.write(keys);
    return this.until(
      () => {
        const now = readQuestion(this.lines());
        return now && JSON.stringify(now) !== before ? now : undefined;
      },
      `a change after ${JSON.stringify(keys)}`,
    );
  }

  /** Comes back when the program has drawn for the new width: a key before that would meet a window of the old one. */
  async resize(cols: number): Promise<void> {
    const before = this.written;
    this.screen.resize(cols, 50);
    this.pty.resize(cols, 50);
    await this.until(() => this.written > before || undefined, `a window of ${cols} columns`);
  }

  write(keys: string): void {
    this.pty.write(keys);
  }

  kill(): void {
    if (this.exitCode === undefined) this.pty.kill('SIGKILL');
  }

  async ended(): Promise<number> {
    await this.until(() => (this.exitCode === undefined ? undefined : true), ANY_END);
    return this.exitCode ?? -1;
  }

  async until<T>(look: () => T | undefined, what: string): Promise<T> {
    const deadline = Date.now() + LIMIT_MS;
    for (;;) {
      const found = this.written === this.shown ? look() : undefined;
      if (found !== undefined) return found;
      if (Date.now() > deadline || (this.exitCode !== undefined && what !== ANY_END))
        throw new Error(
          `waited in vain for ${what} (exit ${String(this.exitCode)}); the screen shows:\n${this.text().slice(-3_000)}`,
        );
      await delay(POLL_MS);
    }
  }
}
