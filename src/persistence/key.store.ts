import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import { join } from 'node:path';
import { InvariantError } from '../core/errors.js';
import { createOnce, readIfThere } from './durable-file.js';

export interface InstanceKeys {
  readonly instanceId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicPem: string;
  /** HMAC-SHA-256 under the instance key, hex. */
  hmac(value: string): string;
}

/**
 * Keys of this installation under `keys/` (owner-only): an Ed25519 pair that signs checkpoints and bundles, and the key
 * of the fingerprints. Made at the first start, outside the database.
 * @throws InvariantError key.broken when a file is there but cannot be read as a key, or none can be made
 */
export async function openKeys(folder: string): Promise<InstanceKeys> {
  try {
    const pem = await once(join(folder, 'signing.pem'), newSigningKey);
    const secret = await once(join(folder, 'fingerprint.key'), () =>
      randomBytes(32).toString('hex'),
    );
    const instanceId = await once(join(folder, 'instance-id'), () =>
      randomBytes(8).toString('hex'),
    );
    const privateKey = createPrivateKey(pem);
    const publicKey = createPublicKey(privateKey);
    const key = Buffer.from(secret.trim(), 'hex');
    const named = /^[0-9a-f]{16}$/.test(instanceId.trim());
    if (privateKey.asymmetricKeyType !== 'ed25519' || key.length !== 32 || !named)
      throw new Error('wrong kind of key');
    return {
      instanceId: instanceId.trim(),
      privateKey,
      publicKey,
      publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      hmac: (value) => createHmac('sha256', key).update(value, 'utf8').digest('hex'),
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

function newSigningKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

async function once(path: string, make: () => string): Promise<string> {
  const there = await readIfThere(path);
  if (there !== undefined) return there;
  await createOnce(path, make());
  return (await readIfThere(path)) ?? '';
}
