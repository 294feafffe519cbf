import { isFingerprint } from '../audit/signing-key.js';
import { RequestError } from '../core/errors.js';
import type { Call } from './call.js';

/** `--key` where it means the fingerprint of a signer, not a command's key. @throws RequestError input.invalid */
export function signerKey({ globals }: Call): string | undefined {
  const { key } = globals;
  if (key !== undefined && !isFingerprint(key)) throw noFingerprint(key);
  return key;
}

function noFingerprint(key: string): RequestError {
  return new RequestError(
    'input.invalid',
    {
      de: `--key erwartet hier den Fingerabdruck des Unterzeichners: 64 Zeichen aus 0–9 und a–f. Angegeben: „${key.slice(0, 80)}“.`,
      en: `--key expects the fingerprint of the signer here: 64 characters of 0–9 and a–f. Given: "${key.slice(0, 80)}".`,
    },
    { place: { column: '--key' } },
  );
}
