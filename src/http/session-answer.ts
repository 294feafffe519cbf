import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Access } from '../access/access.js';
import type { Person } from '../access/person.js';
import { givenBy } from '../access/rights.js';
import type { SignedIn } from '../access/sign-in.js';
import { OUTSIDE, type Outside } from './outside.js';
import { SessionCookie } from './session-cookie.js';
import { WhoAsks } from './who-asks.js';

/** What a page hears of a session. The token goes into the cookie only, never into an answer. */
@Injectable()
export class SessionAnswer {
  readonly cookie: SessionCookie;

  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(WhoAsks) private readonly whoAsks: WhoAsks,
    @Inject(OUTSIDE) outside: Outside,
  ) {
    this.cookie = new SessionCookie(outside);
  }

  async begun({ token }: SignedIn, response: Response) {
    this.cookie.set(response, token);
    return this.shown(await this.access.sessions.personOf(token));
  }

  async shown(person: Person) {
    const { account, name, session, grants } = person;
    const actions = await this.access.actionsAt(person, 'somewhere');
    const gives = givenBy(person);
    return { account, name, session, grants, actions, gives, csrf: this.whoAsks.csrfOf(person) };
  }
}
