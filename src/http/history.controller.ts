import { Controller, Inject, Param } from '@nestjs/common';
import type { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { History, type EntryView } from '../engine/history.js';
import { Searched } from './checked.js';
import { pageOf } from './pages.js';
import { Route } from './route.js';
import * as requests from './schemas/requests.js';
import { entryView, page } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';

/** What happened: the audit trail. */
@Controller('api')
export class HistoryController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'runs/:run/entries', id: 'listEntries', right: 'audit.see' },
    says: 'The audit trail by number, in pages; names opened where they were not erased',
    answer: page(entryView),
  })
  async entries(
    @Param('run') runId: string,
    @Searched(requests.paging) { after = '0', limit }: z.output<typeof requests.paging>,
  ) {
    if (!/^\d{1,15}$/.test(after)) throw badCursor();
    const { umstieg } = this.session;
    await umstieg.queries.run(runId);
    const found: EntryView[] = [];
    for await (const entry of new History(umstieg.core).entries(runId, Number(after))) {
      found.push(entry);
      if (found.length > limit) break;
    }
    return pageOf(found.map(shown), limit, ({ seq }) => String(seq));
  }
}

function shown({ entry, hash, what, actor, note }: EntryView) {
  const { seq, at, kind, event, step, revision, moves, verdict, code } = entry;
  return {
    ...{ seq, at, kind, event, step, revision, moves, hash, what, actor },
    ...(verdict === undefined ? {} : { verdict }),
    ...(code === undefined ? {} : { code }),
    ...(note === undefined ? {} : { note }),
  };
}

function badCursor(): RequestError {
  return new RequestError(
    'input.invalid',
    {
      de: 'Den Zeiger „after“ gibt die Seite davor als „next“.',
      en: 'The cursor "after" is given by the page before as "next".',
    },
    { place: { column: 'after' } },
  );
}
