import { join, resolve } from 'node:path';
import { answerValues } from '../../src/cli/answer-values.js';
import type { Answer } from '../../src/cli/answers-file.js';
import { isOpen } from '../../src/core/task-status.js';
import type { RunView } from '../../src/engine/views.js';
import { documentOf, umstieg } from '../cli/command-line.js';
import { killInAttempt } from './kill-in-attempt.js';
import { KEYS, Terminal } from './terminal.js';
import { Typist, type Answers } from './typist.js';

export interface Kills {
  /** Killed while the form of this step is half typed. */
  readonly typing: string;
  /** Killed while the check of this step's claim is running. */
  readonly running: string;
}

/** Several people go through a practice run with `guide`, one after another at one terminal, and the power fails twice. */
export class DrillByHand {
  /** Everything that stood on a screen, one text a program. */
  readonly screens: string[] = [];
  /** What the form asked first after the kill in the middle of it. */
  askedAfterKill = '';
  killedRunning: boolean | undefined;
  wrongSentences = 0;
  /** Lines that did not fit a terminal. */
  readonly broken: string[] = [];
  private typist: Typist | undefined;
  private person = '';

  constructor(
    private readonly data: string,
    private readonly runId: string,
    private readonly folder: string,
    private readonly kills: Kills,
  ) {}

  async play(answers: readonly Answer[]): Promise<void> {
    for (const answer of answers) await this.give(answer);
    await this.leave();
  }

  run(): RunView {
    return documentOf(
      umstieg(['--data', this.data, '--json', 'project', 'show', this.runId]),
    ) as RunView;
  }

  /** For the end of a test that failed. */
  kill(): void {
    this.typist?.terminal.kill();
  }

  /** Another person takes over with a program of their own. */
  private async keyboard(name: string): Promise<Typist> {
    if (this.typist && this.person === name) return this.typist;
    await this.leave();
    this.person = name;
    const args = ['--data', this.data, '--as', name, 'guide', this.runId];
    this.typist = new Typist(new Terminal(args), this.wrongSentences === 0);
    return this.typist;
  }

  private async leave(): Promise<void> {
    if (!this.typist) return;
    if (this.typist.terminal.exitCode === undefined) {
      await this.typist.atMenu();
      this.typist.terminal.write(KEYS.ctrlC);
    }
    const code = await this.typist.terminal.ended();
    if (code !== 0) throw new Error(`leaving ended with ${code}`);
    this.gone();
  }

  private gone(): void {
    if (!this.typist) return;
    this.screens.push(this.typist.terminal.text());
    this.broken.push(...this.typist.terminal.broken());
    this.wrongSentences += this.typist.wrongSentences;
    this.typist = undefined;
  }

  private async give({ entry }: Answer): Promise<void> {
    if (entry.expect?.exit === 3) return; // what would be refused is not offered
    const name = entry.as ?? (this.person === '' ? 'Anna Berg' : this.person);
    const typist = await this.keyboard(name);
    if ('advance' in entry) return typist.moveClock(entry.advance);
    if ('clock' in entry) return typist.moveClock(entry.clock);
    const step = entry.step ?? '';
    if (entry.do === 'approve') return typist.approve(step, entry.reason ?? '');
    const set = await answerValues(entry.set ?? {}, { folder: this.folder, environment: {} });
    const evidence = [entry.evidence ?? []].flat().map((path) => resolve(this.folder, path));
    const given: Answers = { step, set, evidence };
    await typist.chooseStep(step);
    if (step === this.kills.typing && this.askedAfterKill === '') await this.killTyping(given);
    if (step === this.kills.running && this.killedRunning === undefined)
      return this.killRunning(given);
    await (await this.keyboard(name)).fill(given);
  }

  /** Kills while the second field is half typed, and comes back to the same form. */
  private async killTyping(given: Answers): Promise<void> {
    const { typist, person } = this;
    const [, second] = Object.keys(given.set);
    await typist?.fill(given, (field) => field === second);
    typist?.terminal.write('half a val');
    typist?.terminal.kill();
    await typist?.terminal.ended();
    this.gone();
    const again = await this.keyboard(person);
    await again.chooseStep(given.step);
    this.askedAfterKill = (await again.terminal.question()).text;
  }

  private async killRunning(given: Answers): Promise<void> {
    const { typist, person } = this;
    if (!typist) return;
    const { terminal } = typist;
    const killing = killInAttempt(terminal, join(this.data, 'umstieg.sqlite'), given.step);
    await typist.fill(given).catch((error: unknown) => {
      if (terminal.exitCode === undefined) throw error;
    });
    this.killedRunning = await killing;
    await terminal.ended();
    this.gone();
    await (await this.keyboard(person)).atMenu(); // takes over what the dead program left
    const status = this.run().steps.find((s) => s.id === given.step)?.status;
    if (!isOpen(status)) return;
    throw new Error(`${given.step} was sent and is open again`);
  }
}
