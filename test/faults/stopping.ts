import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { examined, goesOn, historyProblems } from './aftermath.js';
import type { Bench, Fault, Trial } from './fault.js';
import { ROOT, run as ended, umstieg } from './processes.js';
import { copyTo, newFolder } from './sent.js';
import { accounts, Server } from './server.js';

const PROGRAM = join(ROOT, 'test', 'faults', 'program.ts');
const TYPESCRIPT = ['--import', join(ROOT, 'test', 'program', 'typescript.mjs')];
/** What docs/operations.md promises, and what a busy machine takes besides. */
const GRACE_MS = 10_000;
const SLACK_MS = 8_000;

const step = (name: string, what: string, behavior: string, takesMs: number): Fault => ({
  ...{ name, needs: [], tries: { slice: 1, full: 5 } },
  provoked: `SIGTERM of a server whose step ${what}`,
  behavior,
  trials: (bench) => stepTrials(bench, takesMs),
});

const upload: Fault = {
  name: 'stop.upload',
  provoked: 'SIGTERM of a server, and `kill -9`, while an evidence file is being sent',
  behavior:
    'it ends with 0 in time; nothing half is named; sent again to the next server it is whole',
  needs: [],
  tries: { slice: 2, full: 10 },
  trials: uploadTrials,
};

const operation: Fault = {
  name: 'stop.operation',
  provoked: 'SIGTERM of a server, and `kill -9`, while it exports a bundle',
  behavior: 'done, or `interrupted` without half a file; the same key gives a bundle that verifies',
  needs: [],
  tries: { slice: 2, full: 10 },
  trials: operationTrials,
};

/** A server that is told to stop, and one that is not asked. */
export const stopping: readonly Fault[] = [
  step(
    'stop.step',
    'is over soon',
    'it ends with 0 once the step is over; what it did counts',
    4_000,
  ),
  step(
    'stop.long-step',
    'goes on for two minutes and does not heed its signal',
    'it ends with 0 after ten seconds; the next server takes the attempt over, the effect is there once',
    120_000,
  ),
  upload,
  operation,
];

async function* stepTrials({ folder, count }: Bench, takesMs: number): AsyncIterable<Trial> {
  for (let i = 0; i < count; i++) {
    const [data, world] = [join(folder, `data-${String(i)}`), join(folder, `world-${String(i)}`)];
    writeFileSync(world, '');
    yield { what: `try ${String(i + 1)}`, problems: await stopInStep(data, world, takesMs) };
  }
}

async function stopInStep(data: string, world: string, takesMs: number): Promise<string[]> {
  const slow = (ms: number) => ({
    ...{ node: TYPESCRIPT, program: PROGRAM },
    env: { SLOW_STEP_WORLD: world, SLOW_STEP_MS: String(ms) },
  });
  const token = (await accounts(data, ['Anna'])).get('Anna') ?? '';
  const first = await Server.start(data, slow(takesMs));
  const made = await first.send(token, '/api/projects', {
    ...{ key: 'project', body: { customer: 'Muster GmbH', kind: 'live' } },
  });
  const id = String(made.body['id']);
  const set = { host: 'mail.muster.example', expiresOn: '2999-04-30', pinned: true };
  const claim = await first.send(token, `/api/runs/${id}/steps/C-101/claims`, {
    ...{ key: 'claim', body: { set, evidence: [] } },
  });
  if (claim.status !== 202) throw new Error(JSON.stringify(claim));
  await until(() => lines(world).length > 0);
  const { code, ms } = await stopped(first);
  const whole = takesMs < GRACE_MS;
  const problems = code === 0 ? [] : [`it ended with ${String(code)}`];
  if (ms > (whole ? takesMs : GRACE_MS) + SLACK_MS) problems.push(`it took ${ms.toFixed(0)} ms`);
  if (whole !== lines(world).some((line) => line.startsWith('done')))
    problems.push(`at the end of the server: ${lines(world).join('; ')}`);
  const second = await Server.start(data, slow(0));
  await until(async () => {
    const { body } = await second.send(token, `/api/runs/${id}`);
    const { steps } = body as { steps: { id: string; status: string }[] };
    return steps.find((one) => one.id === 'C-301')?.status === 'done';
  }).catch(() => problems.push('the next server did not go on with the step'));
  await second.stop();
  const effects = lines(world).filter((line) => line.startsWith('done'));
  if (effects.length !== 1) problems.push(`${String(effects.length)} effects`);
  const told = { key: 'claim', revision: Number(claim.body['revision']) };
  return [...problems, ...(await historyProblems(data, id, [told]))];
}

