import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { DeclaredProvider } from '../../src/access/openid/declared-provider.js';

const PROGRAM = fileURLToPath(new URL('provider-process.mjs', import.meta.url));
const LIMIT = { timeout: 20_000 };

/** A provider of its own process, see provider-process.mjs. */
export class OpenIdProvider {
  private constructor(
    private readonly process: ChildProcess,
    readonly issuer: string,
  ) {}

  static async start(): Promise<OpenIdProvider> {
    const child = fork(PROGRAM, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    const [{ issuer }] = (await once(child, 'message', limit())) as [{ issuer: string }];
    return new OpenIdProvider(child, issuer);
  }

  declared(id: string, name: string): DeclaredProvider {
    const secret = { clientId: 'umstieg', clientSecret: 'what only the two of them know' };
    return { id, name, issuer: new URL(this.issuer), ...secret };
  }

  /** Lets it send people back to a server. */
  async knows(address: string): Promise<void> {
    await this.tell({ issuer: this.issuer, redirectUri: `${address}/sign-in/return` });
  }

  /** What is wrong with its answers from now on; `nothing` ends that. @returns paths it was asked for since it was told last */
  async spoil(what: string): Promise<readonly string[]> {
    return (await this.tell({ spoil: what })).asked;
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = once(this.process, 'exit', limit());
    this.process.disconnect();
    await ended;
  }

  private async tell(message: object): Promise<{ asked: readonly string[] }> {
    const told = once(this.process, 'message', limit());
    this.process.send(message);
    const [answer] = (await told) as [{ asked: readonly string[] }];
    return answer;
  }
}

const limit = () => ({ signal: AbortSignal.timeout(LIMIT.timeout) });

/**
 * What a person does at the provider's own pages: says who they are and agrees.
 * @returns where the provider sends their browser then
 */
export async function atProvider(address: string, subject: string): Promise<URL> {
  const jar = new Map<string, string>();
  const origin = new URL(address).origin;
  let next = new Request(address);
  for (let steps = 0; steps < 12; steps++) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    next.headers.set('cookie', cookie);
    const response = await fetch(next, { redirect: 'manual', ...limit() });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      jar.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      const to = new URL(location, next.url);
      if (to.origin !== origin) return to;
      next = new Request(to);
      continue;
    }
    const page = await response.text();
    const [, action] = /<form[^>]* action="([^"]+)"/.exec(page) ?? [];
    if (action === undefined) throw new Error(`no form at the provider: ${page.slice(0, 300)}`);
    const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? [];
    const body = new URLSearchParams({ prompt, login: subject, password: 'any' });
    next = new Request(new URL(action, next.url), { method: 'POST', body });
  }
  throw new Error('the provider sent nobody back');
}
