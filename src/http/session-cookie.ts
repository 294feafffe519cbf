import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import { cookieIn } from './cookie-in.js';
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
  read(request: IncomingMessage): string | undefined {
    const token = cookieIn(request, this.name) ?? '';
    return /^[\w-]{43}$/.test(token) ? token : undefined;
  }

  /** Ends with the browser, and on the server after the limits of a session. */
  set(response: Response, token: string): void {
    response.cookie(this.name, token, this.options);
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
