import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { signKeyStatement } from '../../src/audit/key-rotation.js';
import { signNote } from '../../src/audit/signed-note.js';
import { takenInInputs } from '../../src/audit/signer-line.js';
import { rawPublicKey } from '../../src/audit/signing-key.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { recordEntry } from '../../src/engine/record-entry.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { secondVerifier } from '../audit/second-verifier.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

const CLAIM = [
  ...['customer=Muster GmbH', 'partner=Systemhaus', 'contacts=a@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
const lena = ['--as', 'Lena Voss'];
let folder: Folder;
let run: string;
let here: (...args: readonly string[]) => Promise<Ended>;

const at = (...names: readonly string[]) => join(folder.path, ...names);

beforeEach(async () => {
  folder = new Folder();
  const call = await withEngine();
  here = (...args) => call('--lang', 'en', '--data', at('data'), '--json', ...args);
  const made = await here(...lena, 'project', 'new', '--customer', 'Muster GmbH');
  run = (documentOf(made) as { id: string }).id;
  const order = folder.file('order.txt', 'order');
  await here(...lena, 'task', 'do', run, 'R-101', ...CLAIM, '--evidence', order);
});
afterEach(() => {
  folder.remove();
});

const newKey = () => generateKeyPairSync('ed25519').privateKey;
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' });
const rotate = async () =>
  documentOf(await here(...lena, 'audit', 'rotate-key', '--reason', 'Wechsel')) as {
    from: string;
    to: string;
    runs: number;
  };
const exported = async (name: string) => {
  await here(...lena, 'bundle', 'export', run, '-o', at(name));
  return at(name);
};

describe('audit rotate-key', () => {
  it('seals with a new key that the old one signed; what was sealed before verifies as before', async () => {
    const head = at('head.txt');
    await here('audit', 'head', '-o', head);
    const before = await exported('before.zip');
    const first = await rotate();
    const second = await rotate();
    expect([first.runs, second.from]).toEqual([1, first.to]);
    await here(...lena, 'task', 'note', run, 'R-101', '--text', 'weiter');
    for (const what of [[run], ['instance'], [], ['--anchor', head]]) {
      const ended = await here('audit', 'verify', ...what);
      expect([what, ended.code, (documentOf(ended) as { findings: unknown }).findings]).toEqual([
        what,
        0,
        [],
      ]);
    }
    expect((await here('doctor')).code).toBe(0);

    const after = await exported('after.zip');
    const { verify } = await secondVerifier();
    const statuses = async (file: string, key: string) => {
      const told = documentOf(await here('bundle', 'verify', file, '--key', key));
      return [(told as { status: string }).status, verify(file, { key }).status];
    };
    expect(await statuses(before, first.from)).toEqual(['verified', 'verified']);
    expect(await statuses(before, second.to)).toEqual(['broken', 'broken']);
    for (const key of [first.from, first.to, second.to])
      expect([key, ...(await statuses(after, key))]).toEqual([key, 'verified', 'verified']);
  });

  it('is broken, and nothing is handed over, where the old key did not sign the new one', async () => {
    const session = await openSession(DOCUMENTED, { dataFolder: at('data') });
    const { core, archive } = session.umstieg;
    const { publicKey: own, instanceId: instance } = core.keys;
    const [stranger, thief] = [newKey(), newKey()];
    const both = [own, thief].map((key) => rawPublicKey(key).toString('base64'));
    const forged = signNote([stranger, thief], `umstieg/${instance}\nkey\n${both.join('\n')}\n`);
    const publicKey = createPublicKey(thief);
    Object.defineProperty(core.keys, 'privateKey', { value: thief });
    Object.defineProperty(core.keys, 'publicKey', { value: publicKey });
    const keys = takenInInputs({ instance, key: own }, { instance, key: publicKey });
    const who = commandLineWho('Dieb');
    await recordEntry(core, run, who, {
      ...{ kind: 'event', event: 'key.rotated', inputs: { ...keys, statements: [forged] } },
    });
    const given = archive.export(run, at('forged.zip'), who);
    await expect(given).rejects.toMatchObject({ code: 'audit.chain-broken' });
    await session.close();
    writeFileSync(at('data', 'keys', 'signing.pem'), pemOf(thief));
    const ended = await here('audit', 'verify', run);
    const { findings } = documentOf(ended) as { findings: { code: string }[] };
    expect([ended.code, findings[0]?.code]).toEqual([5, 'audit.rotation-forged']);
  });
});

describe('the keys of a data folder', () => {
  it('is refused where a statement in the folder of keys is not of the key before', async () => {
    await rotate();
    const next = newKey();
    const instance = readFileSync(at('data', 'keys', 'instance-id'), 'utf8').trim();
    const lie = `${JSON.stringify(signKeyStatement(instance, newKey(), next))}\n`;
    writeFileSync(at('data', 'keys', 'rotations.jsonl'), lie, { flag: 'a' });
    writeFileSync(at('data', 'keys', 'signing.pem'), pemOf(next));
    expect(errorOf(await here('audit', 'verify', run)).code).toBe('key.broken');
  });

  it('goes on where it was interrupted: with the statement written the new key stands', async () => {
    const { from, to } = await rotate();
    const keys = (name: string) => at('data', 'keys', name);
    const newest = readFileSync(keys('signing.pem'));
    renameSync(keys('signing.pem'), keys('signing-next.pem'));
    writeFileSync(keys('signing.pem'), pemOf(newKey()));
    const told = documentOf(await here('audit', 'head')) as { signer: string };
    expect([told.signer, from === to]).toEqual([to, false]);
    expect(readFileSync(keys('signing.pem'))).toEqual(newest);
    expect((await here('audit', 'verify', run)).code).toBe(0);
  });
});
