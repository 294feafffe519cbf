// A process that sends COUNT commands to one run of the built program and says of each what it was answered, before it
// goes on: node test/faults/sender.mjs DATA RUN NAME COUNT one-by-one|together|crowd|evidence
// PACE_MS=n waits between commands; STOP_AFTER=n sends no more after n refusals; LINGER=1 then waits to be killed.
import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { openSession } from '../../dist/open-session.js';

const [dataFolder, run, name, count, mode] = process.argv.slice(2);
const say = (line) => writeSync(1, `${JSON.stringify(line)}\n`);
const session = await openSession(DOCUMENTED, { dataFolder }).catch((error) => {
  say({ key: 'open', code: error.code ?? 'none', text: String(error.message) });
  process.exit(3);
});
const { umstieg } = session;
const who = session.who(name);
const { PACE_MS = '0', STOP_AFTER = 'never', LINGER } = process.env;
let refused = 0;

/** Of a crowd each has a name of their own. */
async function send(i, person = name) {
  const key = `${person}-${i}`;
  const began = performance.now();
  try {
    say({ key, ...(await acted(key, i)), ms: performance.now() - began });
  } catch (error) {
    refused += 1;
    say({ key, code: error.code ?? 'none', text: String(error.message) });
  }
}

async function acted(key, i) {
  if (mode !== 'evidence') {
    const command = { do: 'assign', step: 'R-101', to: `${name} ${i % 3}` };
    const { revision } = await umstieg.command(run, command, { who, key });
    return { revision };
  }
  const taken = await umstieg.uploads.take(run, `${key}.bin`, source(randomBytes(200_000)));
  return { digest: taken.digest };
}

async function* source(bytes) {
  for (let at = 0; at < bytes.length; at += 50_000) yield bytes.subarray(at, at + 50_000);
}

const all = Array.from({ length: Number(count) }, (_, i) => i);
say({ ready: true });
if (mode === 'together') await Promise.all(all.map((i) => send(i)));
else if (mode === 'crowd') {
  const person = async (_, n) => {
    for (const i of all) await send(i, `${name}.${n}`);
  };
  await Promise.all(Array.from({ length: 20 }, person));
} else {
  for (const i of all) {
    if (refused >= Number(STOP_AFTER)) break; // NaN: never
    await send(i);
    if (PACE_MS !== '0') await delay(Number(PACE_MS));
  }
}
if (LINGER) {
  say({ lingering: true });
  await delay(60_000);
}
await session.close().catch((error) => say({ key: 'close', code: error.code ?? 'none' }));
process.exit(0);
