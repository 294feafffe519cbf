import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { StandInServer } from '../../src/rehearsal/stand-in-server.js';
import { ROOT } from '../style/repository.js';
import { removeFolders } from '../steps/temporary-folder.js';
import { madeRehearsal, played } from './made-rehearsal.js';

afterAll(removeFolders);

/** A process that kills itself with SIGKILL; answers the signal it ended with. */
function die(folder: string, ...where: string[]): NodeJS.Signals | null {
  const script = join(ROOT, 'test', 'rehearsal', 'play-and-die.ts');
  const hooks = join(ROOT, 'test', 'program', 'typescript.mjs');
  const child = spawnSync(process.execPath, ['--import', hooks, script, folder, ...where], {
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  if (child.signal === null) throw new Error(child.stderr);
  return child.signal;
}

describe('a rehearsal killed with SIGKILL', () => {
  it.each([
    ['between settings and user data', ['recording-1']],
    ['while user data are imported', ['user-data-1', 'inside']],
  ])(
    'goes on as if nothing had happened: %s',
    async (_when, where) => {
      const whole = await madeRehearsal(13, 3);
      const killed = await madeRehearsal(13, 3);
      expect(die(killed.folder, ...where)).toBe('SIGKILL');
      const server = await StandInServer.open(killed.folder);
      const kinds = (await server.actions()).map(({ kind }) => kind);
      await server.close();
      expect(kinds).toContain('settings-import');
      expect(kinds).not.toContain('user-data-import');
      const [expected, resumed] = [await played(whole.folder), await played(killed.folder)];
      expect(resumed.found.actions).toEqual(expected.found.actions);
      expect(resumed.found.ledger).toEqual(expected.found.ledger);
      expect(resumed.found.dialog).toEqual(expected.found.dialog);
      const again = await played(killed.folder);
      expect(again.found).toEqual(resumed.found);
    },
    120_000,
  );
});
