import type { LoggerService } from '@nestjs/common';
import { UmstiegError } from '../core/errors.js';

type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * One JSON line for each thing that happens. It names routes, never addresses as they were typed, and no header, body or
 * message of an error: those can name people or hold secrets.
 */
export class Log implements LoggerService {
  constructor(private readonly write: (line: string) => void) {}

  line(level: 'info' | 'warn' | 'error', what: string, fields: Fields = {}): void {
    this.write(JSON.stringify({ at: new Date().toISOString(), level, what, ...fields }));
  }

  /** Where it broke, without the message. */
  unexpected(error: unknown, request?: string): void {
    const failed = error instanceof Error ? error : new Error('not an error');
    const code = error instanceof UmstiegError ? error.code : undefined;
    const frames = (failed.stack ?? '').split('\n').filter((l) => /^\s+at /.test(l));
    const where = frames.slice(0, 8).join('|');
    this.line('error', 'unexpected', { request, name: failed.name, code, where });
  }

  log(): void {
    // what Nest tells while it starts says nothing to an operator
  }
  warn(message: unknown): void {
    this.line('warn', 'nest', { message: String(message) });
  }
  error(_message: unknown): void {
    this.line('error', 'nest');
  }
}
