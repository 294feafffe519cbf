import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';
import jest from '../../jest.config.mjs';

const SRC = new URL('../../src/', import.meta.url).href;
const DIST = new URL('../../dist/', import.meta.url).href;
const [, compiler] = jest.transform['^.+\\.ts$'];

/** The built program for `src/`, the TypeScript file for what is written as JavaScript and is none. */
export async function resolve(specifier, context, next) {
  if (!specifier.startsWith('.') || !context.parentURL?.endsWith('.ts')) {
    return next(specifier, context);
  }
  const { href } = new URL(specifier, context.parentURL);
  const url = href.startsWith(SRC) ? DIST + href.slice(SRC.length) : href.replace(/\.js$/, '.ts');
  return next(url, context);
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), { ...compiler, filename });
  return { format: 'module', source: code, shortCircuit: true };
}
