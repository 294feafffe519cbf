import { cleanUp, openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { accessTo, PASSWORD, serveSession, stopServers, type Api } from './api.js';
import { Browser } from './browser.js';
import { atProvider, OpenIdProvider } from './openid-provider.js';
import type { Access } from '../../src/access/access.js';

/** A server that offers two real providers, an owner, and a clock that is moved by hand. */
export class ProviderOffice {
  private time = Date.now();
  /** Headers of the owner's requests. */
  owner = { authorization: '' };

  private constructor(
    readonly north: OpenIdProvider,
    private readonly south: OpenIdProvider,
  ) {}

  api!: Api;
  private access!: Access;

  static async open(): Promise<ProviderOffice> {
    const [north, south] = await Promise.all([OpenIdProvider.start(), OpenIdProvider.start()]);
    const office = new ProviderOffice(north, south);
    const umstieg = await openTiny(await temporaryFolder());
    office.access = accessTo(umstieg, office.now);
    const providers = [north.declared('north', 'Nordlicht'), south.declared('south', 'Südwind')];
    const session = { umstieg, report: () => Promise.resolve('') };
    office.api = await serveSession(session, [], office.now, [], false, providers);
    await Promise.all([north.knows(office.api.address), south.knows(office.api.address)]);
    return office;
  }

  readonly now = () => new Date(this.time);

  later(ms: number): void {
    this.time += ms;
  }

  /** Another day: failed tries are forgotten, providers are asked anew for what they say, and the owner signs in again. */
  async nextDay(): Promise<void> {
    await this.north.spoil('nothing');
    this.later(86_400_000);
    const who = { name: 'Anna', password: PASSWORD, address: 'test' };
    this.owner = { authorization: `Bearer ${(await this.access.signIn.signIn(who)).token}` };
  }

  async close(): Promise<void> {
    await stopServers();
    await Promise.all([this.north.stop(), this.south.stop()]);
    await cleanUp();
  }

  browser(): Browser {
    return new Browser(this.api);
  }

  /** @returns token of a link for a new technician */
  async invited(name: string): Promise<string> {
    const body = { name, role: 'technician', scope: 'installation' };
    return this.linkIn('/api/invitations', body);
  }

  /** @returns token of a link for somebody who has an account */
  renewed(account: string): Promise<string> {
    return this.linkIn(`/api/people/${account}/link`, undefined);
  }

  begin(browser: Browser, provider: string, invitation?: string) {
    const body = invitation === undefined ? {} : { invitation };
    return browser.post(`/api/session/providers/${provider}`, body);
  }

  /** There and back, as far as the provider sends the browser. */
  async visit(browser: Browser, subject: string, provider = 'north', invitation?: string) {
    const begun = await this.begin(browser, provider, invitation);
    expect(begun.status).toBe(200);
    return atProvider(String(begun.body['address']), subject);
  }

  handIn(browser: Browser, back: URL) {
    return browser.post('/api/session/provider-answer', { query: back.search });
  }

  async signIn(browser: Browser, subject: string, provider = 'north', invitation?: string) {
    return this.handIn(browser, await this.visit(browser, subject, provider, invitation));
  }

  /** A new person, bound to a subject by a link. @returns their browser, signed in */
  async bound(name: string, subject: string): Promise<Browser> {
    const browser = this.browser();
    const answer = await this.signIn(browser, subject, 'north', await this.invited(name));
    expect(answer.body).toMatchObject({ name });
    return browser;
  }

  async lastEvents(count: number): Promise<object[]> {
    const by = await this.access.sessions.personOf(this.owner.authorization.split(' ')[1]);
    const { entries, broken } = await this.access.log(by);
    expect(broken).toBeUndefined();
    return entries.slice(-count).map(({ body }) => JSON.parse(body) as object);
  }

  private async linkIn(path: string, body: unknown): Promise<string> {
    const sent = await this.api.post(path, body, { headers: this.owner });
    return String(sent.body['link']).split('#')[1] ?? '';
  }
}
