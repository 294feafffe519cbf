import {
  Catch,
  HttpException,
  Inject,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { Response } from 'express';
import { ERROR_CODES } from '../core/error-codes.js';
import { RequestError, UmstiegError } from '../core/errors.js';
import { LANGUAGES, say, type Language } from '../core/text.js';
import { changesSince, isConflict } from './changes-since.js';
import { Log } from './log.js';
import type { AskedRequest } from './route.js';
import { SESSION, type HttpSession } from './session.js';

const MIB = 1_048_576;

const UNEXPECTED = {
  title: { de: 'Unerwarteter Fehler', en: 'Unexpected error' },
  detail: {
    de: 'Das hätte nicht geschehen dürfen. Nennen Sie dem Support die Nummer dieser Anfrage.',
    en: 'This should not have happened. Tell the support the number of this request.',
  },
};

/** Every error as a problem document (RFC 9457), in the language that was asked for. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Log) private readonly log: Log,
  ) {}

  async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<AskedRequest>();
    const response = http.getResponse<Response>();
    const error = known(thrown);
    if (hasLeft(thrown, request)) {
      this.log.line('info', 'client left', { request: request.correlation });
      response.destroy();
      return;
    }
    if (!(error instanceof UmstiegError)) this.log.unexpected(error, request.correlation);
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error, languageOf(request), request.correlation);
    const extra = isConflict(error) ? await this.changes(request) : {};
    if (problem.status === 401) response.set('www-authenticate', 'Bearer'); // RFC 9110, 15.5.2
    const wait = retryAfter(problem.status, error);
    if (wait !== undefined) response.set('retry-after', wait);
    response
      .status(problem.status)
      .type('application/problem+json')
      .set('content-language', languageOf(request))
      .send(JSON.stringify({ ...problem, ...extra }));
  }

  /** The refusal is told without them where they cannot be read: nothing thrown here would be answered. */
  private changes(request: AskedRequest) {
    return changesSince(this.session.umstieg, request).catch((error: unknown) => {
      this.log.unexpected(error, request.correlation);
      return {};
    });
  }
}

/** Seconds until it is worth trying again (RFC 9110, 10.2.3); a pause after failed tries says its own. */
function retryAfter(status: number, error: unknown): string | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const [said = ''] = error instanceof UmstiegError ? (error.details.expected ?? []) : [];
  return /^\d+$/.test(said) ? said : '5';
}

export function languageOf(request: AskedRequest): Language {
  const wanted = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === wanted) ?? 'de';
}

function problemOf(error: unknown, language: Language, instance: string | undefined) {
  if (!(error instanceof UmstiegError)) {
    const { title, detail } = UNEXPECTED;
    return {
      type: 'urn:umstieg:error:unexpected',
      title: say(title, language),
      status: 500,
      detail: say(detail, language),
      code: 'unexpected',
      instance: `urn:umstieg:request:${instance ?? ''}`,
    };
  }
  const { place, expected, fields } = error.details;
  return {
    type: `urn:umstieg:error:${error.code}`,
    title: say(ERROR_CODES[error.code].title, language),
    status: error.httpStatus,
    detail: say(error.text, language),
    code: error.code,
    instance: `urn:umstieg:request:${instance ?? ''}`,
    ...(expected ? { expected } : {}),
    ...(place ? { place } : {}),
    ...(fields ? { errors: fields.map((f) => ({ ...f, text: say(f.text, language) })) } : {}),
  };
}

/** Whoever asked closed the line: in the middle of an upload, or before the last byte of an answer was on its way. */
function hasLeft(error: unknown, { socket }: AskedRequest): boolean {
  const { code } = error as { code?: unknown };
  return (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') && socket.destroyed;
}

/** What Nest and its body parser throw, as errors of ours. */
function known(error: unknown): unknown {
  if (error instanceof UmstiegError) return error;
  const { type, limit } = error as { type?: unknown; limit?: unknown };
  if (type === 'entity.too.large') return tooLarge(Number(limit) / MIB);
  const status = error instanceof HttpException ? error.getStatus() : statusIn(error);
  if (status === 404) return unknownRoute();
  return status >= 400 && status < 500 ? unreadable() : error;
}

function statusIn(error: unknown): number {
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' ? status : 500;
}

function unknownRoute(): RequestError {
  return new RequestError('route.unknown', {
    de: 'Diese Adresse gibt es nicht. Alle Adressen nennt /api/openapi.json.',
    en: 'There is no such address. All addresses stand in /api/openapi.json.',
  });
}

/** @param most in MiB */
function tooLarge(most: number): RequestError {
  return new RequestError('body.too-large', {
    de: `Die Anfrage ist größer als ${most} MiB. Dateien schicken Sie als Nachweis.`,
    en: `The request is larger than ${most} MiB. Send files as evidence.`,
  });
}

function unreadable(): RequestError {
  return new RequestError('body.invalid', {
    de: 'Die Anfrage ist kein lesbares JSON-Dokument in UTF-8. Schicken Sie eines, mit Content-Type: application/json.',
    en: 'The request is no readable JSON document in UTF-8. Send one, with Content-Type: application/json.',
  });
}
