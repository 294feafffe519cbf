import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsingModules, READ_ELSEWHERE } from './registry.js';
import { isRefusal, type Scratch } from './target.js';
import { TARGETS } from './targets.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

afterAll(removeFolders);

const covered = new Set(TARGETS.flatMap(({ covers }) => covers));

describe('the list of fuzz targets', () => {
  it('names every module that parses something, or who stands before it', () => {
    const missing = parsingModules().filter(
      (module) => !covered.has(module) && !(module in READ_ELSEWHERE),
    );
    expect(missing).toEqual([]);
  });

  it('names no module that is gone, and none twice', () => {
    const there = (module: string) =>
      ['ts', 'mjs'].some((end) =>
        existsSync(fileURLToPath(new URL(`../../src/${module}.${end}`, import.meta.url))),
      );
    expect([...covered, ...Object.keys(READ_ELSEWHERE)].filter((m) => !there(m))).toEqual([]);
    expect(Object.keys(READ_ELSEWHERE).filter((module) => covered.has(module))).toEqual([]);
    expect(new Set(TARGETS.map(({ name }) => name)).size).toBe(TARGETS.length);
  });

  it('leaves no excuse for a module that parses nothing any more', () => {
    const parsing = new Set(parsingModules());
    expect(Object.keys(READ_ELSEWHERE).filter((module) => !parsing.has(module))).toEqual([]);
  });

  it.each(TARGETS.map((target) => [target.name, target] as const))(
    '%s starts from an input that is sound, so that changes go deep',
    async (_name, target) => {
      const folder = makeFolder();
      const file: Scratch['file'] = (name, bytes) => {
        writeFileSync(join(folder, name), bytes);
        return join(folder, name);
      };
      const corpus = await target.corpus({ folder, file });
      const refused: Error[] = [];
      for (const bytes of corpus) {
        try {
          await target.read(Buffer.from(bytes), { folder, file });
        } catch (error) {
          refused.push(error as Error);
        }
      }
      expect(refused.filter((e) => !isRefusal(e) && target.allows?.(e) !== true)).toEqual([]);
      expect(refused.length).toBeLessThan(corpus.length);
    },
  );
});
