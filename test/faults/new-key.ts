import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { changeKey } from '../../src/engine/change-key.js';
import { openSession } from '../../src/open-session.js';
import { aftermath } from './aftermath.js';
import type { Fault } from './fault.js';
import { must, run, umstieg } from './processes.js';
import { answersIn, copyTo, newFolder, sender } from './sent.js';

const COMMANDS = 120;
const ROTATIONS = 3;

/** Somebody changes the signing key while another process writes: who writes takes up the new one. */
export const newKey: Fault = {
  name: 'keys.beside-writer',
  provoked: `the signing key is changed ${String(ROTATIONS)} times while another process sends ${String(COMMANDS)} commands to a run`,
  behavior: 'every command is accepted, once; seals, a head kept before and a bundle verify',
  needs: [],
  tries: { slice: 1, full: 10 },
  async *trials({ folder, count }) {
    const { data: base, run: id } = await newFolder(folder);
    for (let i = 0; i < count; i++) {
      const data = copyTo(base, join(folder, String(i)));
      const head = join(folder, `head-${String(i)}.txt`);
      const { signer } = await must<{ signer: string }>(data, 'audit', 'head', '-o', head);
      const writing = sender(data, id, { count: COMMANDS, env: { PACE_MS: '40' } });
      const problems: string[] = [];
      if (writing.child.stdout) await once(writing.child.stdout, 'data'); // it is open
      const session = await openSession(DOCUMENTED, { dataFolder: data });
      for (let n = 0; n < ROTATIONS; n++) {
        const because = { who: session.who('Olga'), reason: 'Wechsel' };
        await changeKey(session.umstieg.core, because);
        await delay(200);
      }
      await session.close();
      if (writing.child.exitCode !== null) problems.push('the writer was over before the last key');
      const answered = answersIn((await writing.ended).stdout);
      const done = answered.filter(({ revision }) => revision !== undefined);
      if (done.length !== COMMANDS) problems.push(`${String(done.length)} accepted`);
      problems.push(...(await aftermath(data, id, answered)));
      const bundle = join(folder, `${String(i)}.zip`);
      await must(data, '--as', 'Olga', 'bundle', 'export', id, '-o', bundle);
      for (const words of [
        ['audit', 'verify', '--anchor', head],
        ['bundle', 'verify', bundle, '--key', signer],
      ]) {
        const { code, stdout } = await run(umstieg(data, ...words));
        if (code !== 0) problems.push(`${words.join(' ')}: ${String(code)} ${stdout}`);
      }
      yield { what: `try ${String(i + 1)}`, problems };
    }
  },
};
