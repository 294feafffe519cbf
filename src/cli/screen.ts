import { randomInt } from 'node:crypto';
import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadStream, WriteStream } from 'node:tty';
import { oneLine, shownJson } from '../core/shown-text.js';
import { say, type Language, type Text } from '../core/text.js';
import { fitted, padded } from './columns.js';

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
  /** Stands in every color of ours until it is shown. Nobody can know it, so nobody's text is taken for paint. */
  private readonly mark = `${randomInt(1000, 10_000)};${randomInt(1000, 10_000)};${randomInt(1000, 10_000)}m`;

  private readonly painted = new RegExp(`\ufffd\\[(\\d{1,2});${this.mark}`, 'g');

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

  /** Columns after which the terminal itself breaks a line. */
  get terminalWidth(): number {
    return this.streams.stdout.columns ?? USUAL;
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
    return this.colour
      ? `${ESCAPE}[${CODES[paint]};${this.mark}${text}${ESCAPE}[0;${this.mark}`
      : text;
  }

  /** The answer: the document with --json, else the lines. */
  async answer(document: unknown, lines: () => readonly string[]): Promise<void> {
    if (this.json) await this.write(`${shownJson(document, 2)}\n`);
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
    this.passing(`${bar} ${done}/${total} ${what}`);
    if (done >= total) this.passing('');
  }

  /** A line on a terminal that the next one replaces; an empty one leaves the place free. */
  passing(text: string): void {
    if (!this.progressing) return;
    const room = Math.max(NARROWEST, Math.min(WIDEST, this.streams.stderr.columns ?? USUAL)) - 2;
    const line = padded(fitted(text, room), room);
    this.streams.stderr.write(`\r${line}${text === '' ? '\r' : ''}`);
  }

  /** A line as it may reach a terminal: one line, whatever it is made of. */
  readonly safeLine = (line: string): string =>
    `${oneLine(line).replace(this.painted, `${ESCAPE}[$1m`)}\n`;
}
