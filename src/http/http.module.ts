import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Access } from '../access/access.js';
import type { DeclaredProvider } from '../access/openid/declared-provider.js';
import { ProviderSignIn } from '../access/openid/provider-sign-in.js';
import { BodyReader } from './body-reader.js';
import { DecisionsController } from './decisions.controller.js';
import { DefinitionsController } from './definitions.controller.js';
import { EventsController } from './events.controller.js';
import { EvidenceController } from './evidence.controller.js';
import { Guard } from './guard.js';
import { HistoryController } from './history.controller.js';
import { InstanceController } from './instance.controller.js';
import { Log } from './log.js';
import { MatchingController } from './matching.controller.js';
import { Metrics } from './metrics.js';
import { API_DOCUMENT, describeApi } from './openapi.js';
import { OpenapiController } from './openapi.controller.js';
import { OperationsController } from './operations.controller.js';
import { PracticeController } from './practice.controller.js';
import { OverviewController } from './overview.controller.js';
import { OUTSIDE, type Outside } from './outside.js';
import { PeopleController } from './people.controller.js';
import { ProblemFilter } from './problem.js';
import { Progress } from './progress.js';
import { ProviderSignInController } from './provider-sign-in.controller.js';
import { QuotaController } from './quota.controller.js';
import { RunCommandsController } from './run-commands.controller.js';
import { RunPagesController } from './run-pages.controller.js';
import { RunsController } from './runs.controller.js';
import { SESSION, type HttpSession } from './session.js';
import { SessionAnswer } from './session-answer.js';
import { SessionController } from './session.controller.js';
import { SessionWatch } from './session-watch.js';
import { TasksController } from './tasks.controller.js';
import { TenantsController } from './tenants.controller.js';
import { WhatIfsController } from './what-ifs.controller.js';
import { WhoAsks } from './who-asks.js';

export const CONTROLLERS: readonly Type[] = [
  InstanceController,
  QuotaController,
  OpenapiController,
  OverviewController,
  PracticeController,
  SessionController,
  ProviderSignInController,
  PeopleController,
  TenantsController,
  RunsController,
  RunPagesController,
  MatchingController,
  OperationsController,
  RunCommandsController,
  TasksController,
  DecisionsController,
  EvidenceController,
  HistoryController,
  DefinitionsController,
  WhatIfsController,
  EventsController,
];

/** The document that is served and stands in docs/openapi.json. */
export function apiDocument(version: string): object {
  return describeApi(CONTROLLERS, version);
}

export interface HttpParts {
  readonly session: HttpSession;
  readonly access: Access;
  readonly outside: Outside;
  readonly providers: readonly DeclaredProvider[];
  readonly log: Log;
  readonly version: string;
}

/** The HTTP face: one guard in front, one filter behind, thin controllers between. */
@Module({})
export class HttpModule {
  static of({ session, access, outside, providers, log, version }: HttpParts): DynamicModule {
    return {
      module: HttpModule,
      controllers: [...CONTROLLERS],
      providers: [
        { provide: SESSION, useValue: session },
        { provide: Access, useValue: access },
        { provide: OUTSIDE, useValue: outside },
        { provide: ProviderSignIn, useValue: new ProviderSignIn(providers, access) },
        WhoAsks,
        SessionAnswer,
        SessionWatch,
        { provide: Log, useValue: log },
        { provide: Metrics, useValue: new Metrics(session.umstieg) },
        { provide: Progress, useValue: new Progress(session.umstieg) },
        { provide: API_DOCUMENT, useValue: apiDocument(version) },
        { provide: APP_GUARD, useClass: Guard },
        { provide: APP_INTERCEPTOR, useClass: BodyReader },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}
