import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contentOf, ROOT } from './repository.js';

interface Lock {
  readonly packages: Record<string, { license?: string }>;
}

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umstieg-licenses-'));
  symlinkSync(join(ROOT, 'src'), join(folder, 'src'));
  mkdirSync(join(folder, 'docs'));
  cpSync(join(ROOT, 'docs', 'licenses.md'), join(folder, 'docs', 'licenses.md'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the check over our lock file as `change` leaves it. */
function checked(change: (packages: Lock['packages']) => void) {
  const lock = JSON.parse(contentOf('package-lock.json')) as Lock;
  change(lock.packages);
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  const script = join(ROOT, 'scripts', 'licenses.mjs');
  return spawnSync(process.execPath, [script, '--check'], { cwd: folder, encoding: 'utf8' });
}

describe('the list of licenses', () => {
  it('is what the lock file says', () => {
    const { stderr, status } = checked(() => undefined);
    expect([stderr, status]).toEqual(['', 0]);
  });

  it.each(['node_modules/sqlite3', 'node_modules/react'])(
    'is refused when %s comes under a license nobody has looked at',
    (path) => {
      const { stderr, status } = checked((packages) => {
        packages[path] = { ...packages[path], license: 'AGPL-3.0-only' };
      });
      expect(status).toBe(1);
      expect(stderr).toContain(`${path}: AGPL-3.0-only`);
    },
  );
});
