import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RequestError } from '../core/errors.js';
import { EventClient } from './event-client.js';
import { EventFeed, readCursor, type Cursor } from './event-feed.js';
import { Metrics } from './metrics.js';
import { Asking, Route } from './route.js';
import { SESSION, type HttpSession } from './session.js';
import { SessionWatch } from './session-watch.js';
import type { Asker } from './who-asks.js';

const MOST_CLIENTS = 1_000;
/** Windows of one person, over all their sessions: nobody takes the places of the others. */
const MOST_OF_ACCOUNT = 64;

/** What happens in a project, as it happens. */
@Controller('api/projects/:project/events')
export class EventsController {
  private readonly feeds = new Map<string, EventFeed>();
  private clients = 0;
  private readonly ofAccount = new Map<string, number>();

  constructor(
    @Inject(SESSION) private readonly session: HttpSession,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(SessionWatch) private readonly watch: SessionWatch,
  ) {}

  @Route({
    ...{ method: 'get', path: '', id: 'listen', right: 'project.see' },
    says: 'Entries of the audit trail of all runs of a project as server-sent events; Last-Event-ID goes on where it was left',
    answer: 'text/event-stream',
  })
  async listen(
    @Param('project') project: string,
    @Asking() asker: Asker,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const heads = await this.session.umstieg.listings.heads(project);
    if (heads.size === 0) throw noProject();
    const cursor = startOf(request.get('last-event-id'), heads);
    if (this.clients >= MOST_CLIENTS) throw tooMany();
    const { account } = asker.person;
    const own = this.ofAccount.get(account) ?? 0;
    if (own >= MOST_OF_ACCOUNT) throw tooManyOfOne();
    const feed = this.feeds.get(project) ?? new EventFeed(this.session.umstieg, project);
    this.feeds.set(project, feed);
    this.metrics.listeners.set(++this.clients);
    this.ofAccount.set(account, own + 1);
    const still = () => asker.still('project.see', { project });
    const stop = this.watch.over(still, () => response.end());
    try {
      await new EventClient(response, feed, cursor).serve();
    } finally {
      stop();
      this.metrics.listeners.set(--this.clients);
      this.leave(account);
      if (feed.isIdle) this.feeds.delete(project); // and with it what it remembers
    }
  }

  private leave(account: string): void {
    const left = (this.ofAccount.get(account) ?? 1) - 1;
    if (left > 0) this.ofAccount.set(account, left);
    else this.ofAccount.delete(account);
  }
}

/** From now on, or after what was seen last. */
function startOf(header: string | undefined, heads: Cursor): Cursor {
  if (header === undefined) return heads;
  const cursor = readCursor(header);
  if (cursor) return within(cursor, heads);
  throw new RequestError(
    'input.invalid',
    {
      de: 'Last-Event-ID ist keine Kennung, die dieser Server vergeben hat.',
      en: 'Last-Event-ID is no id that this server gave.',
    },
    { place: { column: 'Last-Event-ID' } },
  );
}

/** Of this project's runs only, and no further than they are: a number from elsewhere must not hide what is to come. */
function within(cursor: Cursor, heads: Cursor): Cursor {
  const known = [...cursor].flatMap(([run, seq]): [string, number][] => {
    const head = heads.get(run);
    return head === undefined ? [] : [[run, Math.min(seq, head)]];
  });
  return new Map(known);
}

function noProject(): RequestError {
  return new RequestError('project.not-found', {
    de: 'Dieses Projekt gibt es nicht.',
    en: 'There is no such project.',
  });
}

function tooMany(): RequestError {
  return new RequestError('server.busy', {
    de: `Mehr als ${MOST_CLIENTS} hören schon zu. Versuchen Sie es später wieder.`,
    en: `More than ${MOST_CLIENTS} are listening already. Try again later.`,
  });
}

function tooManyOfOne(): RequestError {
  return new RequestError('server.busy', {
    de: `Unter Ihrem Namen hören schon ${MOST_OF_ACCOUNT} Fenster oder Programme zu. Schließen Sie einige davon.`,
    en: `${MOST_OF_ACCOUNT} windows or programs are listening under your name already. Close some of them.`,
  });
}
