import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';

const START = join(process.cwd(), 'scripts', 'start.mjs');
afterAll(removeFolders);

/** `npm start` in a folder of its own; answers what it said and its exit code, after `end` ended it. */
async function started(
  end: (pid: number) => void,
  out = join(makeFolder(), 'practice'),
): Promise<{ said: string; code: number | null }> {
  const args = [START, '--out', out, '--port', '0'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  let isUp = false;
  const take = (piece: Buffer) => {
    said += piece.toString();
    if (isUp || !said.includes('Strg-C')) return;
    isUp = true;
    end(child.pid ?? 0);
  };
  child.stdout.on('data', take);
  child.stderr.on('data', take);
  const [code] = (await once(child, 'close', { signal: AbortSignal.timeout(90_000) })) as [
    number | null,
  ];
  return { said, code };
}

/** The server is the one process this one has started that still runs. */
function serverOf(pid: number): number {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const all = lines.map((line) => line.trim().split(/\s+/).map(Number));
  return all.find(([, parent]) => parent === pid)?.[0] ?? 0;
}

describe('npm start', () => {
  it('says that everything is stored when it was told to stop', async () => {
    const { said, code } = await started((pid) => process.kill(pid, 'SIGTERM'));
    expect(said).toContain('Beendet. Alles ist gespeichert.');
    expect(code).toBe(0);
  }, 120_000);

  it('does not call it a crash when the server was told to stop by itself', async () => {
    const { said, code } = await started((pid) => process.kill(serverOf(pid), 'SIGINT'));
    expect(said).toContain('Beendet. Alles ist gespeichert.');
    expect(said).not.toContain('abgestürzt');
    expect(code).toBe(0);
  }, 120_000);

  it('says that the server crashed, what still holds and where to look', async () => {
    const { said, code } = await started((pid) => process.kill(serverOf(pid), 'SIGKILL'));
    expect(said).toContain('Der Server ist abgestürzt (SIGKILL).');
    expect(said).toContain('Was er angenommen hat, ist gespeichert.');
    expect(said).toContain('server.log');
    expect(said).toMatch(/geht beim nächsten Start weiter: npm start -- --out \S+ --port 0\n/);
    expect(said).not.toContain('Beendet.');
    expect(code).toBe(1);
  }, 120_000);

  it('says where it already runs, a second time in the same folder, and starts no other', async () => {
    const out = join(makeFolder(), 'practice');
    let second: Promise<{ said: string; code: number | null }> | undefined;
    const first = await started((pid) => {
      second = started(() => undefined, out).finally(() => process.kill(pid, 'SIGTERM'));
    }, out);
    const { said, code } = (await second) ?? { said: '', code: null };
    expect(said).toContain('Umstieg läuft schon mit diesem Ordner:');
    expect(first.said).toContain(/^ {2}(http:\S+)/m.exec(said)?.[1] ?? 'no address');
    expect(said).not.toContain('Strg-C');
    expect(code).toBe(1);
    expect(first.code).toBe(0);
  }, 120_000);
});
