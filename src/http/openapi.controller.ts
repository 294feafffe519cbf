import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { API_DOCUMENT } from './openapi.js';
import { Route } from './route.js';

/** The description of the API; it says nothing of any customer. */
@Controller('api')
export class OpenapiController {
  constructor(@Inject(API_DOCUMENT) private readonly document: object) {}

  @Route({
    ...{ method: 'get', path: 'openapi.json', id: 'openapi', right: 'anyone' },
    says: 'This document (OpenAPI 3.1)',
    answer: z.looseObject({ openapi: z.string() }),
  })
  async read() {
    return this.document as { openapi: string };
  }
}
