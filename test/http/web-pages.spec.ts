import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../src/http/serve.js';
import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo } from './api.js';

afterAll(cleanUp);

describe('the files of the pages', () => {
  it('are sent compressed, and answers of the API as they are', async () => {
    const umstieg = await openTiny(await temporaryFolder());
    const pages = await temporaryFolder();
    mkdirSync(join(pages, 'assets'));
    for (const name of ['manifest.json', 'index.html', 'assets/a-1.js'])
      writeFileSync(join(pages, name), 'x'.repeat(20_000));
    const serving = await serve({
      session: { umstieg, report: () => Promise.resolve('') },
      ...{ access: accessTo(umstieg), host: '127.0.0.1', port: 0, version: '9.9.9' },
      ...{ paused: true, pages, write: () => undefined },
    });
    const sent = async (path: string, accept: string) => {
      const headers = { accept, 'accept-encoding': 'gzip' };
      const answer = await fetch(serving.address + path, { headers });
      await answer.text();
      return answer.headers.get('content-encoding');
    };
    expect(await sent('/assets/a-1.js', '*/*')).toBe('gzip');
    expect(await sent('/runs/r-1', 'text/html')).toBe('gzip');
    expect(await sent('/api/openapi.json', '*/*')).toBeNull();
    await serving.close();
  });
});
