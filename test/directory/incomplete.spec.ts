import { directoryQuestion } from '../../src/directory/directory-question.js';
import { pullUsers } from '../../src/directory/pull-users.js';
import { BerServer, type Page } from './ber-server.js';
import { REPLAY_CA } from './replay-server.js';

let server: BerServer;
afterEach(() => server.close());

async function pull(...pages: Page[]) {
  server = new BerServer(pages);
  const address = { url: `ldaps://127.0.0.1:${await server.listen()}`, base: 'DC=x', bind: 'a@x' };
  const question = directoryQuestion(address, { password: 'p', ca: REPLAY_CA });
  return pullUsers(question, { signal: new AbortController().signal, file: 'ad.csv' });
}

const page = (names: string, more = false): Page => ({
  names: names.split(' ').filter(Boolean),
  more,
});

describe('a server that does not hand out everything', () => {
  it('is noticed when it sends an empty page before the last one', async () => {
    const counted = page('a b c');
    const pulled = pull(counted, page('a b', true), page('', true), page('c'));
    await expect(pulled).rejects.toMatchObject({
      code: 'target.incomplete',
      message: expect.stringContaining('3 users were counted, 2 were read') as string,
    });
  });

  it('is noticed when users appear between counting and reading', async () => {
    await expect(pull(page('a'), page('a b'))).rejects.toMatchObject({ code: 'target.incomplete' });
  });

  it('gives a list when both numbers agree, sorted by account, with a finding for a missing SID', async () => {
    const pulled = await pull(page('b', true), page('a'), page('b', true), page('a'));
    expect(pulled.csv.toString()).toMatch(/^sid,.*\n,a,.*\n,b,.*\n$/);
    expect(pulled.findings.filter((f) => f.code === 'sid.empty')).toHaveLength(2);
    expect(pulled.findings.filter((f) => f.code === 'account.unknown')).toHaveLength(2);
  });

  it('gives no empty list', async () => {
    await expect(pull(page(''), page(''))).rejects.toMatchObject({ code: 'target.incomplete' });
  });
});
