// Makes projects: `fork` it with DATA and how many. A process of its own, so that the server's figures are those of a server.
import 'reflect-metadata';
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { commandLineWho } from '../../dist/engine/umstieg.js';
import { openSession } from '../../dist/open-session.js';

const [dataFolder, count] = process.argv.slice(2);
const session = await openSession(DOCUMENTED, { dataFolder });
const who = commandLineWho('Anna');
for (let made = 0; made < Number(count);) {
  // a few at a time: each brings the whole definition along
  const group = Array.from({ length: Math.min(20, count - made) }, (_, i) =>
    session.umstieg.newProject({ customer: `Kunde ${made + i}`, kind: 'drill', who }),
  );
  made += (await Promise.all(group)).length;
}
await session.close();
process.send({ made: Number(count) });
process.disconnect();
