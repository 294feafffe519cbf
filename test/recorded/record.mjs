// Records runs of this release for the releases to come: `node test/recorded/record.mjs`.
//
// Writes `tiny-<version>/` and `documented-<version>/` beside this file: the database in one file, the keys, the evidence
// it names; and `parked-<version>.br`, the same in one compressed file: a run at every place of `places.ts`. Clock, computer and user are fixed; keys, run numbers and salts are fresh, so recording again gives other
// bytes. Record once a release, keep the old folders and let `recorded-runs.spec.ts` play the new ones too.
// The keys are good for nothing else.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
/** No name of a real computer or user gets into the recordings. */
const anonymous = `import os from 'node:os';
  const info = os.userInfo();
  os.hostname = () => 'recorder';
  os.userInfo = () => ({ ...info, username: 'recorder' });`;
const preload = ['--import', `data:text/javascript,${encodeURIComponent(anonymous)}`];
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const recorder = 'test/recorded/recorder\\.ts$';
const args = [...preload, jest, '--runInBand', '--testRegex', recorder, ...process.argv.slice(2)];
const options = '--experimental-vm-modules --disable-warning=ExperimentalWarning';
const { status } = spawnSync(process.execPath, args, {
  cwd: root,
  env: { ...process.env, NODE_OPTIONS: options },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