const lines = (file: string) => readFileSync(file, 'utf8').split('\n').slice(0, -1);

async function* uploadTrials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
  const bytes = Buffer.from(randomBytes(2_000_000).toString('hex'));
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const part = Math.floor(bytes.length * (0.05 + 0.9 * random()));
    const first = await Server.start(data);
    const cut = sendPart(first.address, {
      token,
      run,
      bytes: bytes.subarray(0, part),
      all: bytes.length,
    });
    const uploads = join(data, 'uploads');
    await until(() => existsSync(uploads) && readdirSync(uploads).length > 0);
    const problems: string[] = [];
    if (i % 2 === 0) {
      const { code, ms } = await stopped(first);
      if (code !== 0) problems.push(`it ended with ${String(code)}`);
      if (ms > GRACE_MS + SLACK_MS) problems.push(`it took ${ms.toFixed(0)} ms`);
      if (readdirSync(uploads).length > 0) problems.push('half a file was left');
    } else await first.kill();
    if ((await cut) === 201) problems.push('half a file was taken');
    const second = await Server.start(data);
    const path = `/api/runs/${run}/evidence?name=order.txt`;
    const again = await second.send(token, path, { key: 'upload', bytes });
    const got = await second.send(
      token,
      `/api/runs/${run}/evidence/${String(again.body['digest'])}`,
    );
    if (again.status !== 201 || got.status !== 200 || again.body['size'] !== bytes.length)
      problems.push(`sent again: ${String(again.status)}, ${String(got.status)}`);
    await second.stop();
    const what = `${i % 2 === 0 ? 'SIGTERM' : 'SIGKILL'} after ${String(part)} bytes`;
    yield { what, problems: [...problems, ...(await goesOn(data, run))] };
  }
}

interface Part {
  readonly token: string;
  readonly run: string;
  readonly bytes: Uint8Array;
  /** Bytes that were announced. */
  readonly all: number;
}

/** A part of a file, and then nothing more. @returns the status, undefined when the line was cut */
function sendPart(address: string, { token, run, bytes, all }: Part): Promise<number | undefined> {
  const headers = { authorization: `Bearer ${token}`, 'content-length': String(all) };
  const named = { ...headers, 'idempotency-key': 'upload', 'if-match': '*' };
  const path = `${address}/api/runs/${run}/evidence?name=order.txt`;
  return new Promise((done) => {
    const sent = request(path, { method: 'POST', headers: named }, (response) => {
      response.resume();
      done(response.statusCode);
    });
    sent.on('error', () => done(undefined));
    sent.write(bytes);
  });
}

async function* operationTrials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
  const at = `/api/runs/${run}/operations`;
  const order = { key: 'export', body: { kind: 'export' } };
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const first = await Server.start(data);
    const begun = await first.send(token, at, order);
    await delay(random() * 150);
    const problems: string[] = [];
    if (i % 2 === 0) {
      const { code, ms } = await stopped(first);
      if (code !== 0) problems.push(`it ended with ${String(code)}`);
      if (ms > GRACE_MS + SLACK_MS) problems.push(`it took ${ms.toFixed(0)} ms`);
    } else await first.kill();
    const second = await Server.start(data);
    const one = `${at}/${String(begun.body['id'])}`;
    const found = await second.send(token, one);
    const left = String(found.body['status']);
    if (left !== 'done' && left !== 'interrupted') problems.push(`it says ${left}`);
    await second.send(token, at, order);
    await until(async () => (await second.send(token, one)).body['status'] === 'done').catch(() =>
      problems.push('the same key did not begin it again'),
    );
    const bundle = join(folder, `${String(i)}.zip`);
    writeFileSync(bundle, await second.download(token, `${one}/result`));
    await second.stop();
    const verified = await ended(umstieg(data, 'bundle', 'verify', bundle));
    if (verified.code !== 0) problems.push(`the bundle does not verify: ${verified.stdout}`);
    const what = `${i % 2 === 0 ? 'SIGTERM' : 'SIGKILL'}, then ${left}`;
    yield { what, problems: [...problems, ...(await examined(data))] };
  }
}

async function stopped(server: Server): Promise<{ code: number | null; ms: number }> {
  const began = performance.now();
  const { code } = await server.stop();
  return { code, ms: performance.now() - began };
}

/** @throws Error after a minute */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 60_000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within a minute: ${holds.toString()}`);
    await delay(20);
  }
}
