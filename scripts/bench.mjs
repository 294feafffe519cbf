// npm run bench [-- --json]: the real engine with every check on (W1 steps, W2 signals, W3 resuming), beside what SQLite alone can do
// and, once `npm run bench:peers` has installed them, beside other engines. Rounds are interleaved (BENCH_ROUNDS, default 3),
// medians are printed. Ratios count, not figures: machines are noisy. docs/benchmarks.md says what the workloads are.
import { benchData, brokenBounds } from './bench-data.mjs';
import { floor } from './bench/floor.mjs';
import { figure, flushesPerStep, median, peer, peersInstalled } from './bench/figures.mjs';
import { build } from './build.mjs';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** Smaller than 1 for a short look. */
const SIZE = Number(process.env['BENCH_SIZE'] ?? 1);
const sized = (runs) => Math.max(1, Math.round(runs * SIZE));
const WORK = [
  { name: 'c1', inFlight: 1, runs: sized(10) },
  { name: 'c50', inFlight: 50, runs: sized(100) },
  { name: 'c200', inFlight: 200, runs: sized(400) },
];
const SIGNALS = [
  { name: '1', inFlight: 1 },
  { name: '50', inFlight: 50 },
];
const RESUMES = [
  { name: 'h10', history: 10, runs: 1 },
  { name: 'h100', history: 100, runs: 1 },
  { name: 'h1000', history: 1000, runs: 1 },
  { name: 'h10000', history: sized(10_000), runs: 1 },
  { name: 'runs1000', history: 10, runs: sized(1000) },
];
const [STEPS, WAITS] = [40, 20];

/** Every contender's round of one workload right after the other's, so that all have the same neighbors. */
function contenders(modules) {
  const ours = [
    ...WORK.map((one) => ['umstieg', 'w1', one.name, () => modules.work(one)]),
    ...SIGNALS.map((one) => ['umstieg', 'w2', `inproc${one.name}`, () => modules.signals(one)]),
    ...SIGNALS.map((one) => ['umstieg', 'w2', `http${one.name}`, () => modules.overHttp(one)]),
  ];
  const sqlite = [
    ...WORK.map((one) => ['floor', 'w1', one.name, () => floor({ ...one, steps: STEPS })]),
    ...SIGNALS.map((one) => {
      const signals = { inFlight: one.inFlight, runs: one.inFlight, steps: WAITS };
      return ['floor', 'w2', `inproc${one.name}`, () => floor(signals)];
    }),
  ];
  const peers = [
    ...WORK.flatMap(({ name, inFlight, runs }) => [
      ['openworkflow', 'w1', name, () => peer('openworkflow.mjs', inFlight, runs)],
      ['restate', 'w1', name, () => peer('restate.mjs', 'work', inFlight, runs)],
    ]),
    ...SIGNALS.map(({ name, inFlight }) => {
      const go = () => peer('restate.mjs', 'signals', inFlight);
      return ['restate', 'w2', `http${name}`, go];
    }),
  ];
  const all = [...ours, ...sqlite, ...(peersInstalled() ? peers : [])];
  const place = ([, workload, name]) => `${workload} ${name.replace(/^inproc|^http/, '')}`;
  return all.sort((a, b) => place(a).localeCompare(place(b), 'en', { numeric: true }));
}

async function measured(modules) {
  const rounds = new Map();
  const list = contenders(modules);
  for (let round = 1; round <= ROUNDS; round++)
    for (const [who, workload, name, go] of list) {
      const done = await go();
      if (!done) continue;
      const key = `${who} ${workload} ${name}`;
      rounds.set(key, [...(rounds.get(key) ?? []), done]);
      const rate = (done.steps / done.seconds).toFixed(0);
      process.stderr.write(`round ${String(round)}/${String(ROUNDS)} ${key}: ${rate}/s\n`);
    }
  const all = {};
  for (const [key, done] of rounds) {
    const [who, workload, name] = key.split(' ');
    all[who] ??= {};
    all[who][workload] ??= {};
    all[who][workload][name] = figure(done, workload === 'w1' ? 'stepsPerS' : 'signalsPerS');
  }
  return all;
}

async function resumed({ resume }) {
  const w3 = {};
  for (const { name, history, runs } of RESUMES) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round++) rounds.push(await resume({ history, runs }));
    const of = (what) => Number(median(rounds.map((one) => one[what])).toFixed(1));
    w3[name] = runs === 1 ? { resumeMs: of('resumeMs') } : { runs, allMs: of('allMs') };
    process.stderr.write(`w3 ${name}: ${JSON.stringify(w3[name])}\n`);
  }
  return w3;
}

function table({ umstieg, ...others }) {
  const lines = [
    'workload            umstieg /s   p50 ms   p99 ms   CPU ms each   beside it (ours / theirs)',
  ];
  for (const workload of ['w1', 'w2'])
    for (const [name, own] of Object.entries(umstieg[workload])) {
      const rate = (one) => one.stepsPerS ?? one.signalsPerS;
      const beside = Object.entries(others).flatMap(([who, figures]) => {
        const theirs = figures[workload]?.[name];
        if (!theirs) return [];
        const ratio = (rate(own) / rate(theirs)).toFixed(2);
        const cpu = theirs.cpuMsEach === undefined ? '' : `, CPU ${String(theirs.cpuMsEach)} ms`;
        return [`${who} ${String(rate(theirs))}/s, p50 ${String(theirs.p50Ms)}${cpu} (${ratio})`];
      });
      const cells = [String(rate(own)).padStart(10), String(own.p50Ms).padStart(8)];
      const p99 = String(own.p99Ms).padStart(8);
      const what = `${workload} ${name}`.padEnd(19);
      const cpu = String(own.cpuMsEach ?? '').padStart(13);
      lines.push(`${what} ${cells.join(' ')} ${p99} ${cpu}   ${beside.join('; ')}`);
    }
  return lines.join('\n');
}

async function main() {
  if (build() !== 0) return 1;
  const modules = {
    ...(await import('./bench/engine-work.mjs')),
    ...{ overHttp: (await import('./bench/signals-http.mjs')).signalsOverHttp },
    ...(await import('./bench/resume.mjs')),
  };
  const { umstieg, floor: sqlite, ...peers } = await measured(modules);
  for (const { name, inFlight } of WORK) umstieg.w1[name].flushesPerStep = flushesPerStep(inFlight);
  const w3 = await resumed(modules);
  const data = await benchData();
  if (process.argv.includes('--json')) {
    const found = { ...umstieg, w3, floor: { sqlite3Grouped: sqlite }, peers, data };
    process.stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  } else {
    process.stdout.write(`${table({ umstieg, 'sqlite3 grouped': sqlite, ...peers })}\n`);
    const flushes = WORK.map(({ name }) => `${name} ${String(umstieg.w1[name].flushesPerStep)}`);
    process.stdout.write(`flushes a step: ${flushes.join(', ')}\nw3 ${JSON.stringify(w3)}\n`);
    process.stdout.write(`data ${JSON.stringify(data)}\n`);
  }
  const broken = brokenBounds(data);
  for (const line of broken) process.stderr.write(`${line}\n`);
  return broken.length > 0 ? 1 : 0;
}

process.exitCode = await main();
