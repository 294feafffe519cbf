import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import type { Outside } from './outside.js';

/** Where a browser keeps the token of its session: pages cannot read it, other sites do not send it. */
export class SessionCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  /** `__Host-` binds a cookie to this host and to TLS (RFC 6265bis, 4.1.3.2); without TLS browsers refuse that name. */
  constructor({ secure }: Pick<Outside, 'secure'>) {
    this.name = secure ? '__Host-umstieg' : 'umstieg';
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  }

  /** Undefined where there is none, or two of this name: a neighbor may have planted one. */
  read({ headers }: IncomingMessage): string | undefined {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const own = pairs.filter((pair) => pair.startsWith(`${this.name}=`));
    const token = own[0]?.slice(this.name.length + 1) ?? '';
    return own.length === 1 && /^[\w-]{43}$/.test(token) ? token : undefined;
  }

  /** Ends with the browser, and on the server after the limits of a session. */
  set(response: Response, token: string): void {
    response.cookie(this.name, token, this.options);
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
