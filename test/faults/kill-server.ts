import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readAnswers } from '../../src/cli/answers-file.js';
import { examined } from './aftermath.js';
import { newDrillFolder } from './drill-folder.js';
import type { Bench, Fault, Trial } from './fault.js';
import { HttpPlayer } from './http-player.js';
import { AFTER_WRITE } from './kill-drill.js';
import { copyTo } from './sent.js';
import { accounts, Server } from './server.js';
import { differences } from './same-end.js';
import { storedRun, type StoredRun } from './stored-run.js';

/** Kills of one drill lie this many writes apart; as many drills, each begun one later, meet every write. */
const APART = 9;
/** A slice is one drill with few kills. */
const FAR_APART = 40;

/**
 * A drill over HTTP. The server is killed after its n-th durable write, started again, killed after nine more, and so on to
 * the end; whoever got no answer sends the same command under the same key.
 */
export const killServer: Fault = {
  name: 'kill.server',
  provoked: '`kill -9` of the server after every ninth durable write of a whole drill over HTTP',
  behavior: 'unanswered commands sent again: same end as without a kill, every effect once',
  isLong: true,
  needs: [],
  tries: { slice: 1, full: APART },
  trials,
};

interface Prepared {
  readonly data: string;
  readonly run: string;
  readonly player: () => HttpPlayer;
  /** Folders whose files the answers name. */
  readonly files: readonly string[];
}

async function prepare(bench: Bench): Promise<Prepared> {
  const drill = await newDrillFolder(bench.folder);
  const file = await readAnswers(drill.answers);
  const names = file.answers.flatMap(({ entry }) => entry.as ?? []);
  const tokens = await accounts(drill.data, [...new Set(names)]);
  const files = [dirname(drill.answers)];
  return { ...drill, files, player: () => new HttpPlayer(drill.run, file, tokens) };
}

async function* trials(bench: Bench): AsyncIterable<Trial> {
  const prepared = await prepare(bench);
  const wanted = await reference(prepared, bench.folder);
  const apart = bench.count < APART ? FAR_APART : APART;
  const first = Math.floor(bench.random() * apart);
  for (let i = 0; i < bench.count; i++) {
    const begin = ((first + i) % apart) + 1;
    const data = copyTo(prepared.data, join(bench.folder, `from-${String(begin)}`));
    const { kills, problems } = await drillUnderKills(
      { ...prepared, data },
      { begin, apart },
      wanted,
    );
    yield { what: `from write ${String(begin)}, ${String(kills)} kills`, problems };
  }
}

async function reference(prepared: Prepared, folder: string): Promise<StoredRun> {
  const data = copyTo(prepared.data, join(folder, 'reference'));
  const server = await Server.start(data, { files: prepared.files });
  await prepared.player().play(() => server);
  await server.stop();
  const wanted = await storedRun(data, prepared.run);
  if (!wanted) throw new Error('no run');
  return wanted;
}

async function drillUnderKills(
  { data, run, player, files }: Prepared,
  { begin, apart }: { begin: number; apart: number },
  wanted: StoredRun,
) {
  const playing = player();
  let kills = 0;
  for (let after = begin; !playing.over; after = apart) {
    const server = await Server.start(data, {
      files,
      node: ['--import', AFTER_WRITE],
      env: { AFTER_WRITE_KILL: String(after) },
    }).catch(() => undefined); // killed before it listened
    if (server) await playOrDie(playing, server);
    kills++;
    if (kills > 500) return { kills, problems: ['it does not come to its end'] };
  }
  const problems = kills < 3 ? [`only ${String(kills)} kills`] : [];
  const found = await storedRun(data, run);
  if (!found) return { kills, problems: ['the run is gone'] };
  return {
    kills,
    problems: [...problems, ...differences(wanted, found), ...(await examined(data))],
  };
}

/** Ends with the server: killed by its own write, or by us after the last answer. */
async function playOrDie(playing: HttpPlayer, server: Server): Promise<void> {
  try {
    await playing.play(() => server);
    await delay(200); // what follows the last answer
    await server.kill();
  } catch (error) {
    const { signal } = await server.ended;
    if (signal !== 'SIGKILL' || !(error instanceof TypeError)) throw error;
  }
}
