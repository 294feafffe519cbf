// A process of its own on the built program's people and rights: node test/access/visitor.mjs DATA redeem TOKEN NAME, or
// DATA knock, which tries wrong passwords for ever and says after each try that it was recorded.
import { createHmac } from 'node:crypto';
import { Access } from '../../dist/access/access.js';
import { Database } from '../../dist/persistence/database.js';

const [dataFolder, what, token, name] = process.argv.slice(2);
const database = await Database.open(dataFolder);
const hmac = (value) => createHmac('sha256', 'key of this test').update(value).digest('hex');
const access = new Access({ database, hmac, cost: { ln: 4, r: 8, p: 1 } });
const password = 'vier Pferde ziehen den Heuwagen';

if (what === 'redeem') {
  const answer = await access.invitations.redeem({ token, password, name }).then(
    ({ account }) => ({ account }),
    ({ code }) => ({ code }),
  );
  process.stdout.write(JSON.stringify(answer));
  await database.close();
} else {
  for (let n = 0; ; n++) {
    const ask = {
      name: `Name ${n % 5}`,
      password: 'nicht das richtige',
      address: `10.0.${n >> 8}.${n & 255}`,
    };
    const { code } = await access.signIn.signIn(ask).catch((error) => error);
    process.stdout.write(`${code}\n`);
  }
}
