import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { Access } from '../access/access.js';
import { Sent } from './checked.js';
import { OUTSIDE, type Outside } from './outside.js';
import { Asking, Route } from './route.js';
import * as people from './schemas/people.js';
import * as requests from './schemas/requests.js';
import { page } from './schemas/views.js';
import { SessionAnswer } from './session-answer.js';
import type { Asker } from './who-asks.js';

const ended = z.object({ ended: z.literal(true) });

/** Signing in and out, and one's own sessions. A token is in the cookie only, never in an answer. */
@Controller('api')
export class SessionController {
  constructor(
    @Inject(Access) private readonly access: Access,
    @Inject(SessionAnswer) private readonly answer: SessionAnswer,
    @Inject(OUTSIDE) private readonly outside: Outside,
  ) {}

  @Route({
    ...{ method: 'post', path: 'session', id: 'signIn', right: 'anyone' },
    says: 'Sign in: sets a new cookie, and ends the session this browser had',
    answer: people.sessionView,
  })
  async signIn(
    @Sent(requests.signIn) { name, password }: z.output<typeof requests.signIn>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const address = this.outside.addressOf(request);
    const earlier = this.answer.cookie.read(request);
    return this.answer.begun(
      await this.access.signIn.signIn({ name, password, address, earlier }),
      response,
    );
  }

  @Route({
    ...{ method: 'get', path: 'session', id: 'whoAmI', right: 'signed-in' },
    says: 'Who is signed in here and what they may; 401 for nobody',
    answer: people.sessionView,
  })
  whoAmI(@Asking() { person }: Asker) {
    return this.answer.shown(person);
  }

  @Route({
    ...{ method: 'delete', path: 'session', id: 'signOut', right: 'signed-in' },
    says: 'Sign out: this session ends',
    answer: ended,
  })
  async signOut(@Asking() { person }: Asker, @Res({ passthrough: true }) response: Response) {
    await this.access.sessions.end(person, person.session);
    this.answer.cookie.clear(response);
    return { ended: true as const };
  }

  @Route({
    ...{ method: 'put', path: 'session/password', id: 'changePassword', right: 'signed-in' },
    says: 'A new password: every other session of the account ends',
    answer: people.sessionView,
  })
  async changePassword(
    @Sent(requests.newPassword) body: z.output<typeof requests.newPassword>,
    @Asking() { person }: Asker,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const address = this.outside.addressOf(request);
    const changed = { ...body, name: person.name, address };
    return this.answer.begun(await this.access.signIn.changePassword(changed), response);
  }

  @Route({
    ...{ method: 'post', path: 'invitations/look', id: 'lookAtInvitation', right: 'anyone' },
    says: 'Whom a link is for; it stays good',
    answer: people.lookedAt,
  })
  look(@Sent(requests.link) { token }: z.output<typeof requests.link>) {
    return this.access.invitations.look(token);
  }

  @Route({
    ...{ method: 'post', path: 'invitations/accept', id: 'acceptInvitation', right: 'anyone' },
    says: 'Use a link: makes the account, or sets its new password, and signs in',
    answer: people.sessionView,
  })
  async accept(
    @Sent(requests.accept) body: z.output<typeof requests.accept>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const signedIn = await this.access.invitations.redeem(body);
    const earlier = await this.access.sessions.look(this.answer.cookie.read(request));
    if (earlier) await this.access.sessions.end(earlier, earlier.session); // of whoever sat here before
    return this.answer.begun(signedIn, response);
  }

  @Route({
    ...{ method: 'get', path: 'sessions', id: 'listSessions', right: 'signed-in' },
    says: 'Your own sessions that go on',
    answer: page(people.ownSession),
  })
  async sessions(@Asking() { person }: Asker) {
    return { items: await this.access.sessions.of(person), next: null };
  }

  @Route({
    ...{ method: 'delete', path: 'sessions', id: 'endSessions', right: 'signed-in' },
    says: 'End every session of yours, this one too',
    answer: ended,
  })
  async endAll(@Asking() { person }: Asker, @Res({ passthrough: true }) response: Response) {
    await this.access.sessions.endAll(person);
    this.answer.cookie.clear(response);
    return { ended: true as const };
  }

  @Route({
    ...{ method: 'delete', path: 'sessions/:session', id: 'endSession', right: 'signed-in' },
    says: 'End one session of yours; one that is not there has ended already',
    answer: ended,
  })
  async end(@Param('session') session: string, @Asking() { person }: Asker) {
    await this.access.sessions.end(person, session);
    return { ended: true as const };
  }
}
