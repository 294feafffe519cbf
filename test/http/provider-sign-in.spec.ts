import { PASSWORD } from './api.js';
import { ProviderOffice } from './provider-office.js';

let office: ProviderOffice;

beforeAll(async () => {
  office = await ProviderOffice.open();
});
beforeEach(() => office.nextDay());
afterAll(() => office.close());

describe('a provider that the operator declared', () => {
  it('is offered to whoever is not signed in, by name and without its secret', async () => {
    const listed = await office.browser().get('/api/session/providers');
    expect(listed.body['items']).toEqual([
      { id: 'north', name: 'Nordlicht' },
      { id: 'south', name: 'Südwind' },
    ]);
  });

  it('is asked for a code with PKCE, state and nonce, and for nothing about the person', async () => {
    const browser = office.browser();
    const { body } = await office.begin(browser, 'north');
    const { searchParams } = new URL(String(body['address']));
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ client_id: 'umstieg', response_type: 'code', scope: 'openid' },
      ...{ redirect_uri: `${office.api.address}/sign-in/return`, code_challenge_method: 'S256' },
      code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string,
      ...{ state: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      ...{ nonce: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
    expect(browser.flow).toMatch(/^umstieg-sign-in=north\./);
  });

  it('that nobody declared is refused', async () => {
    const answer = await office.begin(office.browser(), 'west');
    expect([answer.status, answer.body['code']]).toEqual([404, 'provider.unknown']);
  });
});

describe('a person', () => {
  it('is bound by the link they open, and from then on signs in with a new session each time', async () => {
    const browser = await office.bound('Berta', 'berta-7');
    const first = browser.cookie;
    expect(browser.flow).toBeUndefined();
    expect((await browser.get('/api/session')).body['name']).toBe('Berta');
    expect((await office.signIn(browser, 'berta-7')).body).toMatchObject({ name: 'Berta' });
    expect(browser.cookie).not.toBe(first);
    const before = office.browser();
    before.cookie = first;
    expect((await before.get('/api/session')).status).toBe(401);
    expect((await browser.send('DELETE', '/api/session')).status).toBe(200);
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('stands in the log with link, provider and account, and with no word of who they are there', async () => {
    await office.bound('Carla', 'carla-secret-subject');
    const told = await office.lastEvents(2);
    expect(told).toMatchObject([
      { event: 'sign-in.begun', provider: 'north' },
      { event: 'invitation.redeemed', provider: 'north', role: 'technician' },
    ]);
    expect(JSON.stringify(told)).not.toContain('carla');
  });

  it('without an account is told what to do, and is recorded', async () => {
    const answer = await office.signIn(office.browser(), 'stranger');
    expect([answer.status, answer.body['code']]).toEqual([403, 'identity.unbound']);
    expect(answer.body['detail']).toContain('Einladungslink');
    expect(await office.lastEvents(1)).toMatchObject([
      { event: 'sign-in.failed', provider: 'north', code: 'identity.unbound' },
    ]);
  });

  it('is somebody else at another issuer, whatever the subject', async () => {
    await office.bound('Dora', 'same-subject');
    const answer = await office.signIn(office.browser(), 'same-subject', 'south');
    expect(answer.body['code']).toBe('identity.unbound');
  });

  it('is not known by a mail that somebody else has too', async () => {
    await office.bound('Emil', 'emil');
    const answer = await office.signIn(office.browser(), 'not-emil-but-his-mail');
    expect(answer.body['code']).toBe('identity.unbound');
  });

  it('gets no second account with the same identity, and the link stays good', async () => {
    await office.bound('Frida', 'frida');
    const browser = office.browser();
    const token = await office.invited('Frida Zwei');
    const answer = await office.signIn(browser, 'frida', 'north', token);
    expect([answer.status, answer.body['code']]).toEqual([409, 'identity.taken']);
    const other = await office.signIn(browser, 'frida-2', 'north', token);
    expect(other.body).toMatchObject({ name: 'Frida Zwei' });
  });
});

describe('an account', () => {
  it('belongs to the identity of the last link, and once revoked to nobody', async () => {
    const browser = await office.bound('Gerd', 'gerd');
    const { account } = (await browser.get('/api/session')).body as { account: string };
    const link = await office.renewed(account);
    expect((await office.signIn(browser, 'gerd-new', 'north', link)).body).toMatchObject({
      account,
    });
    expect((await office.signIn(office.browser(), 'gerd')).body['code']).toBe('identity.unbound');
    expect((await office.signIn(office.browser(), 'gerd-new')).body).toMatchObject({ account });
    await office.api.call('DELETE', `/api/people/${account}`, undefined, { headers: office.owner });
    expect((await office.signIn(office.browser(), 'gerd-new')).body['code']).toBe(
      'identity.unbound',
    );
  });

  it('with a password keeps it beside the provider; one without has none', async () => {
    const browser = office.browser();
    await browser.post('/api/invitations/accept', {
      token: await office.invited('Hans'),
      password: PASSWORD,
    });
    const { account } = (await browser.get('/api/session')).body as { account: string };
    const link = await office.renewed(account);
    await office.signIn(browser, 'hans', 'north', link);
    expect((await office.browser().signIn('Hans', PASSWORD)).body).toMatchObject({ account });
    await office.bound('Ida', 'ida');
    expect((await office.browser().signIn('Ida', '')).body['code']).toBe('sign-in.failed');
  });
});
