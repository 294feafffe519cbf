// W3: kill -9 while runs with so many entries behind them carry out a step; then how long until the steps go on. As a process:
// FOLDER HISTORY RUNS begin|resume.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);

/** Milliseconds from "code loaded" (the data folder is opened after that) until the first and until every run goes on. */
export async function resume({ history, runs }) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-resume-'));
  try {
    const given = [folder, String(history), String(runs)];
    const first = fork(self, [...given, 'begin']);
    await said(first, 'standing');
    const gone = once(first, 'exit');
    first.kill('SIGKILL');
    await gone;
    const second = fork(self, [...given, 'resume']);
    const { resumeMs, allMs } = await said(second, 'allMs');
    const over = once(second, 'exit');
    second.kill('SIGKILL');
    await over;
    return { resumeMs, allMs };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function said(child, name) {
  for (;;) {
    const [message] = await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the process of W3 ended with ${String(code)}`);
      }),
    ]);
    if (name in message) return message;
  }
}

/** Every run hangs in its first step; before the kill its chain gets `history` further entries. */
async function child(folder, history, runs, mode) {
  const { hooks, registryOf, working } = await import('../bench-sequence.mjs');
  const { Umstieg } = await import('../../dist/engine/umstieg.js');
  const { WHO } = await import('./engine-work.mjs');
  const sequence = working(1);
  const registry = await registryOf(sequence);
  const never = new Promise(() => undefined);
  const there = new Set();
  const began = performance.now();
  let resumeMs;
  hooks.onStep = (runId) => {
    there.add(runId);
    resumeMs ??= performance.now() - began;
    if (mode === 'resume' && there.size === runs)
      process.send({ resumeMs, allMs: performance.now() - began });
    return never;
  };
  const umstieg = await Umstieg.open(registry, {
    ...{ dataFolder: folder, definition: sequence.definition },
  });
  if (mode === 'resume') return void (await umstieg.resume());
  const { projectId, runId } = await umstieg.newProject({ customer: 'B', kind: 'live', who: WHO });
  const ids = [runId];
  while (ids.length < runs) ids.push(await umstieg.newRun({ projectId, kind: 'live', who: WHO }));
  const note = { do: 'note', step: 'B-1000', text: 'seen' };
  for (const run of ids)
    for (let left = history; left > 0; left -= 100)
      await Promise.all(
        Array.from({ length: Math.min(left, 100) }, () => umstieg.command(run, note, { who: WHO })),
      );
  process.send({ standing: true });
}

if (process.argv[1] === self && process.argv.length === 6) {
  const [folder, history, runs, mode] = process.argv.slice(2);
  await child(folder, Number(history), Number(runs), mode);
}
