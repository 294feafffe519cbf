import { join } from 'node:path';
import { aftermath } from './aftermath.js';
import type { Bench, Fault, Trial } from './fault.js';
import { newFolder, type Answered, copyTo } from './sent.js';
import { accounts, Server, type Reply } from './server.js';

const COMMANDS = 40;

/** Commands that reach the server more than once, late, in any order, and to a server that was started anew meanwhile. */
const again: Fault = {
  name: 'delivery.again',
  provoked:
    '40 commands, each sent one to four times in any order, many at once, the last ones to a new server',
  behavior: 'each acts once; every delivery gets the first answer',
  needs: [],
  tries: { slice: 1, full: 20 },
  trials: (bench) => withServer(bench, deliverAgain),
};

/** Commands that were decided on an older picture of the run. */
const late: Fault = {
  name: 'delivery.late',
  provoked: '40 commands that name the revision somebody saw, sent in any order, all at once',
  behavior: 'one for each revision acts; the others are refused as run.conflict and change nothing',
  needs: [],
  tries: { slice: 1, full: 20 },
  trials: (bench) => withServer(bench, deliverLate),
};

export const delivery: readonly Fault[] = [again, late];

interface Scene {
  readonly data: string;
  readonly run: string;
  readonly token: string;
  readonly random: () => number;
}

async function* withServer(
  bench: Bench,
  deliver: (scene: Scene) => Promise<string[]>,
): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  const tokens = await accounts(base, ['Anna']);
  for (let i = 0; i < bench.count; i++) {
    const data = copyTo(base, join(bench.folder, String(i)));
    const { random } = bench;
    const problems = await deliver({ data, run, token: tokens.get('Anna') ?? '', random });
    yield { what: `try ${String(i + 1)}`, problems };
  }
}

async function deliverAgain({ data, run, token, random }: Scene): Promise<string[]> {
  const keys = Array.from({ length: COMMANDS }, (_, i) => `again-${String(i)}`);
  const all = keys.flatMap((key) =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, () => key),
  );
  const order = shuffled(all, random);
  const answers = new Map<string, Set<unknown>>();
  const refused: string[] = [];
  const sendAll = async (server: Server, some: readonly string[]) => {
    const replies = await Promise.all(some.map((key) => assign(server, { run, token, key })));
    for (const [i, { status, body }] of replies.entries()) {
      const key = some[i] ?? '';
      if (status !== 200) refused.push(`${key}: ${String(status)} ${JSON.stringify(body)}`);
      answers.set(key, (answers.get(key) ?? new Set()).add(body['revision']));
    }
  };
  const first = await Server.start(data);
  const half = Math.floor(order.length * 0.7);
  for (let at = 0; at < half; at += 12)
    await sendAll(first, order.slice(at, Math.min(half, at + 12)));
  await first.kill();
  const second = await Server.start(data);
  await sendAll(second, order.slice(half));
  await second.stop();
  const answered = [...answers].map(([key, [revision]]): Answered => ({
    key,
    revision: Number(revision),
  }));
  const twofold = [...answers].filter(([, said]) => said.size > 1).map(([key]) => key);
  return [
    ...refused,
    ...(twofold.length > 0 ? [`answered differently: ${twofold.join(', ')}`] : []),
    ...(await aftermath(data, run, answered)),
  ];
}

async function deliverLate({ data, run, token, random }: Scene): Promise<string[]> {
  const server = await Server.start(data);
  const seen = Number((await server.send(token, `/api/runs/${run}`)).body['revision']);
  const keys = Array.from({ length: COMMANDS }, (_, i) => `late-${String(i)}`);
  const named = shuffled(keys, random).map((key, i) => ({ key, match: seen + (i % 4) }));
  const replies = await Promise.all(
    named.map(({ key, match }) => assign(server, { run, token, key, match: `"${String(match)}"` })),
  );
  await server.stop();
  const problems: string[] = [];
  const answered: Answered[] = [];
  const acted = new Map<number, number>();
  for (const [i, { status, body }] of replies.entries()) {
    const { key = '', match = 0 } = named[i] ?? {};
    if (status === 200) {
      answered.push({ key, revision: Number(body['revision']) });
      acted.set(match, (acted.get(match) ?? 0) + 1);
    } else if (body['code'] !== 'run.conflict')
      problems.push(`${key}: ${String(status)} ${JSON.stringify(body)}`);
  }
  if (acted.get(seen) !== 1) problems.push('of those that named the newest revision not one acted');
  for (const [match, times] of acted)
    if (times > 1) problems.push(`${String(times)} acted on revision ${String(match)}`);
  return [...problems, ...(await aftermath(data, run, answered))];
}

interface Assigned {
  readonly run: string;
  readonly token: string;
  readonly key: string;
  readonly match?: string;
}

export function assign(server: Server, { run, token, key, match }: Assigned): Promise<Reply> {
  const path = `/api/runs/${run}/steps/R-101/assign`;
  const sent = { key, body: { to: `Wer ${key}` } };
  return server.send(token, path, match === undefined ? sent : { ...sent, match });
}

function shuffled<T>(all: readonly T[], random: () => number): T[] {
  return all
    .map((one) => ({ one, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
