import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Controller, Inject, Param, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import { RequestError } from '../core/errors.js';
import { producedFile } from '../engine/step-result.js';
import { Searched } from './checked.js';
import { ofKnownType } from './evidence-types.js';
import { Asking, Command, Route, type Sent as CommandSent } from './route.js';
import * as requests from './schemas/requests.js';
import { evidenceRef, evidenceView, page } from './schemas/views.js';
import { SESSION, type HttpSession } from './session.js';
import type { Asker } from './who-asks.js';

/** Evidence files: sent before the claim that names them, fetched again by their digest. */
@Controller('api/runs/:run/evidence')
export class EvidenceController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: '', id: 'listEvidence', right: 'project.see' },
    says: 'Files that were handed in for steps of the run',
    answer: page(evidenceView),
  })
  async list(@Param('run') run: string) {
    return { items: await this.session.umstieg.listings.evidence(run), next: null };
  }

  @Route({
    ...{ method: 'post', path: '', id: 'uploadEvidence', right: 'run.submit', status: 201 },
    says: 'Send a file; the body is the file itself. A claim names it by the digest',
    ...{ answer: evidenceRef, command: 'plain', upload: true },
  })
  async upload(
    @Param('run') run: string,
    @Searched(requests.upload) { name }: z.output<typeof requests.upload>,
    @Command('plain') { who, key }: CommandSent,
    @Asking() { person }: Asker,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const { umstieg } = this.session;
    const ref = await umstieg.uploads
      .take(run, name, ofKnownType(name, request), `${person.account} ${key}`)
      .catch(async (error: unknown) => {
        if (error instanceof RequestError && error.code === 'evidence.over-quota')
          await umstieg.recordRefusal(error, who);
        throw error;
      });
    response.location(`/api/runs/${run}/evidence/${ref.digest}`);
    return ref;
  }

  @Route({
    ...{ method: 'get', path: ':digest', id: 'downloadEvidence', right: 'project.see' },
    says: 'One file, as an attachment that no browser opens by itself',
    answer: 'application/octet-stream',
  })
  async download(
    @Param('run') run: string,
    @Param('digest') digest: string,
    @Res() response: Response,
  ): Promise<void> {
    const { umstieg } = this.session;
    const named = (await umstieg.listings.evidence(run)).find((ref) => ref.digest === digest);
    const ref =
      named ??
      (await producedFile(umstieg.core, run, digest)) ??
      (await umstieg.uploads.find(run, digest).catch(noEvidence));
    const path = umstieg.core.evidence.path(ref.digest);
    const { size } = await stat(path).catch(noEvidence);
    response.attachment(ref.name).set({
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
    });
    await pipeline(createReadStream(path), response);
  }
}

function noEvidence(): never {
  throw new RequestError('evidence.not-found', {
    de: 'Diesen Nachweis gibt es in diesem Lauf nicht.',
    en: 'There is no such evidence in this run.',
  });
}
