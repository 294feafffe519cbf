import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from '../style/repository.js';

/** Everything `program.ts` can ever load, over imports and imports that wait, as the dependency check of CI sees it. */
function reachable(): string[] {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const entry = 'test/second-sequence/program.ts';
  const args = [bin, entry, '--config', '.dependency-cruiser.cjs', '--output-type', 'json'];
  const run = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 27,
  });
  const report = JSON.parse(run.stdout) as { modules: { source: string }[] };
  return report.modules.map(({ source }) => source).filter((s) => !s.includes('node_modules'));
}

describe('a program with the second sequence', () => {
  it('is made of engine, command line and report, and of nothing of the documented migration', () => {
    const files = reachable();
    for (const needed of ['engine/umstieg', 'cli/run-cli', 'report/first-page'])
      expect(files).toContain(`src/${needed}.ts`);
    const documented =
      /documented|^src\/(main\.ts|(drill|rehearsal|directory)\/|steps\/[^/]+\/|steps\/(index|warning|customer))/;
    expect(files.filter((file) => documented.test(file))).toEqual([]);
    expect(
      files.filter((file) => file.startsWith('test/') && !file.includes('second-sequence')),
    ).toEqual([]);
  }, 120_000);
});
