import type { CommandRight } from './command-right.js';
import type { Language } from '../core/text.js';
import type { CliPorts, Session } from './ports.js';
import type { Refused } from './next-command.js';
import type { Screen } from './screen.js';
import { signedInSession } from './signed-in.js';

export const DEFAULT_DATA = './umstieg-data';

/** Options every command takes. */
export interface Globals {
  readonly data: string;
  readonly json: boolean;
  readonly lang: Language;
  readonly as?: string;
  /** Files with session tokens: who acts, once there are accounts. */
  readonly tokenFiles?: readonly string[];
  readonly key?: string;
  readonly revision?: number;
}

/** One command as it was typed. */
export interface Call {
  readonly row: Refused['row'] & CommandRight;
  readonly screen: Screen;
  readonly ports: CliPorts;
  readonly globals: Globals;
  readonly args: readonly string[];
  readonly repeat?: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** Carries a command out and answers its exit code. */
export type Handler = (call: Call) => Promise<number>;

export function argument(call: Call, index: number): string {
  return call.args[index] ?? '';
}

export function option(call: Call, name: string): string | undefined {
  const value = call.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** An option the command line made sure of. */
export function needed(call: Call, name: string): string {
  return option(call, name) ?? '';
}

export function listOption(call: Call, name: string): readonly string[] {
  const value = call.options[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

export function flagOption(call: Call, name: string): boolean {
  return call.options[name] === true;
}

/** `a,b` → two ids. */
export function commaList(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '');
}

/**
 * Opens the data folder for one command and closes it whatever happens. Names the open runs that cannot go on; they stop no
 * others. With `startPaused` nothing begins: no attempt, no timer.
 * With `asksItself` the command says who may, or it serves those who ask.
 * @throws RequestError as `signedInSession`
 */
export async function withEngine<T>(
  call: Call,
  use: (session: Session) => Promise<T>,
  o: { readonly startPaused?: boolean; readonly asksItself?: boolean } = {},
): Promise<T> {
  const { asksItself = false, ...open } = o;
  const session = await call.ports.open(call.globals.data, open);
  try {
    const signedIn = asksItself ? session : await signedInSession(call, session);
    await nameOrphans(call, signedIn);
    return await use(signedIn);
  } finally {
    await session.close();
  }
}

/** Of customers that somebody may see. */
async function nameOrphans(
  { screen }: Call,
  { umstieg, access, signedIn }: Session,
): Promise<void> {
  for (const { run, customer, reason } of await umstieg.orphans())
    if (!signedIn || (await access.mayAt(signedIn, 'project.see', { run })))
      screen.note(`! ${run} ${customer}: ${screen.say(reason.text)}`);
}
