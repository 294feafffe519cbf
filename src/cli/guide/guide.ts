import { randomUUID } from 'node:crypto';
import type { Action } from '../../access/rights.js';
import type { CommandOptions } from '../../engine/engine.js';
import type { Umstieg } from '../../engine/umstieg.js';
import type { Send } from '../act.js';
import { act, type Acted } from '../act.js';
import type { Session } from '../ports.js';
import type { Screen } from '../screen.js';
import type { Prompter } from './prompter.js';

interface Sending {
  readonly action: Action;
  readonly key?: string;
  readonly revision?: number;
  readonly judged: boolean;
  readonly send: Send;
}

/** What every page of the wizard works with: one person, one run, one terminal. */
export class Guide {
  constructor(
    readonly session: Session,
    readonly screen: Screen,
    readonly ask: Prompter,
    readonly runId: string,
    /** Who sits here. */
    readonly person: string,
  ) {}

  get umstieg(): Umstieg {
    return this.session.umstieg;
  }

  /** Sends one command by the same way as the command line and waits for what it began; may be left. */
  async send(o: Sending): Promise<Acted> {
    await this.session.require(o.action, { run: this.runId }, this.person);
    const options: CommandOptions = {
      who: this.session.who(this.person),
      key: o.key ?? newKey(),
      revision: o.revision,
    };
    const { judged, send } = o;
    return this.ask.keyboard.during(act(this.umstieg, this.runId, { options, judged, send }));
  }
}

export function newKey(): string {
  return `guide:${randomUUID()}`;
}
