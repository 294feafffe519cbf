import { Controller, Inject } from '@nestjs/common';
import { z } from 'zod';
import { Route } from './route.js';
import { list } from './schemas/words.js';
import { SESSION, type HttpSession } from './session.js';

/** The invented customers one can practice with. */
@Controller('api')
export class PracticeController {
  constructor(@Inject(SESSION) private readonly session: HttpSession) {}

  @Route({
    ...{ method: 'get', path: 'practice-customers', id: 'practiceCustomers', right: 'signed-in' },
    says: 'Names of the practice customers whose folders the server may read: a drill of that name has values and files',
    answer: z.object({ items: list(z.string()) }),
  })
  async customers() {
    return { items: await this.session.umstieg.pages.practices.customers() };
  }
}
