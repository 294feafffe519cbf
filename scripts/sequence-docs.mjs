// Writes docs/sequence from the machines and steps. With --check it writes nothing and fails when a page differs.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const folder = fileURLToPath(new URL('../docs/sequence/', import.meta.url));
if (build() !== 0) process.exit(1);
const { DOCUMENTED } = await import('../dist/documented-sequence.js');
const { sequencePages } = await import('../dist/docs/sequence-pages.js');

mkdirSync(folder, { recursive: true });
const pages = sequencePages(DOCUMENTED);
const stored = new Map(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
);
const stale = [...new Set([...pages.keys(), ...stored.keys()])].filter(
  (name) => pages.get(name) !== stored.get(name),
);

if (process.argv.includes('--check')) {
  for (const name of stale) {
    process.stderr.write(`docs/sequence/${name} is not what the machines say: npm run docs\n`);
  }
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const name of stale) {
    const text = pages.get(name);
    if (text === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), text);
  }
  process.stdout.write(`${pages.size} pages, ${stale.length} written\n`);
}
