import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Place } from '../access/access.js';
import { denied } from '../access/refusals.js';
import { ROUTE, type AskedRequest, type RouteSpec } from './route.js';
import { WhoAsks } from './who-asks.js';

/** Stands in front of every route: whoever comes is asked for, and a route that names no right is closed. */
@Injectable()
export class Guard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(WhoAsks) private readonly whoAsks: WhoAsks,
  ) {}

  /** @throws RequestError csrf.refused, sign-in.required, access.denied, run.not-found, project.not-found */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const spec = this.reflector.get<RouteSpec<unknown> | undefined>(ROUTE, context.getHandler());
    if (!spec) throw denied();
    const request = context.switchToHttp().getRequest<AskedRequest>();
    this.whoAsks.requireOwnPage(request);
    if (spec.right === 'anyone') return true;
    const asker = await this.whoAsks.ask(request);
    if (spec.right !== 'signed-in')
      await asker.require(spec.right, placeOf(request.params as Named, spec.of));
    request.asker = asker;
    return true;
  }
}

type Named = Readonly<Record<string, string | undefined>>;

/** What a request is about, as far as its address says. */
function placeOf({ run, project }: Named, of: RouteSpec<unknown>['of']): Place {
  if (run !== undefined) return { run };
  return project === undefined ? (of ?? 'somewhere') : { project };
}
