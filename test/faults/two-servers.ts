import { dirname, join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { aftermath, examined } from './aftermath.js';
import { assign } from './delivery.js';
import { newDrillFolder } from './drill-folder.js';
import type { Bench, Fault, Trial } from './fault.js';
import { HttpPlayer } from './http-player.js';
import { differences } from './same-end.js';
import { copyTo, newFolder, type Answered } from './sent.js';
import { accounts, Server } from './server.js';
import { storedRun } from './stored-run.js';

const ROUNDS = 12;
const AT_ONCE = 8;

const commands: Fault = {
  name: 'two-servers.commands',
  provoked: 'two servers on one database, commands to both at once; one is killed and comes back',
  behavior: 'both stay correct: nothing lost, nothing twice, no refusal (ADR 0032)',
  needs: [],
  tries: { slice: 1, full: 10 },
  trials: commandTrials,
};

const drill: Fault = {
  name: 'two-servers.drill',
  provoked: 'a whole drill over HTTP, each answer given to the other of two servers',
  behavior: 'same end as with one, every effect once',
  isLong: true,
  needs: [],
  tries: { slice: 1, full: 3 },
  trials: drillTrials,
};

export const twoServers: readonly Fault[] = [commands, drill];

async function* commandTrials(bench: Bench): AsyncIterable<Trial> {
  const { data: base, run } = await newFolder(bench.folder);
  const token = (await accounts(base, ['Anna'])).get('Anna') ?? '';
  for (let i = 0; i < bench.count; i++) {
    const data = copyTo(base, join(bench.folder, String(i)));
    const killed = 2 + Math.floor(bench.random() * (ROUNDS - 4));
    const problems = await sendToBoth({ data, run, token, killed });
    yield { what: `killed in round ${String(killed)}`, problems };
  }
}

interface Scene {
  readonly data: string;
  readonly run: string;
  readonly token: string;
  /** The round in which the second server is killed with commands on their way. */
  readonly killed: number;
}

async function sendToBoth({ data, run, token, killed }: Scene): Promise<string[]> {
  const first = await Server.start(data);
  let second = await Server.start(data);
  const answered: Answered[] = [];
  const problems: string[] = [];
  const unanswered: string[] = [];
  const sendOne = async (server: Server, key: string) => {
    const reply = await assign(server, { run, token, key }).catch(() => undefined);
    if (!reply) unanswered.push(key);
    else if (reply.status === 200) answered.push({ key, revision: Number(reply.body['revision']) });
    else problems.push(`${key}: ${String(reply.status)} ${JSON.stringify(reply.body)}`);
  };
  for (let round = 0; round < ROUNDS; round++) {
    const sent = Array.from({ length: AT_ONCE }, (_, i) =>
      sendOne(i % 2 === 0 ? first : second, `${String(round)}-${String(i)}`),
    );
    if (round === killed) await second.kill();
    await Promise.all(sent);
    if (round === killed) second = await Server.start(data);
    for (const key of unanswered.splice(0)) await sendOne(first, key);
  }
  await Promise.all([first.stop(), second.stop()]);
  const all = ROUNDS * AT_ONCE;
  if (answered.length !== all)
    problems.push(`${String(answered.length)} of ${String(all)} answered`);
  return [...problems, ...(await aftermath(data, run, answered))];
}

async function* drillTrials(bench: Bench): AsyncIterable<Trial> {
  const made = await newDrillFolder(bench.folder);
  const file = await readAnswers(made.answers);
  const files = [dirname(made.answers)];
  const names = [...new Set(file.answers.flatMap(({ entry }) => entry.as ?? []))];
  const tokens = await accounts(made.data, names);
  const play = async (name: string, servers: number) => {
    const data = copyTo(made.data, join(bench.folder, name));
    const started = await Promise.all(
      Array.from({ length: servers }, () => Server.start(data, { files })),
    );
    let turn = 0;
    const next = () => started[turn++ % servers] as Server;
    await new HttpPlayer(made.run, file, tokens).play(next);
    await Promise.all(started.map((server) => server.stop()));
    const found = await storedRun(data, made.run);
    if (!found) throw new Error('no run');
    return { data, found };
  };
  const alone = await play('alone', 1);
  for (let i = 0; i < bench.count; i++) {
    const both = await play(`both-${String(i)}`, 2);
    const problems = [...differences(alone.found, both.found), ...(await examined(both.data))];
    yield { what: `drill ${String(i + 1)}`, problems };
  }
}
