import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { Folder, withoutEngine } from '../cli/command-line.js';

/** Stands for something inside a network that is no directory: whoever names its address must not read its answer. */
const INSIDE = 'HTTP/1.1 200 OK\r\n\r\nAccessKeyId: AKIA-INSIDE-4711\r\n';

const folder = new Folder();
const heard: string[] = [];
let server: Server;
let port = 0;

beforeAll(async () => {
  server = createServer((socket: Socket) => {
    socket.on('error', () => undefined);
    socket.on('data', (bytes) => {
      heard.push(bytes.toString('latin1'));
      socket.end(INSIDE);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => {
  server.close();
  folder.remove();
});

const PASSWORD = 'Leser-Kennwort-0815';
const pull = (url: string) =>
  withoutEngine(
    ...['users', 'pull', '--ldap', url, '--base', 'DC=firma,DC=example'],
    ...['--bind', 'cn=leser', '--password-file', folder.file('password', PASSWORD)],
    ...['-o', join(folder.path, 'users.csv')],
  );

describe('an address that leads to something other than a directory', () => {
  it.each(['ldap', 'ldaps'])(
    'over %s is told nothing of the password, and its answer is shown to nobody',
    async (scheme) => {
      const { code, stdout, stderr } = await pull(`${scheme}://127.0.0.1:${port}`);
      expect(code).not.toBe(0);
      expect(stdout + stderr).not.toMatch(/AKIA|AccessKeyId|HTTP\/1/);
      expect(heard.join('')).not.toContain(PASSWORD);
      expect(heard.length).toBeGreaterThan(0);
    },
  );

  it.each(['http', 'https', 'gopher', 'file', 'ldapi'])(
    'by %s:// is not asked at all',
    async (scheme) => {
      const before = heard.length;
      const { code, stderr } = await pull(`${scheme}://127.0.0.1:${port}/latest/meta-data`);
      expect([code, stderr.includes('input.invalid')]).toEqual([2, true]);
      expect(heard).toHaveLength(before);
    },
  );
});
