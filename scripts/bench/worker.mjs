// Works on every run of a data folder: `fork` it with DATA. Says what memory it holds once the folder is open, and when it is done.
import 'reflect-metadata';
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { commandLineWho } from '../../dist/engine/umstieg.js';
import { openSession } from '../../dist/open-session.js';
import { memory } from './parts.mjs';

const [dataFolder] = process.argv.slice(2);
const { umstieg, close } = await openSession(DOCUMENTED, { dataFolder });
await umstieg.resume();
process.send(memory());
const runs = (await umstieg.queries.list()).map(({ id }) => id);
const note = { do: 'note', step: 'R-101', text: 'seen' };
const options = { who: commandLineWho('Anna') };
for (let at = 0; at < runs.length; at += 50)
  await Promise.all(runs.slice(at, at + 50).map((run) => umstieg.command(run, note, options)));
process.send(memory());
await close();
process.disconnect();
