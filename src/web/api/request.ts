import { ApiError, NoAnswer, OtherPerson } from './api-error.js';
import { csrf } from './csrf.js';
import { ownWindow } from './own-window.js';
import type { Problem } from './shapes.js';

export interface RequestOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON, or as it is when it is a file. */
  readonly body?: unknown;
  /** The same key acts once, however often it is sent. */
  readonly key?: string;
  /** The revision that was seen; `*` means any. */
  readonly revision?: number | '*';
  readonly signal?: AbortSignal;
  /** The answer goes on as long as both sides like, after the event with this id. */
  readonly stream?: true;
  readonly lastEventId?: string;
  /** Sent for this account only, else for the window's: under the session of somebody else it does not go out (`OtherPerson`). */
  readonly account?: string;
}

export interface Answered<T> {
  readonly body: T;
  /** The revision in the answer's ETag. */
  readonly revision: number | undefined;
  readonly location: string | undefined;
}

/** How long no answer means none will come. Uploads have no limit: their progress is seen. */
const LIMIT_MS = 30_000;
const LONGEST_RETRY_MS = 300_000;

/**
 * Asks the server. Paths begin with `/api/`.
 * @throws ApiError with the problem document when the server refuses, NoAnswer when none came
 */
export function request<T>(path: string, o: RequestOptions = {}): Promise<Answered<T>> {
  return answered(() => send(path, o), o.signal);
}

/**
 * The answer, read to its end. Where another window signed in meanwhile, it is asked for once more under that session.
 * @throws ApiError, NoAnswer
 */
export async function answered<T>(
  ask: () => Promise<Response>,
  signal?: AbortSignal,
): Promise<Answered<T>> {
  try {
    return await read<T>(await ask(), signal);
  } catch (error) {
    if (!(error instanceof ApiError) || error.problem.code !== 'csrf.refused') throw error;
    csrf.forget();
    return read<T>(await ask(), signal);
  }
}

async function read<T>(response: Response, signal: AbortSignal | undefined): Promise<Answered<T>> {
  try {
    const text = await response.text();
    if (!response.ok) throw new ApiError(problemIn(text, response), retryMsIn(response));
    const [, digits] = /^"(\d+)"$/.exec(response.headers.get('etag') ?? '') ?? [];
    return {
      body: (text === '' ? undefined : JSON.parse(text)) as T,
      revision: digits === undefined ? undefined : Number(digits),
      location: response.headers.get('location') ?? undefined,
    };
  } catch (error) {
    if (error instanceof ApiError || signal?.aborted === true) throw error;
    throw new NoAnswer(error); // the line broke in the middle, or what answers is not Umstieg
  }
}

/** The answer of a stream that has begun. @throws ApiError */
export async function begun(response: Response): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
  if (response.ok && response.body) return response.body;
  throw new ApiError(problemIn(await response.text(), response), retryMsIn(response));
}

/** The answer's body alone. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const { body } = await request<T>(path, signal ? { signal } : {});
  return body;
}

/** The answer as it comes, for streams and files. @throws NoAnswer */
export async function send(path: string, o: RequestOptions): Promise<Response> {
  const file = o.body instanceof Blob;
  const limit = file || o.stream ? undefined : AbortSignal.timeout(LIMIT_MS);
  const signals = [o.signal, limit].filter((signal) => signal !== undefined);
  const { method = 'GET', body, key, revision } = o;
  try {
    const asks = method === 'GET' || method === 'HEAD';
    const held = asks ? undefined : await csrf.held(o.account ?? ownWindow.account());
    return await fetch(path, {
      method,
      headers: {
        accept: 'application/json, application/problem+json',
        'accept-language': document.documentElement.lang,
        ...(body === undefined || file ? {} : { 'content-type': 'application/json' }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(revision === undefined ? {} : { 'if-match': etag(revision) }),
        ...(o.lastEventId === undefined ? {} : { 'last-event-id': o.lastEventId }),
        ...(held ? { 'umstieg-csrf': held.csrf } : {}),
      },
      ...(body === undefined ? {} : { body: file ? (body as Blob) : JSON.stringify(body) }),
      credentials: 'same-origin',
      signal: AbortSignal.any(signals),
    });
  } catch (error) {
    if (o.signal?.aborted === true || error instanceof OtherPerson) throw error;
    throw new NoAnswer(error);
  }
}

const etag = (revision: number | '*') => (revision === '*' ? '*' : `"${String(revision)}"`);

/** Seconds, or a moment: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after */
function retryMsIn({ headers }: Response): number | undefined {
  const said = headers.get('retry-after');
  if (said === null) return undefined;
  const ms = /^\d+$/.test(said.trim()) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), LONGEST_RETRY_MS);
}

function problemIn(text: string, response: Response): Problem {
  const kind = response.headers.get('content-type') ?? '';
  if (kind.startsWith('application/problem+json')) return JSON.parse(text) as Problem;
  const { status, statusText } = response;
  const instance = response.headers.get('x-request-id') ?? '';
  const detail = kind.startsWith('text/plain') ? text : '';
  return { type: 'about:blank', title: statusText, status, detail, code: '', instance };
}
