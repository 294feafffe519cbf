import type { KeyObject } from 'node:crypto';
import { canonicalBytes, isRecord, parseCanonical } from './canonical-json.js';
import { fingerprint, signBytes, strictBase64, verifyBytes } from './signing-key.js';

export const PAYLOAD_TYPE = 'application/vnd.umstieg.bundle-manifest.v1+json';

/** DSSE envelope around the manifest: canonical JSON, one Ed25519 signature, keyid = fingerprint. */
export function signEnvelope(privateKey: KeyObject, payload: Buffer): Buffer {
  const sig = signBytes(privateKey, preAuthEncoding(payload)).toString('base64');
  return canonicalBytes({
    payload: payload.toString('base64'),
    payloadType: PAYLOAD_TYPE,
    signatures: [{ keyid: fingerprint(privateKey), sig }],
  });
}

/**
 * What is wrong with an envelope, or undefined when the key signed exactly this payload. Nothing in the envelope chooses
 * key or algorithm: the key comes from the caller, the algorithm is Ed25519.
 */
export function envelopeProblem(
  envelope: Uint8Array,
  payload: Buffer,
  publicKey: KeyObject,
): string | undefined {
  let value: unknown;
  try {
    value = parseCanonical(envelope);
  } catch {
    return 'not canonical JSON';
  }
  if (!isRecord(value) || Object.keys(value).join() !== 'payload,payloadType,signatures') {
    return 'not exactly payload, payloadType and signatures';
  }
  if (value['payloadType'] !== PAYLOAD_TYPE) return 'another payloadType';
  if (value['payload'] !== payload.toString('base64')) return 'its payload is not manifest.json';
  const signatures: unknown = value['signatures'];
  if (!Array.isArray(signatures) || signatures.length !== 1) return 'not exactly one signature';
  const one: unknown = signatures[0];
  if (!isRecord(one) || Object.keys(one).join() !== 'keyid,sig') return 'not exactly keyid and sig';
  if (one['keyid'] !== fingerprint(publicKey)) return 'keyid is not that of keys/public.pem';
  const signature = typeof one['sig'] === 'string' ? strictBase64(one['sig']) : undefined;
  if (!signature || !verifyBytes(publicKey, preAuthEncoding(payload), signature)) {
    return 'the signature does not verify';
  }
  return undefined;
}

/** DSSE v1: "DSSEv1" SP LEN(type) SP type SP LEN(body) SP body, lengths in bytes, decimal. */
export function preAuthEncoding(payload: Buffer): Buffer {
  const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `;
  return Buffer.concat([Buffer.from(head, 'utf8'), payload]);
}
