import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { say, type Language, type Text } from '../core/text.js';

export type Paint = 'strong' | 'dim' | 'red' | 'yellow' | 'blue' | 'magenta' | 'key';
const CODES: Readonly<Record<Paint, number>> = {
  strong: 1,
  dim: 2,
  key: 7,
  red: 31,
  yellow: 33,
  blue: 34,
  magenta: 35,
};
const ESCAPE = String.fromCharCode(27);
/** Control characters and bidirectional overrides: names from files must not steer a terminal. */
const UNSAFE = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export interface Streams {
  readonly stdin?: Readable & { readonly isTTY?: boolean };
  readonly stdout: Output;
  readonly stderr: Output;
}

const [NARROWEST, WIDEST, USUAL] = [40, 100, 80];

/** Where answers go: one JSON document or text on stdout, everything else on stderr. */
export class Screen {
  readonly colour: boolean;
  readonly progressing: boolean;

  constructor(
    readonly json: boolean,
    readonly language: Language,
    private readonly streams: Streams,
    environment: Readonly<Record<string, string | undefined>> = {},
  ) {
    this.colour = streams.stdout.isTTY === true && !environment['NO_COLOR'] && !json;
    this.progressing = streams.stderr.isTTY === true;
  }

  /** Columns a line may fill: those of the terminal, within reason. */
  get width(): number {
    return Math.max(NARROWEST, Math.min(WIDEST, this.streams.stdout.columns ?? USUAL));
  }

  /** Keyboard and screen when both are a terminal. */
  terminal(): { readonly input: ReadStream; readonly output: WriteStream } | undefined {
    const { stdin, stdout } = this.streams;
    if (stdin?.isTTY !== true || stdout.isTTY !== true) return undefined;
    return { input: stdin as ReadStream, output: stdout as WriteStream };
  }

  say(text: Text): string {
    return say(text, this.language);
  }

  pick(de: string, en: string): string {
    return this.language === 'de' ? de : en;
  }

  paint(paint: Paint, text: string): string {
    return this.colour ? `${ESCAPE}[${CODES[paint]}m${text}${ESCAPE}[0m` : text;
  }

  /** The answer: the document with --json, else the lines. */
  async answer(document: unknown, lines: () => readonly string[]): Promise<void> {
    if (this.json) await this.write(`${JSON.stringify(document, null, 2)}\n`);
    else await this.write(lines().map(this.safeLine).join(''));
  }

  /** An answer too long to be held in memory. */
  async stream(pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
    await pipeline(Readable.from(pieces), this.streams.stdout, { end: false });
  }

  /** Text for a file or a pipe, byte for byte. */
  write(text: string): Promise<void> {
    return text === '' ? Promise.resolve() : this.stream([text]);
  }

  /** For the person, never part of the answer. */
  note(line: string): void {
    this.streams.stderr.write(this.safeLine(line));
  }

  /** Shown on a terminal only, overwritten by the next. */
  progress(done: number, total: number, what: string): void {
    if (!this.progressing) return;
    const width = 24;
    const full = total > 0 ? Math.min(width, Math.floor((done / total) * width)) : 0;
    const bar = '█'.repeat(full) + '░'.repeat(width - full);
    const line = safe(`${bar} ${done}/${total} ${what}`, false).slice(0, 78);
    this.streams.stderr.write(
      `\r${line.padEnd(78)}${done >= total ? `\r${' '.repeat(78)}\r` : ''}`,
    );
  }

  /** A line as it may reach a terminal. */
  readonly safeLine = (line: string): string => `${safe(line, this.colour)}\n`;
}

function safe(text: string, colour: boolean): string {
  const kept = colour ? text.split(new RegExp(`(${ESCAPE}\\[\\d{1,2}m)`)) : [text];
  return kept
    .map((piece, i) =>
      i % 2 === 1 ? piece : piece.replace(UNSAFE, (c) => (/[\n\t]/.test(c) ? c : '\ufffd')),
    )
    .join('');
}
