import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RequestError } from '../core/errors.js';
import { ROUTE, type AskedRequest, type RouteSpec } from './route.js';
import { WHO_ASKS, type WhoAsks } from './who-asks.js';

/** Stands in front of every route: whoever comes is asked for, and a route that names no right is closed. */
@Injectable()
export class Guard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(WHO_ASKS) private readonly whoAsks: WhoAsks,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<RouteSpec<unknown> | undefined>(ROUTE, context.getHandler());
    if (!spec) throw missing();
    if (spec.right === 'anyone') return true;
    const request = context.switchToHttp().getRequest<AskedRequest>();
    const asker = await this.whoAsks.ask(request);
    if (!asker) throw nobody();
    const { project, run } = request.params as Readonly<Record<string, string | undefined>>;
    const answer = await asker.may(spec.right, { project, run });
    if (answer === 'hidden') throw run === undefined ? noProject() : noRun();
    if (answer === 'no') throw missing();
    request.asker = asker;
    return true;
  }
}

function nobody(): RequestError {
  return new RequestError('sign-in.required', {
    de: 'Melden Sie sich an: Der Server hat beim Start ein Token ausgegeben; schicken Sie es als Authorization: Bearer TOKEN.',
    en: 'Sign in: the server printed a token when it started; send it as Authorization: Bearer TOKEN.',
  });
}

function missing(): RequestError {
  return new RequestError('right.missing', {
    de: 'Dazu haben Sie kein Recht. Fragen Sie die Projektleitung.',
    en: 'You have no right to do this. Ask the project lead.',
  });
}

function noRun(): RequestError {
  return new RequestError('run.not-found', {
    de: 'Diesen Lauf gibt es nicht.',
    en: 'There is no such run.',
  });
}

function noProject(): RequestError {
  return new RequestError('project.not-found', {
    de: 'Dieses Projekt gibt es nicht.',
    en: 'There is no such project.',
  });
}
