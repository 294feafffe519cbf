import type { KeyObject } from 'node:crypto';
import { ID } from './entry.js';
import { AuditError } from './finding.js';
import { malformed, readNote, signedBy, signNote } from './signed-note.js';
import { fingerprint, keyOfRaw, rawPublicKey, strictBase64 } from './signing-key.js';

/** The entry that records that an installation changed its key. */
export const KEY_ROTATED = 'key.rotated';

const LINE = 'key';

/** What a statement says: this installation seals with `to` what it sealed with `from` before. */
export interface KeyStatement {
  readonly instance: string;
  readonly from: KeyObject;
  readonly to: KeyObject;
}

/**
 * A signed note of four lines: `umstieg/INSTANCE`, `key`, the old and the new public key. The old key signs that it hands on, the new one
 * that somebody holds it. No note of another kind has `key` in its second line.
 */
export function signKeyStatement(instance: string, from: KeyObject, to: KeyObject): string {
  if (!ID.test(instance)) throw new RangeError(`instance id: expected ${ID}, got ${instance}`);
  const base64 = (key: KeyObject) => rawPublicKey(key).toString('base64');
  const text = `umstieg/${instance}\n${LINE}\n${base64(from)}\n${base64(to)}\n`;
  return signNote([from, to], text);
}

/** @throws AuditError `audit.checkpoint-malformed`; also when one of both keys did not sign it */
export function readKeyStatement(text: string): KeyStatement {
  const note = readNote(text);
  const [origin = '', line, old = '', next = '', ...more] = note.text.slice(0, -1).split('\n');
  const [product, instance = '', ...rest] = origin.split('/');
  const [from, to] = [strictBase64(old), strictBase64(next)];
  if (product !== 'umstieg' || rest.length > 0 || !ID.test(instance) || line !== LINE)
    throw malformed('not umstieg/INSTANCE and "key"');
  if (from?.length !== 32 || to?.length !== 32 || more.length > 0)
    throw malformed('not two keys of 32 bytes');
  const said = { instance, from: keyOfRaw(from), to: keyOfRaw(to) };
  if (signedBy(note, said.from) !== true || signedBy(note, said.to) !== true)
    throw malformed('the old and the new key must both have signed');
  return said;
}

/**
 * Whether statements lead from one key of an installation to another one, each signed by the key before: `inputs.statements` of the
 * entry that records the change.
 */
export function leadsOn(statements: unknown, { instance, from, to }: KeyStatement): boolean {
  if (!Array.isArray(statements) || statements.length === 0 || statements.length > 100)
    return false;
  try {
    let at = fingerprint(from);
    for (const text of statements as readonly unknown[]) {
      if (typeof text !== 'string') return false;
      const said = readKeyStatement(text);
      if (said.instance !== instance || fingerprint(said.from) !== at) return false;
      at = fingerprint(said.to);
    }
    return at === fingerprint(to);
  } catch (error) {
    if (error instanceof AuditError) return false;
    throw error;
  }
}
