import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './repository.js';

type Lock = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const GOOD: Lock = {
  '': { dependencies: { swift: '1.2.3' } },
  'node_modules/swift': {
    version: '1.2.3',
    integrity: 'sha512-x',
    optionalDependencies: { 'swift-linux': '1.2.3' },
  },
  'node_modules/swift-linux': { version: '1.2.3', integrity: 'sha512-y', optional: true },
};

/** Runs the check on a lock file beside a package.json that wants swift 1.2.3. */
function check(packages: Lock): { readonly code: number | null; readonly said: string } {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-lock-'));
  try {
    const manifest = { dependencies: { swift: '1.2.3' } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages }));
    const script = join(ROOT, 'scripts', 'lockcheck.mjs');
    const run = spawnSync(process.execPath, [script], { cwd: folder, encoding: 'utf8' });
    return { code: run.status, said: run.stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the lock check', () => {
  it('lets a complete lock pass', () => {
    expect(check(GOOD)).toMatchObject({ code: 0 });
  });

  it('finds the platform package that npm install dropped', () => {
    const { 'node_modules/swift-linux': _dropped, ...rest } = GOOD;
    const { code, said } = check(rest);
    expect(code).toBe(1);
    expect(said).toContain('swift@1.2.3 lacks swift-linux@1.2.3');
  });

  it('finds a host that the lock would tie every installation to', () => {
    const entry = { ...GOOD['node_modules/swift'], resolved: 'https://mirror.example/swift.tgz' };
    const { code, said } = check({ ...GOOD, 'node_modules/swift': entry });
    expect(code).toBe(1);
    expect(said).toContain('names a host: https://mirror.example/swift.tgz');
  });

  it('finds a package without a hash', () => {
    const { code, said } = check({ ...GOOD, 'node_modules/swift': { version: '1.2.3' } });
    expect(code).toBe(1);
    expect(said).toContain('node_modules/swift has no integrity hash');
  });

  it('finds a lock that was not renewed', () => {
    const { code, said } = check({ ...GOOD, '': { dependencies: { swift: '1.0.0' } } });
    expect(code).toBe(1);
    expect(said).toContain('package.json wants swift@1.2.3, the lock 1.0.0');
  });
});
