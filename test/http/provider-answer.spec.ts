import { openTiny, temporaryFolder } from '../engine/tiny-sequence.js';
import { PASSWORD, serveSession } from './api.js';
import { Browser } from './browser.js';
import { OpenIdProvider } from './openid-provider.js';
import { ProviderOffice } from './provider-office.js';

let office: ProviderOffice;

beforeAll(async () => {
  office = await ProviderOffice.open();
});
beforeEach(() => office.nextDay());
afterAll(() => office.close());

describe('an answer that comes back', () => {
  it('with another state, to another browser, or to none that asked counts for nothing', async () => {
    const browser = await office.bound('Jana', 'jana');
    const back = await office.visit(browser, 'jana');
    const forged = new URL(back);
    forged.searchParams.set('state', 'a'.repeat(64));
    const refused = await office.handIn(browser, forged);
    expect([refused.status, refused.body['code']]).toEqual([401, 'sign-in.refused']);
    const thief = office.browser();
    expect((await office.handIn(thief, back)).body['code']).toBe('sign-in.refused');
    await office.begin(thief, 'north');
    expect((await office.handIn(thief, back)).body['code']).toBe('sign-in.refused');
    expect(thief.cookie).toBeUndefined();
  });

  it('with the code of another sign-in is refused although its own state is right', async () => {
    await office.bound('Karla', 'karla');
    const theirs = await office.visit(office.browser(), 'karla');
    const browser = office.browser();
    const own = await office.visit(browser, 'stranger-2');
    own.searchParams.set('code', theirs.searchParams.get('code') ?? '');
    expect((await office.handIn(browser, own)).body['code']).toBe('sign-in.refused');
  });

  it('counts once: code and cookie replayed are refused', async () => {
    const browser = await office.bound('Lutz', 'lutz');
    const back = await office.visit(browser, 'lutz');
    const { flow } = browser;
    expect((await office.handIn(browser, back)).status).toBe(200);
    const replayed = office.browser();
    replayed.flow = flow;
    expect((await office.handIn(replayed, back)).body['code']).toBe('sign-in.refused');
  });

  it('after more than ten minutes is refused', async () => {
    const browser = await office.bound('Mona', 'mona');
    const back = await office.visit(browser, 'mona');
    office.later(601_000);
    expect((await office.handIn(browser, back)).body['code']).toBe('sign-in.refused');
  });

  it('of a cookie that was changed is refused: it names another link, provider or moment', async () => {
    await office.bound('Nina', 'nina');
    const browser = office.browser();
    const back = await office.visit(browser, 'nina');
    browser.flow = `${browser.flow ?? ''}${await office.invited('Otto')}`;
    expect((await office.handIn(browser, back)).body['code']).toBe('sign-in.refused');
  });

  it('says in both languages that the person broke it off', async () => {
    const browser = office.browser();
    const state = new URL(String((await office.begin(browser, 'north')).body['address']))
      .searchParams;
    const back = new URL(`${office.api.address}/sign-in/return?error=access_denied`);
    back.searchParams.set('state', state.get('state') ?? '');
    back.searchParams.set('iss', office.north.issuer);
    const { flow } = browser;
    const german = await office.handIn(browser, back);
    expect(german.body['detail']).toContain('abgebrochen');
    expect(german.body['detail']).toContain('access_denied');
    browser.flow = flow;
    const english = await browser.post(
      '/api/session/provider-answer',
      { query: back.search },
      { headers: { 'accept-language': 'en' } },
    );
    expect(english.body['detail']).toContain('broken off');
  });
});

describe('a token', () => {
  it.each(['signature', 'algorithm', 'key', 'nonce', 'issuer', 'audience', 'time'])(
    'with another %s than it should have is refused',
    async (wrong) => {
      await office.bound(`Paul ${wrong}`, `paul-${wrong}`);
      const browser = office.browser();
      const back = await office.visit(browser, `paul-${wrong}`);
      await office.north.spoil(wrong);
      const answer = await office.handIn(browser, back);
      expect([answer.status, answer.body['code']]).toEqual([401, 'sign-in.refused']);
      expect(browser.cookie).toBeUndefined();
    },
  );
});

describe('somebody', () => {
  it('who tries again and again is made to wait, like with wrong passwords', async () => {
    const browser = office.browser();
    const nothing = new URL(`${office.api.address}/sign-in/return?code=x`);
    const codes: unknown[] = [];
    for (let tries = 0; tries < 22; tries++) {
      await office.begin(browser, 'north');
      codes.push((await office.handIn(browser, nothing)).body['code']);
    }
    expect(codes[0]).toBe('sign-in.refused');
    expect(codes.at(-1)).toBe('sign-in.paused');
  });

  it('who is sent here without having begun is refused, and locks nobody out', async () => {
    const browser = office.browser();
    const sent = new URL(`${office.api.address}/sign-in/return?code=x&state=y`);
    for (let tries = 0; tries < 30; tries++)
      expect((await office.handIn(browser, sent)).body['code']).toBe('sign-in.refused');
    expect((await browser.signIn('Anna', PASSWORD)).status).toBe(200);
  });
});

describe('a provider', () => {
  it.each(['redirect', 'huge', 'broken', 'other-issuer'])(
    'whose document is wrong (%s) lets nobody in, and the password still does',
    async (wrong) => {
      await office.north.spoil(wrong);
      const answer = await office.begin(office.browser(), 'north');
      expect([answer.status, answer.body['code']]).toEqual([503, 'provider.unreachable']);
      expect((await office.browser().signIn('Anna', PASSWORD)).status).toBe(200);
    },
  );

  it.each(['private-token', 'private-keys', 'plain-token'])(
    'that names an address inside the network (%s) makes Umstieg ask nothing there',
    async (wrong) => {
      await office.north.spoil(wrong);
      const browser = office.browser();
      const back = await office.visit(browser, 'anybody');
      const answer = await office.handIn(browser, back);
      expect([answer.status, answer.body['code']]).toEqual([503, 'provider.unreachable']);
      expect(answer.body['detail']).toMatch(/private-address|not-https/);
    },
  );

  it('that is down is said to be so, and asked again a little later', async () => {
    const gone = await OpenIdProvider.start();
    const umstieg = await openTiny(await temporaryFolder());
    const providers = [gone.declared('gone', 'Weg')];
    const session = { umstieg, report: () => Promise.resolve('') };
    const lonely = await serveSession(session, [], office.now, [], false, providers);
    await gone.knows(lonely.address);
    await gone.spoil('broken');
    const ask = () => new Browser(lonely).post('/api/session/providers/gone', {});
    expect((await ask()).body['code']).toBe('provider.unreachable');
    await gone.spoil('nothing');
    office.later(6_000);
    expect((await ask()).status).toBe(200);
    await gone.stop();
    office.later(3_600_000);
    const down = await ask();
    expect(down.body['detail']).toContain('ECONNREFUSED');
  });
});
