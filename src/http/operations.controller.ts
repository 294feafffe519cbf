import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Param, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { RequestError } from '../core/errors.js';
import type { OperationRecord } from '../engine/operation-record.js';
import { Sent } from './checked.js';
import { operationKind, OPERATION_KINDS } from './operation-kinds.js';
import { Asking, Command, Route, type Sent as Order } from './route.js';
import { operation, operations, type operationResult } from './schemas/operations.js';
import * as requests from './schemas/requests.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

/** Long work as a resource: asked for, looked at, canceled, fetched. */
@Controller('api/runs/:run/operations')
export class OperationsController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'post', path: '', id: 'beginOperation', right: 'project.see', status: 202 },
    says: 'Ask for long work: verify the trail, export a sealed bundle. Location says where it stands',
    ...{ answer: operation, command: 'plain' },
  })
  async begin(
    @Param('run') run: string,
    @Sent(requests.newOperation) wanted: z.output<typeof requests.newOperation>,
    @Command('plain') { who, key }: Order,
    @Asking() asker: Asker,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { umstieg } = this.session;
    const kind = OPERATION_KINDS[wanted.kind];
    const byHandOver = wanted.kind === 'export' && wanted.handOver !== undefined;
    await asker.require(byHandOver ? 'run.hand-over' : kind.action, { run });
    const begun = await umstieg.operations.begin({
      ...{ run, kind: wanted.kind, request: JSON.stringify(wanted), by: who.name, key },
      ...(kind.fileName ? { fileName: kind.fileName(run) } : {}),
      work: (use) => kind.work({ umstieg, run, who, wanted, use }),
    });
    response.location(`/api/runs/${run}/operations/${begun.id}`);
    return this.shown(begun);
  }

  @Route({
    ...{ method: 'get', path: '', id: 'listOperations', right: 'project.see' },
    says: 'Long work that was asked for, newest first, as far as you may see what it came to',
    answer: operations,
  })
  async list(@Param('run') run: string, @Asking() asker: Asker) {
    const all = await this.session.umstieg.operations.list(run);
    const seen = [];
    for (const one of all) {
      const kind = operationKind(one.kind);
      if (kind && (await asker.still(kind.action, { run }))) seen.push(this.shown(one));
    }
    return { items: seen, next: null };
  }

  @Route({
    ...{ method: 'get', path: ':operation', id: 'showOperation', right: 'project.see' },
    says: 'How far it is, and what it came to',
    answer: operation,
  })
  async show(@Param('run') run: string, @Param('operation') id: string, @Asking() asker: Asker) {
    return this.shown(await this.find(run, id, asker));
  }

  @Route({
    ...{ method: 'get', path: ':operation/result', id: 'downloadOperation', right: 'project.see' },
    says: 'The file it made, as an attachment',
    answer: 'application/octet-stream',
  })
  async result(
    @Param('run') run: string,
    @Param('operation') id: string,
    @Asking() asker: Asker,
    @Res() response: Response,
  ): Promise<void> {
    const found = await this.find(run, id, asker);
    if (found.file === null || found.status !== 'done') throw nothing();
    const path = this.session.umstieg.operations.fileOf(found);
    const { size } = await stat(path).catch(() => {
      throw nothing();
    });
    response.attachment(found.file).set({
      'content-type': 'application/octet-stream',
      'content-length': String(size),
    });
    await pipeline(createReadStream(path), response);
  }

  @Route({
    ...{ method: 'delete', path: ':operation', id: 'cancelOperation', right: 'project.see' },
    says: 'End it, or forget what it came to',
    answer: operation,
  })
  async cancel(@Param('run') run: string, @Param('operation') id: string, @Asking() asker: Asker) {
    const found = await this.find(run, id, asker);
    return this.shown(await this.session.umstieg.operations.cancel(found));
  }

  private async find(run: string, id: string, asker: Asker): Promise<OperationRecord> {
    const found = await this.session.umstieg.operations.find(run, id);
    const kind = found && operationKind(found.kind);
    if (!kind) throw nothing();
    await asker.require(kind.action, { run });
    return found;
  }

  private shown({ request: _secret, owner: _process, result, ...record }: OperationRecord) {
    const progress = this.session.umstieg.operations.progressOf(record.id) ?? null;
    return { ...record, progress, result: result as z.output<typeof operationResult> };
  }
}

function nothing(): RequestError {
  return new RequestError('operation.not-found', {
    de: 'Diesen Vorgang oder sein Ergebnis gibt es in diesem Lauf nicht.',
    en: 'There is no such operation or result in this run.',
  });
}
