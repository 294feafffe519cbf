// Writes docs/openapi.json from the routes. With --check it writes nothing and fails when the file differs.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const file = fileURLToPath(new URL('../docs/openapi.json', import.meta.url));
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
if (build() !== 0) process.exit(1);
await import('reflect-metadata');
const { apiDocument } = await import('../dist/http/http.module.js');

const text = `${JSON.stringify(apiDocument(version), null, 2)}\n`;
const read = () => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (read() !== text) {
  process.stderr.write('docs/openapi.json is not what the routes say: npm run docs\n');
  process.exitCode = 1;
}
