import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import { statSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { readKeyStatement, signKeyStatement } from '../audit/key-rotation.js';
import { fingerprint } from '../audit/signing-key.js';
import { once, readIfThere, syncFolder, writeDurably } from './durable-file.js';

/**
 * The Ed25519 pair that signs, and what each earlier key said of the next (ADR 0031): `signing.pem`, `rotations.jsonl`. A change
 * writes `signing-next.pem`, then the statement, then gives the key its place. With a statement the change stands; whoever reads the
 * folder next finishes it.
 */
export class SigningKeys {
  statements: readonly string[] = [];
  private stamp = '';

  private constructor(
    private readonly folder: string,
    public privateKey: KeyObject,
  ) {}

  static async open(folder: string): Promise<SigningKeys> {
    const pem = await once(join(folder, 'signing.pem'), () => pemOf(newKey()));
    const keys = new SigningKeys(folder, createPrivateKey(pem));
    await keys.refresh();
    return keys;
  }

  get publicKey(): KeyObject {
    return createPublicKey(this.privateKey);
  }

  isStale(): boolean {
    return this.stamp !== this.look();
  }

  /** @throws Error when key and statements do not fit each other, or it is no Ed25519 key */
  async refresh(): Promise<void> {
    const stamp = this.look(); // before reading: what is read may be newer, never older
    const text = (await readIfThere(this.file('rotations.jsonl'))) ?? '';
    const statements = text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as string);
    const expected = lastKey(statements);
    let key = await this.stored('signing.pem');
    if (expected !== undefined && fingerprint(key) !== expected) {
      await this.putInPlace();
      key = await this.stored('signing.pem');
    }
    if (fingerprint(key) !== (expected ?? fingerprint(key))) throw new Error('not the last key');
    this.privateKey = key;
    this.statements = statements;
    this.stamp = stamp;
  }

  async rotate(instanceId: string): Promise<void> {
    await this.refresh();
    const next = newKey();
    await writeDurably(this.file('signing-next.pem'), pemOf(next));
    const statement = signKeyStatement(instanceId, this.privateKey, next);
    const lines = [...this.statements, statement].map((one) => `${JSON.stringify(one)}\n`);
    await writeDurably(this.file('rotations.jsonl'), lines.join(''));
    await this.refresh();
  }

  private async putInPlace(): Promise<void> {
    await rename(this.file('signing-next.pem'), this.file('signing.pem')).catch(
      (error: unknown) => {
        if ((error as { code?: string }).code !== 'ENOENT') throw error; // another process was faster
      },
    );
    await syncFolder(this.folder);
  }

  private async stored(name: string): Promise<KeyObject> {
    return createPrivateKey((await readIfThere(this.file(name))) ?? '');
  }

  private look(): string {
    const found = statSync(this.file('rotations.jsonl'), { throwIfNoEntry: false });
    return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
  }

  private file(name: string): string {
    return join(this.folder, name);
  }
}

/** Fingerprint of the key that statements lead to. @throws Error where one is not of the key before */
function lastKey(statements: readonly string[]): string | undefined {
  let last: string | undefined;
  for (const { from, to } of statements.map(readKeyStatement)) {
    if (last !== undefined && fingerprint(from) !== last) throw new Error('a key did not sign');
    last = fingerprint(to);
  }
  return last;
}

function newKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

function pemOf(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}
