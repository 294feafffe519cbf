import type { IncomingMessage } from 'node:http';
import type { CookieOptions, Response } from 'express';
import { FLOW_MS } from '../access/openid/sign-in-flow.js';
import { cookieIn } from './cookie-in.js';
import type { Outside } from './outside.js';

/** Where a browser keeps a sign-in that has gone to a provider. Only our own page sends it, so it may be as strict as a session. */
export class FlowCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor({ secure }: Pick<Outside, 'secure'>) {
    this.name = secure ? '__Host-umstieg-sign-in' : 'umstieg-sign-in';
    this.options = { httpOnly: true, sameSite: 'strict', path: '/', secure };
  }

  read(request: IncomingMessage): string | undefined {
    return cookieIn(request, this.name);
  }

  set(response: Response, flow: string): void {
    response.cookie(this.name, flow, { ...this.options, maxAge: FLOW_MS });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }
}
