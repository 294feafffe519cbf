// Part of `npm run bench`: reading and checking a CSV file beside csv-parse alone on the same file, and matching two lists
// beside csv-parse on the same two files. Ratios of one run, interleaved; the memory is that of a process of its own.
import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';

const CSV_ROWS = Number(process.env['BENCH_CSV_ROWS'] ?? 1_000_000);
const MATCH_ROWS = Number(process.env['BENCH_MATCH_ROWS'] ?? 100_000);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Times csv-parse alone on the same files in the same run, and memory of our process, MiB. */
const BOUNDS = { csv: { ratio: 1.5, peakMB: 200 }, match: { ratio: 3 } };
const dist = new URL('../dist/connect/', import.meta.url);
const source = (path) => () => createReadStream(path);

function* lines(rows, side) {
  yield 'ID;email;firstname;sn;account;telephoneNumber\r\n';
  for (let i = 0; i < rows; i++) {
    const near = side === 'target' && i % 3 === 1;
    const email = `vorname.nachname${i}@${near && i % 2 ? 'neue-firma' : 'firma'}.example`;
    const sid = `S-1-5-21-1111111111-2222222222-3333333333-${String(1_000 + i)}`;
    const address = near && i % 2 === 0 ? email.toUpperCase() : email;
    yield `${sid};${address};Vorname;Nachname${i};konto${i};+49891234${i}\r\n`;
  }
}

async function parseAlone(...paths) {
  const started = performance.now();
  for (const path of paths) {
    await pipeline(createReadStream(path), parse({ delimiter: ';' }), async (records) => {
      for await (const _record of records);
    });
  }
  return (performance.now() - started) / 1000;
}

async function readAndCheck(path) {
  const { readCsv } = await import(new URL('csv-read.js', dist));
  const started = performance.now();
  const csv = await readCsv(source(path), { file: 'users.csv' });
  for await (const _row of csv.rows);
  return { seconds: (performance.now() - started) / 1000, findings: csv.findings.all().length };
}

async function match(left, right) {
  const { readUserList } = await import(new URL('user-list.js', dist));
  const { Matching } = await import(new URL('matching.js', dist));
  const started = performance.now();
  const [a, b] = [await readUserList(source(left)), await readUserList(source(right))];
  const matching = new Matching(a, b);
  let rows = 0;
  for (const _row of matching.rows()) rows++;
  return { seconds: (performance.now() - started) / 1000, rows };
}

/** Every measurement in a fresh process, so that none inherits the other's memory or warm code. */
function measure(what, ...paths) {
  const here = fileURLToPath(import.meta.url);
  const run = spawnSync(process.execPath, [here, '--measure', what, ...paths], {
    encoding: 'utf8',
    timeout: 600_000,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(run.stdout);
}

async function measured(what, paths) {
  const seconds =
    what === 'parse'
      ? await parseAlone(...paths)
      : (await (what === 'read' ? readAndCheck(paths[0]) : match(...paths))).seconds;
  const peakMB = Math.round(peakBytes() / 1024 ** 2);
  const { user, system } = process.cpuUsage();
  process.stdout.write(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peakMB }));
}

/** Largest memory of this process. `maxRSS` would count the parent's at the moment of the fork. */
function peakBytes() {
  try {
    const high = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'));
    return Number(high[1]) * 1024;
  } catch {
    return process.memoryUsage().rss; // not Linux: what it holds at the end
  }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** @returns figures of both works: seconds (medians), ratio to csv-parse alone, peak memory of our process in MB */
export async function benchData() {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-data-'));
  const file = async (name, rows, side) => {
    const path = join(folder, name);
    await pipeline(Readable.from(lines(rows, side)), createWriteStream(path));
    return path;
  };
  try {
    const big = await file('big.csv', CSV_ROWS, 'source');
    const pair = [
      await file('v4.csv', MATCH_ROWS, 'source'),
      await file('connect.csv', MATCH_ROWS, 'target'),
    ];
    const seen = { csvParse: [], csv: [], matchParse: [], match: [] };
    for (let round = 0; round < ROUNDS; round++) {
      seen.csvParse.push(measure('parse', big));
      seen.csv.push(measure('read', big));
      seen.matchParse.push(measure('parse', ...pair));
      seen.match.push(measure('match', ...pair));
    }
    const seconds = (name) => median(seen[name].map((m) => m.seconds));
    const work = (ours, alone, rows) => ({
      rows,
      seconds: Number(seconds(ours).toFixed(2)),
      csvParseSeconds: Number(seconds(alone).toFixed(2)),
      ratio: Number((seconds(ours) / seconds(alone)).toFixed(2)),
      peakMB: Math.max(...seen[ours].map((m) => m.peakMB)),
    });
    return {
      csv: work('csv', 'csvParse', CSV_ROWS),
      match: work('match', 'matchParse', MATCH_ROWS),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Which bounds these figures do not keep, one sentence each; none when all hold. */
export function brokenBounds(figures) {
  return Object.entries(BOUNDS).flatMap(([work, bounds]) =>
    Object.entries(bounds)
      .filter(([what, most]) => !(figures[work][what] <= most))
      .map(
        ([what, most]) => `${work}: ${what} is ${figures[work][what]}, at most ${most} is right`,
      ),
  );
}

async function main() {
  const figures = await benchData();
  const broken = brokenBounds(figures);
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  for (const line of broken) process.stderr.write(`${line}\n`);
  return broken.length > 0 ? 1 : 0;
}

if (process.argv[2] === '--measure') await measured(process.argv[3], process.argv.slice(4));
else if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await main();
