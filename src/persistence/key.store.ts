import { createHmac, randomBytes, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { InvariantError } from '../core/errors.js';
import { once } from './durable-file.js';
import { SigningKeys } from './signing-keys.js';

export interface InstanceKeys {
  readonly instanceId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicPem: string;
  /** HMAC-SHA-256 under the instance key, hex. */
  hmac(value: string): string;
  /** What each key before said of the next one, oldest first (`signKeyStatement`). */
  readonly statements: readonly string[];
  /** Whether another process changed the key since; costs one look at a file. */
  isStale(): boolean;
  /** Reads the key again. @throws InvariantError key.broken */
  refresh(): Promise<void>;
  /** Makes a new key, which the old one signs. Killed in between, the old one stands or the next start finishes. */
  rotate(): Promise<void>;
}

/**
 * Keys of this installation under `keys/` (owner-only): an Ed25519 pair that signs checkpoints and bundles, and the key
 * of the fingerprints. Made at the first start, outside the database.
 * @throws InvariantError key.broken when a file is there but cannot be read as a key, or none can be made
 */
export async function openKeys(folder: string): Promise<InstanceKeys> {
  try {
    const secret = await once(join(folder, 'fingerprint.key'), () =>
      randomBytes(32).toString('hex'),
    );
    const instanceId = await once(join(folder, 'instance-id'), () =>
      randomBytes(8).toString('hex'),
    );
    const key = Buffer.from(secret.trim(), 'hex');
    if (key.length !== 32 || !/^[0-9a-f]{16}$/.test(instanceId.trim()))
      throw new Error('wrong kind of key');
    const signing = await SigningKeys.open(folder);
    return {
      instanceId: instanceId.trim(),
      get privateKey() {
        return signing.privateKey;
      },
      get publicKey() {
        return signing.publicKey;
      },
      get publicPem() {
        return signing.publicKey.export({ type: 'spki', format: 'pem' }).toString();
      },
      get statements() {
        return signing.statements;
      },
      hmac: (value) => createHmac('sha256', key).update(value, 'utf8').digest('hex'),
      isStale: () => signing.isStale(),
      refresh: () => signing.refresh(),
      rotate: () => signing.rotate(instanceId.trim()),
    };
  } catch (error) {
    throw new InvariantError(
      'key.broken',
      {
        de: 'Die Schlüssel dieser Installation sind unlesbar. Stellen Sie den Ordner keys aus der Sicherung wieder her.',
        en: 'The keys of this installation cannot be read. Restore the folder keys from the backup.',
      },
      { place: { file: folder }, cause: error },
    );
  }
}
