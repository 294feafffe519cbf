import { randomUUID } from 'node:crypto';
import type { CommandOptions } from '../../engine/engine.js';
import type { Umstieg } from '../../engine/umstieg.js';
import type { Send } from '../act.js';
import { act, type Acted } from '../act.js';
import type { Session } from '../ports.js';
import type { Screen } from '../screen.js';
import type { Prompter } from './prompter.js';

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
  send(o: { key?: string; revision?: number; judged: boolean; send: Send }): Promise<Acted> {
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
