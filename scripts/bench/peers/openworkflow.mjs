// openworkflow on SQLite (WAL, synchronous=FULL is what node:sqlite brings): W1, as a process under Node 22. Arguments: IN_FLIGHT RUNS.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenWorkflow } from 'openworkflow';
import { BackendSqlite } from 'openworkflow/sqlite';

const STEPS = 40;
const [inFlight, runs] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'umstieg-peer-'));
const backend = await BackendSqlite.connect(join(folder, 'ow.db'));
let [done, finish] = [0, () => undefined];
const finished = new Promise((resolve) => (finish = resolve));
const watched = new Proxy(backend, {
  get(target, name) {
    const value = target[name];
    if (typeof value !== 'function') return value;
    if (name !== 'completeWorkflowRun') return value.bind(target);
    return async (...given) => {
      const answer = await value.apply(target, given);
      if (++done === runs) finish();
      return answer;
    };
  },
});
const engine = new OpenWorkflow({ backend: watched });
const gaps = [];
const workflow = engine.defineWorkflow({ name: 'w1' }, async ({ input, step }) => {
  let last;
  for (let i = 0; i < STEPS; i++)
    await step.run({ name: `s${String(i)}` }, async () => {
      const now = performance.now();
      if (last !== undefined) gaps.push(now - last);
      last = now;
      return { payload: `${input.id}-${String(i)}-`.padEnd(180, 'x') };
    });
  return { ok: true };
});
const worker = engine.newWorker({ concurrency: inFlight });
const used = process.cpuUsage();
const began = performance.now();
await Promise.all(Array.from({ length: runs }, (_, i) => workflow.run({ id: `r${String(i)}` })));
await worker.start();
await finished;
const seconds = (performance.now() - began) / 1000;
const { user, system } = process.cpuUsage(used);
const cpuMs = (user + system) / 1000;
process.stdout.write(`${JSON.stringify({ steps: runs * STEPS, seconds, cpuMs, gaps })}\n`);
await worker.stop();
await backend.stop();
rmSync(folder, { recursive: true });
process.exit(0);
