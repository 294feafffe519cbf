import { NestFactory } from '@nestjs/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiDocument, HttpModule } from '../../src/http/http.module.js';
import { Log } from '../../src/http/log.js';
import { onLoopback } from '../../src/http/outside.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { contentOf, ROOT } from '../style/repository.js';
import { accessTo } from './api.js';
import { CLASSES, COMMANDS, OFFERED, PRIVATE } from './offered.js';
import { DOCUMENT } from './valid-answer.js';

const operations = new Set(
  Object.values(DOCUMENT.paths).flatMap((path) => Object.values(path).map((o) => o.operationId)),
);

afterAll(cleanUp);

describe('the document of the API', () => {
  it('is the one that is checked in', () => {
    const { version } = JSON.parse(contentOf('package.json')) as { version: string };
    const stored = readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8');
    expect(JSON.parse(stored)).toEqual(JSON.parse(JSON.stringify(apiDocument(version))));
    expect(DOCUMENT.openapi).toBe('3.1.0');
  });

  it('names every route of the router, and no other', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const parts = {
      session: { umstieg, report: () => Promise.resolve('') },
      ...{ access: accessTo(umstieg), outside: onLoopback(() => 0) },
      ...{ log: new Log(() => undefined), version: '9.9.9', providers: [] },
    };
    const app = await NestFactory.create(HttpModule.of(parts), { logger: false });
    await app.init();
    const { router } = app.getHttpAdapter().getInstance() as { router: Router };
    const served = router.stack.flatMap(({ route }) =>
      route ? Object.keys(route.methods).map((method) => `${method} ${route.path}`) : [],
    );
    await app.close();
    const described = Object.entries(DOCUMENT.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    expect(served.sort()).toEqual(described.sort());
    expect(served.length).toBe(operations.size);
  });

  it('reaches every command of the engine', () => {
    expect(Object.values(COMMANDS).filter((id) => !operations.has(id))).toEqual([]);
  });

  it.each(Object.entries(CLASSES))('reaches what %s offers, or says why not', (name, type) => {
    const table = OFFERED[name] ?? {};
    const own = Object.getOwnPropertyNames(type.prototype);
    const hidden = new Set(PRIVATE[name]);
    expect(own.filter((method) => method !== 'constructor' && !hidden.has(method)).sort()).toEqual(
      Object.keys(table).sort(),
    );
    const reached = Object.values(table).filter((to) => !to.startsWith('- '));
    expect(reached.filter((id) => !operations.has(id))).toEqual([]);
  });
});

interface Router {
  readonly stack: readonly {
    readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> };
  }[];
}
