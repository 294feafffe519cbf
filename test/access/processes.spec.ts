import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { firstBroken, type AccessEntry } from '../../src/access/access-log.js';
import { ROOT } from '../style/repository.js';
import { Office } from './office.js';

const VISITOR = join(ROOT, 'test/access/visitor.mjs');

function visitor(...args: readonly string[]) {
  const child = spawn(process.execPath, [VISITOR, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 60_000,
  });
  let told = '';
  child.stdout.on('data', (bytes: Buffer) => (told += bytes.toString('utf8')));
  return { child, told: () => told };
}

let office: Office;

beforeEach(async () => {
  office = await Office.open();
  office.time = Date.now(); // the other processes have the real clock
});
afterEach(() => office.remove());

describe('several processes on one data folder', () => {
  it('that use one link at the same time make one account', async () => {
    const link = await office.access.invitations.first();
    const names = ['Anna', 'Berta', 'Cleo'];
    const visitors = names.map((name) => visitor(office.folder, 'redeem', link?.token ?? '', name));
    await Promise.all(visitors.map(({ child }) => once(child, 'close')));
    const answers = visitors.map(({ told }) => JSON.parse(told()) as { code?: string });
    expect(answers.filter(({ code }) => code === 'invitation.ended')).toHaveLength(2);
    expect(answers.filter((answer) => 'account' in answer)).toHaveLength(1);
    const accounts = await office.database.query<{ name: string }>('SELECT name FROM account');
    expect(accounts).toHaveLength(1);
    expect(names).toContain(accounts[0]?.name);
  });

  it('killed while people sign in lose no failure they told of, and leave the log sound', async () => {
    let acknowledged = 0;
    for (let round = 1; round <= 3; round++) {
      const { child, told } = visitor(office.folder, 'knock');
      while (told().split('\n').length < 8 * round) await once(child.stdout, 'data');
      child.kill('SIGKILL');
      await once(child, 'close');
      acknowledged += told().split('sign-in.failed\n').length - 1;
      const entries = await office.database.query<AccessEntry>(
        'SELECT seq, body, hash FROM access_entry ORDER BY seq',
      );
      expect(firstBroken(entries)).toBeUndefined();
      const [row] = await office.database.query<{ tries: number }>(
        `SELECT sum(failures) AS tries FROM throttle WHERE key LIKE 'account:%'`,
      );
      expect(row?.tries).toBeGreaterThanOrEqual(acknowledged);
    }
    expect(acknowledged).toBeGreaterThan(15);
  });
});
