import { documentOf, umstieg } from '../cli/command-line.js';
import type { RunView, StepView } from '../../src/engine/views.js';
import { KEYS, Terminal, type Setting } from './terminal.js';
import { Typist } from './typist.js';

/** One run in one data folder, driven by whoever sits down at its guide. */
export class GuidedRun {
  private readonly open: Terminal[] = [];

  private constructor(
    readonly data: string,
    readonly id: string,
  ) {}

  static begin(data: string, customer = 'Muster GmbH'): GuidedRun {
    const project = ['project', 'new', '--customer', customer, '--kind', 'drill'];
    const made = umstieg(['--data', data, '--json', '--as', 'Anna Berg', ...project]);
    return new GuidedRun(data, (documentOf(made) as RunView).id);
  }

  view(): RunView {
    return documentOf(
      umstieg(['--data', this.data, '--json', 'project', 'show', this.id]),
    ) as RunView;
  }

  step(id: string): StepView | undefined {
    return this.view().steps.find((s) => s.id === id);
  }

  /** The German guide unless the options say otherwise. */
  sit(person: string, setting: Setting = {}, options: readonly string[] = []): Typist {
    const args = ['--data', this.data, ...options, '--as', person, 'guide', this.id];
    const terminal = new Terminal(args, setting);
    this.open.push(terminal);
    return new Typist(terminal, false);
  }

  /** Leaves by Ctrl-C and gives what stood on the screen. */
  async leave({ terminal }: Typist): Promise<string> {
    await terminal.question();
    terminal.write(KEYS.ctrlC);
    await terminal.ended();
    return terminal.text();
  }

  /** For the end of a test that failed. */
  kill(): void {
    for (const terminal of this.open) terminal.kill();
  }
}
