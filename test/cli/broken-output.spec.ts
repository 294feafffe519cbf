import { spawnSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../style/repository.js';

/** A file that is always full; Linux has it. */
const full = '/dev/full';

function help(stdout: number | 'pipe', stderr: number | 'pipe') {
  return spawnSync(process.execPath, [join(ROOT, 'bin', 'umstieg.js'), '--help'], {
    stdio: ['ignore', stdout, stderr],
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

it('says that a full disk behind > could not take the output, without a stack', () => {
  const ended = help(openSync(full, 'w'), 'pipe');
  expect(ended.status).toBe(3);
  expect(ended.stderr).toContain('(ENOSPC)');
  expect(ended.stderr).not.toMatch(/^\s+at /m);
});

it('does what was asked when only the messages cannot be written', () => {
  const ended = help('pipe', openSync(full, 'w'));
  expect([ended.status, ended.stdout.includes('umstieg')]).toEqual([0, true]);
});
