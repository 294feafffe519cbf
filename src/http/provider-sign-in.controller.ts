import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { ProviderSignIn } from '../access/openid/provider-sign-in.js';
import { Sent } from './checked.js';
import { FlowCookie } from './flow-cookie.js';
import { OUTSIDE, type Outside } from './outside.js';
import { Route } from './route.js';
import * as people from './schemas/people.js';
import * as requests from './schemas/requests.js';
import { page } from './schemas/views.js';
import { SessionAnswer } from './session-answer.js';

/** The page a provider sends browsers back to; it hands on what stands behind `?`. Operators register it at the provider. */
const RETURN_PATH = '/sign-in/return';

/** Signing in at a provider (ADR 0043). The page goes there and comes back; both ends are requests of our own page. */
@Controller('api/session')
export class ProviderSignInController {
  private readonly kept: FlowCookie;

  constructor(
    @Inject(ProviderSignIn) private readonly signIn: ProviderSignIn,
    @Inject(SessionAnswer) private readonly answer: SessionAnswer,
    @Inject(OUTSIDE) private readonly outside: Outside,
  ) {
    this.kept = new FlowCookie(outside);
  }

  @Route({
    ...{ method: 'get', path: 'providers', id: 'listProviders', right: 'anyone' },
    says: 'Providers where people may sign in, as the operator declared them',
    answer: page(people.provider),
  })
  list() {
    return Promise.resolve({ items: this.signIn.list(), next: null });
  }

  @Route({
    ...{ method: 'post', path: 'providers/:provider', id: 'beginProviderSignIn', right: 'anyone' },
    says: 'Where to send the browser to sign in there, with or without a link to use',
    answer: people.goesTo,
  })
  async begin(
    @Param('provider') provider: string,
    @Sent(requests.providerSignIn) body: z.output<typeof requests.providerSignIn>,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { address, flow } = await this.signIn.begin(provider, this.returnTo(), body.invitation);
    this.kept.set(response, flow);
    return { address };
  }

  @Route({
    ...{ method: 'post', path: 'provider-answer', id: 'finishProviderSignIn', right: 'anyone' },
    says: 'What a provider sent the browser back with: sets a new cookie, and ends the session this browser had',
    answer: people.sessionView,
  })
  async finish(
    @Sent(requests.providerAnswer) { query }: z.output<typeof requests.providerAnswer>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const flow = this.kept.read(request);
    this.kept.clear(response); // once, however it ends
    const address = this.outside.addressOf(request);
    const earlier = this.answer.cookie.read(request);
    const back = { flow, query, returnTo: this.returnTo(), address, earlier };
    return this.answer.begun(await this.signIn.finish(back), response);
  }

  private returnTo(): string {
    return this.outside.address + RETURN_PATH;
  }
}
