import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIGRATION_COMMANDS } from '../../src/cli/migration-commands.js';
import { runCli } from '../../src/cli/run-cli.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { openSession } from '../../src/open-session.js';
import { Folder, Sink } from './command-line.js';

const folder = new Folder();
const data = join(folder.path, 'data');
let run = '';

/** What a person at a terminal, or a file behind a pipe, gets on stderr. */
async function said(isTTY: boolean, ...args: readonly string[]): Promise<string> {
  const stdout = new Sink();
  const stderr = Object.assign(new Sink(), { isTTY });
  const code = await runCli(['--data', data, '--as', 'Anna Berg', ...args], {
    ports: {
      open: (dataFolder, paused) => openSession(DOCUMENTED, { dataFolder, ...paused }),
      serve: () => Promise.reject(new Error('no server here')),
      leave: () => undefined,
      ...{ version: '9.9.9', purpose: { de: 'Wozu', en: 'What for' } },
    },
    commands: MIGRATION_COMMANDS,
    streams: { stdout, stderr },
    environment: {},
  });
  if (code !== 0) throw new Error(stderr.text + stdout.text);
  if (args[0] === 'project') ({ id: run } = JSON.parse(stdout.text) as { id: string });
  return stderr.text;
}

beforeAll(() => said(false, 'project', 'new', '--customer', 'Muster GmbH', '--json'));
afterAll(() => folder.remove());

describe('work that takes its time', () => {
  it('is named on a terminal while the PDF is being made, and leaves the line empty', async () => {
    const file = join(folder.path, 'bericht.pdf');
    const shown = await said(true, 'report', run, '--format', 'pdf', '-o', file);
    expect(shown).toContain('PDF wird erstellt');
    expect(shown).toMatch(/\r +\r$/);
    expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each([
    ['the audit trail is verified', () => ['audit', 'verify', run]],
    ['the bundle is written', () => ['bundle', 'export', run, '-o', join(folder.path, 'b.zip')]],
  ])('is counted while %s', async (_what, args) => {
    const shown = await said(true, ...args());
    expect(shown).toMatch(/█ (\d+)\/\1 /);
    expect(shown).toMatch(/\r +\r$/);
  });

  it('says nothing where nobody looks', async () => {
    const file = join(folder.path, 'leise.pdf');
    expect(await said(false, 'report', run, '--format', 'pdf', '-o', file)).toBe('');
    expect(await said(false, 'audit', 'verify', run)).toBe('');
  });
});
