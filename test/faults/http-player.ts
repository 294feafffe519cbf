import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { answerValues } from '../../src/cli/answer-values.js';
import type { Answer, AnswersFile, StepEntry } from '../../src/cli/answers-file.js';
import { isRunning, type TaskStatus } from '../../src/core/task-status.js';
import type { Reply, Server } from './server.js';

const POLL_MS = 15;
const REST_MS = 60_000;

/** Plays the answers of a practice customer over HTTP. Each command has its key; one that was not answered is sent again. */
export class HttpPlayer {
  /** Entries that were answered, and their work is over. */
  done = 0;

  constructor(
    private readonly run: string,
    private readonly file: AnswersFile,
    private readonly tokens: ReadonlyMap<string, string>,
  ) {}

  get over(): boolean {
    return this.done >= this.file.answers.length;
  }

  /** Goes on where it was. `next` says which server is asked for the next entry. @throws TypeError when the server dies on the way, Error when an answer is not the expected one */
  async play(next: () => Server): Promise<void> {
    for (;;) {
      const server = next();
      const answer = this.file.answers[this.done];
      if (!answer) return;
      const reply = await this.sendOne(server, answer);
      const refused = reply.status >= 400;
      if (refused !== (answer.entry.expect?.exit === 3) || reply.status >= 500)
        throw new Error(`${answer.id}: ${String(reply.status)} ${JSON.stringify(reply.body)}`);
      await this.atRest(server);
      this.done++;
    }
  }

  private async sendOne(server: Server, { id, entry }: Answer): Promise<Reply> {
    const path = `/api/runs/${this.run}`;
    const token = this.tokenOf(entry.as);
    const key = `play:${id}`;
    if ('clock' in entry)
      return server.send(token, `${path}/clock`, { key, body: { at: entry.clock } });
    if ('advance' in entry)
      return server.send(token, `${path}/advance`, { key, body: { duration: entry.advance } });
    const step = `${path}/steps/${entry.step ?? ''}`;
    if (entry.do !== 'submit')
      return server.send(token, `${step}/${entry.do}`, { key, body: { reason: entry.reason } });
    const body = await this.claimOf(server, entry, key);
    return server.send(token, `${step}/claims`, { key, body });
  }

  /** Evidence is sent ahead of the claim that names it. */
  private async claimOf(server: Server, entry: StepEntry, key: string) {
    const { folder } = this.file;
    const set = await answerValues(entry.set ?? {}, { folder, environment: {} });
    const evidence: unknown[] = [];
    for (const [i, given] of [entry.evidence ?? []].flat().entries()) {
      const path = resolve(folder, given);
      const to = `/api/runs/${this.run}/evidence?name=${encodeURIComponent(basename(path))}`;
      const sent = { key: `${key}:${String(i)}`, bytes: await readFile(path) };
      const { status, body } = await server.send(this.tokenOf(entry.as), to, sent);
      if (status >= 300) throw new Error(`${given}: ${String(status)} ${JSON.stringify(body)}`);
      evidence.push(body['digest']);
    }
    return { set, evidence };
  }

  /** Until nothing is being carried out or checked: the next entry may build on it. */
  private async atRest(server: Server): Promise<void> {
    const until = Date.now() + REST_MS;
    while (Date.now() < until) {
      const { body } = await server.send(this.tokenOf(undefined), `/api/runs/${this.run}`);
      const { steps } = body as { steps: { status: TaskStatus }[] };
      if (!steps.some(({ status }) => isRunning(status))) return;
      await delay(POLL_MS);
    }
    throw new Error(`the run did not come to rest in ${String(REST_MS)} ms`);
  }

  private tokenOf(name = 'Anna Berg'): string {
    const token = this.tokens.get(name);
    if (token === undefined) throw new Error(`nobody is called ${name}`);
    return token;
  }
}
