import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';

/** Written by the build beside the pages: a folder without it holds sources, or nothing. */
const BUILT = 'manifest.json';
/** Their names hold a hash of what is in them, so they never change. */
const ASSETS = '/assets/';
const OF_THE_API = /^\/(api|health|ready|metrics)(\/|$)/;
const YEAR_S = 31_536_000;

/**
 * Serves the pages from a folder: files, compressed where the browser reads that, and the one document for every address that a
 * browser asks for and that is no address of the API. Without pages in it, the server is an API only.
 */
export function serveWebPages(app: NestExpressApplication, folder: string): void {
  if (!existsSync(join(folder, BUILT))) return;
  const compressed = compression();
  app.use((request: Request, response: Response, next: NextFunction) => {
    // answers of the API hold secrets beside what others typed, so their length must not tell of them (BREACH)
    if (OF_THE_API.test(request.path)) next();
    else compressed(request, response, next);
  });
  app.useStaticAssets(folder, {
    ...{ index: false, redirect: false, dotfiles: 'ignore', fallthrough: true },
    setHeaders: (response: Response, path: string) => {
      const hashed = path.slice(folder.length).replaceAll('\\', '/').includes(ASSETS);
      response.set('cache-control', hashed ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });
  app.use((request: Request, response: Response, next: NextFunction) => {
    if (!isPage(request)) {
      next();
      return;
    }
    response.set('cache-control', 'no-cache');
    response.sendFile('index.html', { root: folder, cacheControl: false });
  });
}

function isPage({ method, path, headers }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (OF_THE_API.test(path) || path.startsWith(ASSETS)) return false;
  return (headers.accept ?? '').includes('text/html');
}
