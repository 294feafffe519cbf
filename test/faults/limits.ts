import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { aftermath } from './aftermath.js';
import { assign } from './delivery.js';
import type { Bench, Fault, Trial } from './fault.js';
import { run as ended } from './processes.js';
import { copyTo, newFolder, send, type Answered } from './sent.js';
import { accounts, Server } from './server.js';

const files: Fault = {
  name: 'limits.open-files',
  provoked: 'a server that may open 64 files (prlimit), and 100 connections',
  behavior:
    'it answers within 5 s, 503 `server.busy` where it has no place; once they are gone commands are taken; nothing acknowledged is missing',
  needs: ['prlimit'],
  tries: { slice: 1, full: 5 },
  trials: fileTrials,
};

const shortWrites: Fault = {
  name: 'limits.file-size',
  provoked: 'files may only grow to a size (prlimit --fsize): a write is cut short in the middle',
  behavior: 'nothing cut is acknowledged; without the limit everything goes on',
  needs: ['prlimit'],
  tries: { slice: 2, full: 40 },
  trials: sizeTrials,
};

const memory: Fault = {
  name: 'limits.memory',
  provoked: 'memory runs out in the middle of 20,000 commands at once (heap of 48 MB)',
  behavior: 'the process ends; nothing acknowledged is missing; the next start goes on',
  needs: [],
  tries: { slice: 1, full: 5 },
  trials: memoryTrials,
};

export const limits: readonly Fault[] = [files, shortWrites, memory];

async function* fileTrials({ folder, count }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const server = await Server.start(data);
    const limited = ['prlimit', '--pid', String(server.pid), '--nofile=64:64'];
    const { code: refused, stderr } = await ended(limited);
    if (refused !== 0) throw new Error(stderr);
    const answered: Answered[] = [];
    const sendOne = async (key: string) => {
      const reply = await assign(server, { run, token, key }).catch(() => undefined);
      if (reply?.status === 200) answered.push({ key, revision: Number(reply.body['revision']) });
      return reply;
    };
    let busy = 0;
    const strange: string[] = [];
    const port = Number(new URL(server.address).port);
    const crowd = Array.from({ length: 100 }, () => opened(port));
    await delay(300);
    const began = performance.now();
    const during = Array.from({ length: 20 }, async (_, n) => {
      const reply = await sendOne(`crowd-${String(n)}`);
      if (reply?.status === 503 && reply.body['code'] === 'server.busy') busy++;
      else if (reply?.status !== 200) strange.push(String(reply?.status ?? 'no answer'));
    });
    const all = Promise.all(during).then(() => performance.now() - began);
    const ms = await Promise.race([all, delay(5_000, Number.POSITIVE_INFINITY)]);
    for (const socket of crowd) socket.destroy();
    const met = [
      ...(ms < 5_000 ? [] : ['not everybody was answered within 5 s']),
      ...(busy > 0 ? [] : ['nobody was refused: the limit was not met']),
      ...(strange.length > 0 ? [`answered: ${strange.join()}`] : []),
    ];
    const problems = (await inTime(
      async () => (await sendOne(`later-${String(Date.now())}`))?.status === 200,
    ))
      ? met
      : [...met, 'no command was taken after the connections had gone'];
    const { code } = await server.stop();
    if (code !== 0) problems.push(`the server ended with ${String(code)}`);
    yield { what: 'crowd', problems: [...problems, ...(await aftermath(data, run, answered))] };
  }
}

function opened(port: number): Socket {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  return socket;
}

async function inTime(works: () => Promise<boolean>): Promise<boolean> {
  const until = Date.now() + 20_000;
  while (Date.now() < until) {
    if (await works()) return true;
    await delay(200);
  }
  return false;
}

async function* sizeTrials({ folder, count, random }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const isFile = i % 2 === 0;
    const most = Math.floor(isFile ? 60_000 + random() * 130_000 : 40_000 + random() * 400_000);
    const mode = isFile ? 'evidence' : 'one-by-one';
    const under = ['prlimit', `--fsize=${String(most)}`];
    const env = { STOP_AFTER: '3' };
    const { answered } = await send(data, run, { mode, under, env, count: 200 });
    const done = answered.filter((a) => a.code === undefined);
    const problems = done.length < 200 ? [] : ['nothing was refused: the limit was not met'];
    const again = await send(data, run, { mode, count: 3, name: 'karl' });
    const all = [...answered, ...again.answered];
    const what = `${String(most)} bytes, ${mode}`;
    yield { what, problems: [...problems, ...(await aftermath(data, run, all))] };
  }
}

async function* memoryTrials({ folder, count }: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(folder);
  for (let i = 0; i < count; i++) {
    const data = copyTo(base, join(folder, String(i)));
    const env = { NODE_OPTIONS: '--max-old-space-size=48' };
    const sent = await send(data, run, { mode: 'together', count: 20_000, env });
    const { answered } = sent;
    const met = sent.ended.code !== 0 || answered.some((a) => a.code !== undefined);
    const problems = met ? [] : ['the memory sufficed: the limit was not met'];
    const what = `${String(answered.length)} answers before the end`;
    yield { what, problems: [...problems, ...(await aftermath(data, run, answered))] };
  }
}
