import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = join(process.cwd(), 'bin', 'umstieg.js');
/** Enough that some find the tables being made by another. */
const TOGETHER = 6;
const NEW = ['project', 'new', '--customer', 'Muster GmbH', '--as', 'Anna Berg'];
const folder = mkdtempSync(join(tmpdir(), 'umstieg-first-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('processes that open a new data folder at the same moment each answer with one JSON document', async () => {
  const made = async () => {
    const all = [PROGRAM, '--data', join(folder, 'data'), '--json', ...NEW];
    const { stdout } = await promisify(execFile)(process.execPath, all, { timeout: 60_000 });
    return stdout;
  };
  const answers = await Promise.all(Array.from({ length: TOGETHER }, made));
  const ids = answers.map((text) => (JSON.parse(text) as { id: string }).id);
  expect(new Set(ids).size).toBe(TOGETHER);
}, 120_000);
