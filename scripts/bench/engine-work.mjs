// The real engine at work, as a module and (under strace) as a process: W1, and what it counts. See scripts/bench.mjs.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Umstieg } from '../../dist/engine/umstieg.js';
import { hooks, registryOf, STEPS, waiting, WAITS, working } from '../bench-sequence.mjs';

export const WHO = {
  ...{ name: 'bench', authenticated: false, via: 'cli', host: 'bench', osUser: 'bench' },
};

/** Milliseconds of both kinds, all threads of this process: tells more than the clock on a machine that others use. */
export function cpuSince(used) {
  const { user, system } = process.cpuUsage(used);
  return (user + system) / 1000;
}

/** Opens the engine on an empty folder with one project; `work(umstieg, projectId)`; cleans up. */
async function withEngine(sequence, work) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-bench-'));
  const registry = await registryOf(sequence);
  const umstieg = await Umstieg.open(registry, {
    ...{ dataFolder: folder, definition: sequence.definition },
  });
  try {
    const { projectId } = await umstieg.newProject({ customer: 'Bench', kind: 'live', who: WHO });
    await umstieg.settle();
    return await work(umstieg, projectId);
  } finally {
    await umstieg.close();
    rmSync(folder, { recursive: true });
  }
}

/** Counts what goes to the database, and how often machines are asked; nothing here depends on the machine. */
export function counted(umstieg) {
  const counts = { commits: 0, bytes: 0, reads: 0, moves: 0 };
  const { database } = umstieg.core;
  const [write, query] = [database.writeBatch.bind(database), database.query.bind(database)];
  database.writeBatch = (body) => {
    counts.commits += 1;
    counts.bytes += body.length;
    return write(body);
  };
  database.query = (...asked) => {
    counts.reads += 1;
    return query(...asked);
  };
  for (const definition of umstieg.core.known()) {
    const move = definition.move.bind(definition);
    definition.move = (...asked) => {
      counts.moves += 1;
      return move(...asked);
    };
  }
  return counts;
}

/** W1: `runs` runs of 40 steps, so many in flight. Latency: from the start of a step to the start of the next. */
export function work({ inFlight, runs }) {
  return withEngine(working(), async (umstieg, projectId) => {
    const counts = counted(umstieg);
    const [last, gaps] = [new Map(), []];
    hooks.onStep = (runId) => {
      const now = performance.now();
      if (last.has(runId)) gaps.push(now - last.get(runId));
      last.set(runId, now);
    };
    const used = process.cpuUsage();
    const began = performance.now();
    let next = 0;
    const worker = async () => {
      while (next++ < runs)
        await umstieg.settle(await umstieg.newRun({ projectId, kind: 'live', who: WHO }));
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    const seconds = (performance.now() - began) / 1000;
    const cpuMs = cpuSince(used);
    hooks.onStep = () => undefined;
    return { steps: runs * STEPS, seconds, cpuMs, gaps, counts };
  });
}

/** W2 in process: a person's signal until the run stands durably at its next place. */
export function signals({ inFlight }) {
  return withEngine(waiting(), async (umstieg, projectId) => {
    const runs = await Promise.all(
      Array.from({ length: inFlight }, () => umstieg.newRun({ projectId, kind: 'live', who: WHO })),
    );
    const counts = counted(umstieg);
    const gaps = [];
    const used = process.cpuUsage();
    const began = performance.now();
    const person = async (run) => {
      for (let i = 0; i < WAITS; i++) {
        const sent = performance.now();
        const options = { who: WHO, key: `${run}-${String(i)}` }; // as over HTTP, where every command has one
        await umstieg.command(run, { do: 'signal', type: 'next' }, options);
        gaps.push(performance.now() - sent);
      }
    };
    await Promise.all(runs.map(person));
    const seconds = (performance.now() - began) / 1000;
    const cpuMs = cpuSince(used);
    return { steps: inFlight * WAITS, seconds, cpuMs, gaps, counts };
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, inFlight, runs] = process.argv.slice(2);
  const done = await { work, signals }[what]({ inFlight: Number(inFlight), runs: Number(runs) });
  const { steps, seconds, counts } = done;
  process.stdout.write(`${JSON.stringify({ steps, seconds, ...counts })}\n`);
}
