#!/usr/bin/env node
// Matches two lists of 100,000 rows from files and prints the peak memory of this whole process.
// Usage: node scripts/match-memory.mjs [rows] [limit in MB]   (after `npm run build`)
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const dist = new URL('../dist/connect/', import.meta.url);
const { readUserList } = await import(new URL('user-list.js', dist));
const { Matching } = await import(new URL('matching.js', dist));
const { matchJson } = await import(new URL('match-json.js', dist));

const rows = Number(process.argv[2] ?? 100_000);
const limit = Number(process.argv[3] ?? 300);
const folder = mkdtempSync(join(tmpdir(), 'match-memory-'));

/** Every third row matches exactly, the others are near misses of every kind, so that every index is built. */
function* lines(side) {
  yield 'ID;email;firstname;sn;account;telephoneNumber;aliases;hasData\r\n';
  for (let i = 0; i < rows; i++) {
    const kind = i % 9;
    const local = `vorname.nachname${i}`;
    const other = side === 'target' && kind >= 3;
    const email =
      other && kind === 3
        ? `${local}@Beispiel-Firma.example`
        : other && kind === 4
          ? `${local}\u00a0@beispiel-firma.example`
          : other && kind === 5
            ? `${local}@neue-firma.example`
            : other && kind >= 6
              ? `konto${i}@beispiel-firma.example`
              : `${local}@beispiel-firma.example`;
    const alias = kind === 6 ? `SMTP:konto${i}@x.example|smtp:${local}@beispiel-firma.example` : '';
    const sid = `S-1-5-21-1111111111-2222222222-3333333333-${1_000 + i}`;
    const name = kind === 8 && side === 'target' ? 'Niemand' : `Nachname${i}`;
    yield `${sid};${email};Vorname;${name};konto${i};+49891234${i};${alias};${i % 2}\r\n`;
  }
}

try {
  const files = { source: join(folder, 'source.csv'), target: join(folder, 'target.csv') };
  for (const side of ['source', 'target']) {
    await pipeline(Readable.from(lines(side)), createWriteStream(files[side]));
  }
  const started = performance.now();
  const open = (path) => () => createReadStream(path);
  const source = await readUserList(open(files.source), { file: 'source.csv' });
  const target = await readUserList(open(files.target), { file: 'target.csv' });
  const matching = new Matching(source, target);
  await pipeline(Readable.from(matchJson(matching)), createWriteStream(join(folder, 'match.json')));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(
    JSON.stringify({ rows, seconds: Number(seconds), peakMB: peak, totals: matching.totals }),
  );
  if (peak > limit) {
    console.error(`Peak memory ${peak} MB is above ${limit} MB.`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
