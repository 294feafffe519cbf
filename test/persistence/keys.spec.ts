import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EngineCore } from '../../src/engine/engine-core.js';
import { openKeys } from '../../src/persistence/key.store.js';
import { tinyRegistry } from '../engine/tiny-sequence.js';
import { newFolder, removeNewFolders } from './ledger.js';

afterEach(removeNewFolders);
const keyFolder = () => join(newFolder(), 'keys');
const FILES = ['fingerprint.key', 'instance-id', 'signing.pem'];
const unix = process.platform !== 'win32';
const mode = (path: string) => (unix ? statSync(path).mode & 0o777 : 0);

describe('the keys of an installation', () => {
  it('are the same for all who open them for the first time at the same moment', async () => {
    const folder = keyFolder();
    const all = await Promise.all(Array.from({ length: 12 }, () => openKeys(folder)));
    const [first] = all;
    for (const keys of all) {
      expect(keys.publicPem).toBe(first?.publicPem);
      expect(keys.instanceId).toBe(first?.instanceId);
      expect(keys.hmac('value')).toBe(first?.hmac('value'));
    }
    expect(readdirSync(folder).sort()).toEqual(FILES);
  });

  it('stay the same, and are others in another folder', async () => {
    const folder = keyFolder();
    const first = await openKeys(folder);
    const again = await openKeys(folder);
    const other = await openKeys(keyFolder());
    expect(again.publicPem).toBe(first.publicPem);
    expect(other.publicPem).not.toBe(first.publicPem);
    expect(other.hmac('value')).not.toBe(first.hmac('value'));
  });

  it('can be read by their owner only', async () => {
    const folder = keyFolder();
    await openKeys(folder);
    const modes = FILES.map((file) => mode(join(folder, file)));
    expect(modes).toEqual(FILES.map(() => (unix ? 0o600 : 0)));
    expect(mode(folder)).toBe(unix ? 0o700 : 0);
  });

  it.each([
    ['signing.pem', 'no key'],
    ['signing.pem', ''],
    ['signing.pem', rsaKey()],
    ['fingerprint.key', 'abcd'],
    ['fingerprint.key', ''],
    ['instance-id', ''],
  ])('are refused, not replaced, when %s is unusable', async (file, content) => {
    const folder = keyFolder();
    await openKeys(folder);
    chmodSync(join(folder, file), 0o600);
    writeFileSync(join(folder, file), content);
    await expect(openKeys(folder)).rejects.toMatchObject({
      code: 'key.broken',
      details: { place: { file: folder } },
    });
    expect(statSync(join(folder, file)).size).toBe(content.length);
  });

  it('that cannot be read leave the database closed: nothing of it stays open', async () => {
    const folder = newFolder();
    const registry = await tinyRegistry();
    await (await EngineCore.open(registry, { dataFolder: folder })).close();
    chmodSync(join(folder, 'keys', 'signing.pem'), 0o600);
    writeFileSync(join(folder, 'keys', 'signing.pem'), 'no key');
    await expect(EngineCore.open(registry, { dataFolder: folder })).rejects.toMatchObject({
      code: 'key.broken',
    });
    // SQLite takes the log away when the last connection closes
    expect(readdirSync(folder).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });
});

function rsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}
