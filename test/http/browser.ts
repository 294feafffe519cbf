import { randomUUID } from 'node:crypto';
import type { Answer, Api } from './api.js';
import { problemsOf } from './valid-answer.js';

export interface Visit {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string | undefined>>;
}

/** What a page in a browser sends: the cookie it was given, the CSRF token it read, and where it comes from. */
export class Browser {
  cookie: string | undefined;
  csrf: string | undefined;
  /** A sign-in that has gone to a provider. */
  flow: string | undefined;
  /** Everything the server said of its cookie last. */
  setCookie = '';

  constructor(private readonly api: Pick<Api, 'address'>) {}

  async send(method: string, path: string, { body, headers = {} }: Visit = {}): Promise<Answer> {
    const all = {
      origin: method === 'GET' ? undefined : this.api.address,
      'sec-fetch-site': 'same-origin',
      cookie: [this.cookie, this.flow].filter((pair) => pair !== undefined).join('; ') || undefined,
      'umstieg-csrf': method === 'GET' ? undefined : this.csrf,
      'idempotency-key': method === 'GET' ? undefined : randomUUID(),
      'if-match': method === 'GET' ? undefined : '*',
      'content-type': body === undefined ? undefined : 'application/json',
      ...headers,
    };
    const given = Object.entries(all).filter(([, value]) => value !== undefined);
    const response = await fetch(this.api.address + path, {
      method,
      headers: Object.fromEntries(given) as Record<string, string>,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(20_000),
    });
    this.keep(response.headers);
    const text = await response.text();
    const parsed = text.startsWith('{') ? (JSON.parse(text) as Answer['body']) : { text };
    if (text.startsWith('{'))
      expect(problemsOf({ method, path, status: response.status }, parsed)).toEqual([]);
    if (typeof parsed['csrf'] === 'string') this.csrf = parsed['csrf'];
    return { status: response.status, headers: response.headers, body: parsed };
  }

  get(path: string, visit: Visit = {}): Promise<Answer> {
    return this.send('GET', path, visit);
  }

  post(path: string, body: unknown, visit: Visit = {}): Promise<Answer> {
    return this.send('POST', path, { ...visit, body });
  }

  signIn(name: string, password: string): Promise<Answer> {
    return this.post('/api/session', { name, password });
  }

  private keep(headers: Headers): void {
    for (const line of headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const kept = pair.endsWith('=') ? undefined : pair;
      if (pair.startsWith('umstieg-sign-in=')) {
        this.flow = kept;
        continue;
      }
      this.setCookie = line;
      this.cookie = kept;
    }
  }
}
