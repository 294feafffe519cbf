import { Controller, Inject, Param } from '@nestjs/common';
import type { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { refusalOf, type EntryView } from '../engine/entry-view.js';
import { History } from '../engine/history.js';
import { Searched } from './checked.js';
import { EntryCursors } from './entry-cursor.js';
import { Route } from './route.js';
import * as requests from './schemas/requests.js';
import { entryView, exactEntry, page } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';

/** What happened: the audit trail. */
@Controller('api/runs/:run/entries')
export class HistoryController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: '', id: 'listEntries', right: 'audit.see' },
    says: 'The audit trail in pages, narrowed and in the order wanted; names opened where they were not erased. A page may be short before the end',
    answer: page(entryView),
  })
  async entries(
    @Param('run') runId: string,
    @Searched(requests.entriesQuery) query: z.output<typeof requests.entriesQuery>,
  ) {
    const { after, limit, order, kind: kinds, q: text, ...narrow } = query;
    const search = { ...narrow, newestFirst: order === 'newest', kinds, text };
    const cursors = new EntryCursors([runId, search]);
    const beyond = after === undefined ? undefined : cursors.read(after);
    const history = new History(this.session.umstieg.core);
    const found = await history.search(runId, search, { beyond, limit });
    const next = found.next === undefined ? null : cursors.write(found.next);
    return { items: found.items.map(shown), next };
  }

  @Route({
    ...{ method: 'get', path: ':entry', id: 'showEntry', right: 'audit.see' },
    says: 'One entry by its number, with the very text that is hashed',
    answer: exactEntry,
  })
  async entry(@Param('run') runId: string, @Param('entry') seq: string) {
    const wanted = /^[1-9]\d{0,14}$/.test(seq) ? Number(seq) : 0;
    const found = await new History(this.session.umstieg.core).entry(runId, wanted);
    if (!found) throw noEntry();
    return { ...shown(found), body: found.body };
  }
}

function shown({ entry, hash, what, actor, note }: EntryView) {
  const { seq, at, kind, event, step, revision, moves, verdict, code } = entry;
  return {
    ...{ seq, at, kind, event, step, revision, moves, hash, what, actor },
    ...(verdict === undefined ? {} : { verdict }),
    ...refusalOf(code),
    ...(note === undefined ? {} : { note }),
  };
}

function noEntry(): RequestError {
  return new RequestError('entry.not-found', {
    de: 'Einen Eintrag mit dieser Nummer hat das Protokoll dieses Laufs nicht.',
    en: 'The audit trail of this run has no entry with this number.',
  });
}
