import type { IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Access, type Place } from '../access/access.js';
import { actorOf, type Person } from '../access/person.js';
import type { Action } from '../access/rights.js';
import type { ProjectsOf } from '../access/tenants.js';
import { RequestError } from '../core/errors.js';
import type { Who } from '../engine/who.js';
import { OUTSIDE, type Outside } from './outside.js';
import { SESSION, type HttpSession } from './session.js';
import { SessionCookie } from './session-cookie.js';

/** With this header a page proves at every change that it could read the answer to its sign-in. */
export const CSRF_HEADER = 'umstieg-csrf';
const CHANGES_NOTHING = ['GET', 'HEAD'];

/** Somebody who is signed in. */
export interface Asker {
  readonly person: Person;
  /** Under this name the engine lets them act. */
  readonly who: Who;
  /** Records a refusal, then throws it. @throws RequestError access.denied, project.not-found */
  require(action: Action, place: Place): Promise<void>;
  /** For each action the ids of the projects where they may do it. `project.see`: those that may stand in a list of theirs. */
  projects<A extends readonly Action[]>(...actions: A): Promise<ProjectsOf<A>>;
  /** The session goes on and still may do that; asking does not count as a use. */
  still(action: Action, place: Place): Promise<boolean>;
}

/** Turns a request into a person: a browser by its cookie, a program by its token. The guard asks before every route. */
@Injectable()
export class WhoAsks {
  private readonly cookie: SessionCookie;

  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(OUTSIDE) private readonly outside: Outside,
    @Inject(SESSION) private readonly session: HttpSession,
  ) {
    this.cookie = new SessionCookie(outside);
  }

  /**
   * Browsers say where a request comes from; programs do not. Asked on every route, sign-in included.
   * @throws RequestError csrf.refused
   */
  requireOwnPage({ headers }: IncomingMessage): void {
    const { origin, 'sec-fetch-site': site = 'none' } = headers;
    const own = origin === undefined || this.outside.isOwnOrigin(origin);
    if (!own || (site !== 'same-origin' && site !== 'none')) throw strangePage();
  }

  /** @throws RequestError sign-in.required, csrf.refused */
  async ask(request: IncomingMessage): Promise<Asker> {
    const { authorization } = request.headers;
    if (authorization !== undefined) {
      const [, token] = /^Bearer ([\w-]{1,200})$/i.exec(authorization) ?? [];
      return this.asker(token);
    }
    const asker = await this.asker(this.cookie.read(request));
    const isCommand = !CHANGES_NOTHING.includes(request.method ?? '');
    if (isCommand && request.headers[CSRF_HEADER] !== this.csrfOf(asker.person))
      throw strangePage();
    return asker;
  }

  /** Bound to one session: of another one, or of one that ended, it opens nothing. */
  csrfOf({ session }: Person): string {
    return this.session.umstieg.core.keys.hmac(`csrf ${session}`);
  }

  private async asker(token: string | undefined): Promise<Asker> {
    const { access } = this;
    const person = await access.sessions.personOf(token);
    return {
      person,
      who: { ...actorOf(person), via: 'http', host: hostname(), osUser: '?' },
      require: (action, place) => access.require(person, action, place),
      projects: (...actions) => access.tenants.projectsWhere(person, ...actions),
      still: async (action, place) => {
        const now = await access.sessions.look(token);
        return now !== undefined && access.mayAt(now, action, place);
      },
    };
  }
}

function strangePage(): RequestError {
  return new RequestError('csrf.refused', {
    de: 'Diese Anfrage kommt nicht von einer Seite dieses Servers. Öffnen Sie die Seite neu und melden Sie sich an.',
    en: 'This request does not come from a page of this server. Open the page anew and sign in.',
  });
}
