import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/persistence/data-source.options.js';
import { cleanUp, temporaryFolder } from './tiny-sequence.js';

const run = promisify(execFile);
const COUNT = Number(process.env['TWO_PROCESSES'] ?? 1_000);
const CLI = join(process.cwd(), 'bin', 'umstieg.js');
const HAMMER = join(process.cwd(), 'test', 'engine', 'hammer.mjs');

afterAll(cleanUp);

interface Hammered {
  readonly answered: readonly { readonly key: string; readonly revision: number }[];
  readonly conflicts: number;
}

async function hammer(data: string, runId: string, name: string): Promise<Hammered> {
  const { stdout } = await run(process.execPath, [HAMMER, data, runId, name, String(COUNT)], {
    timeout: 540_000,
    maxBuffer: 16 * 1024 * 1024,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(stdout) as Hammered;
}

it('loses and doubles nothing when two processes act on one run at once', async () => {
  const data = await temporaryFolder();
  const made = await run(process.execPath, [
    ...[CLI, '--data', data, '--json', '--as', 'Lena'],
    ...['project', 'new', '--customer', 'Zwei', '--kind', 'live'],
  ]);
  const { id } = JSON.parse(made.stdout) as { id: string };
  const [anna, karl] = await Promise.all([hammer(data, id, 'anna'), hammer(data, id, 'karl')]);

  const source = await new DataSource(dataSourceOptions(join(data, 'umstieg.sqlite'))).initialize();
  const rows = await source.query<{ body: string }[]>(
    'SELECT body FROM audit_entry WHERE run_id = ? ORDER BY seq',
    [id],
  );
  await source.destroy();
  const entries = rows.map((r) => JSON.parse(r.body) as Record<string, unknown>);
  const done = entries.filter((e) => e['event'] === 'R-101.assign' && e['kind'] === 'event');
  const answered = [...anna.answered, ...karl.answered];

  expect(done).toHaveLength(2 * COUNT);
  expect(done.map((e) => e['command']).sort()).toEqual(answered.map((a) => a.key).sort());
  expect(new Set(answered.map((a) => a.revision)).size).toBe(2 * COUNT);
  expect(done.map((e) => e['revision'])).toEqual(
    Array.from({ length: 2 * COUNT }, (_, i) => i + 2),
  );
  const verified = await run(process.execPath, [CLI, '--data', data, 'audit', 'verify', id]);
  expect(verified.stdout).not.toBe('');
}, 600_000);
