import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Bender } from './bend.js';
import type { Work } from './child.js';
import type { Broken } from './fuzz-run.js';
import type { Target } from './target.js';

/** Inputs that once broke something: `TARGET.DIGEST.gz`, replayed by `fuzz.spec.ts` for ever. */
export const FOUND = join(import.meta.dirname, 'found');

/** Keeps the bytes of a broken case. */
export async function keep(
  { target: name, index }: Broken,
  seed: number,
  targets: readonly Target[],
) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-found-'));
  try {
    const target = targets.find((one) => one.name === name)!;
    const file = (_name: string, _bytes: Uint8Array) => folder;
    const corpus = await target.corpus({ folder, file });
    const bytes = new Bender(seed, corpus, target.tokens).input(index);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
    mkdirSync(FOUND, { recursive: true });
    writeFileSync(join(FOUND, `${name}.${digest}.gz`), gzipSync(bytes));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All kept cases as work for a child. */
export function foundWork(): Work[] {
  const names = readdirSync(FOUND).filter((name) => name.endsWith('.gz'));
  const targets = [...new Set(names.map((name) => name.split('.')[0]!))];
  return targets.map((target) => {
    const files = names.filter((n) => n.startsWith(`${target}.`)).map((n) => join(FOUND, n));
    return { target, from: 0, to: files.length, files };
  });
}
