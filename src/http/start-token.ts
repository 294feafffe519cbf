import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { requireActor } from '../engine/who.js';
import type { Asker, WhoAsks } from './who-asks.js';

/** Says who acts, percent-encoded as in an address: header values know no umlauts. */
export const AS_HEADER = 'umstieg-as';

/**
 * Until accounts exist: one token, made at start, printed once, never stored. Whoever holds it sits at this computer and may
 * do everything; the name is taken at its word and marked `unauthenticated` in the audit trail, as on the command line.
 */
export class StartToken implements WhoAsks {
  readonly token = randomBytes(32).toString('base64url');
  private readonly digest = sha256(this.token);

  async ask(request: IncomingMessage): Promise<Asker | undefined> {
    const [, given] = /^Bearer ([\w-]{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
    if (given === undefined || !timingSafeEqual(sha256(given), this.digest)) return undefined;
    const name = nameIn(request.headers[AS_HEADER]);
    return {
      who: { name, authenticated: false, via: 'http', host: hostname(), osUser: '?' },
      may: async (right) => {
        if (right === 'act' || right === 'decide' || right === 'administer') requireActor(name);
        return 'yes';
      },
      sees: () => true,
    };
  }
}

function nameIn(header: string | readonly string[] | undefined): string {
  if (typeof header !== 'string') return '';
  try {
    return decodeURIComponent(header);
  } catch {
    return '';
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
