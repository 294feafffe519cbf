import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { ChainItem } from '../../src/audit/chain.js';
import { commit, type Opening } from '../../src/audit/commitment.js';
import {
  appendEntry,
  emptyHead,
  type AuditEntry,
  type ChainHead,
  type NewEntry,
} from '../../src/audit/entry.js';

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A private key from a fixed seed: `keyOf(1)` is the installation, others are attackers. */
export function keyOf(seed: number): KeyObject {
  const key = Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, seed)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

export function publicOf(privateKey: KeyObject): KeyObject {
  return createPublicKey(privateKey);
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A salt that is the same in every run of the tests. */
export function saltOf(n: number): Buffer {
  return createHash('sha256').update(`salt ${n}`).digest();
}

const HOST = commit('host.example', saltOf(1));
const USER = commit('erika', saltOf(2));
const ACTOR = commit('Erika Muster', saltOf(3));
export const OPENINGS: readonly Opening[] = [HOST.opening, USER.opening, ACTOR.opening];

export function stateOf(seq: number): Buffer {
  return Buffer.from(`{"state":${seq}}`, 'utf8');
}

export function newEntry(seq: number, change: Partial<NewEntry> = {}): NewEntry {
  return {
    at: new Date(Date.UTC(2026, 2, 2, 9, 0, seq)).toISOString(),
    clock: 'real',
    actor: ACTOR.commitment,
    where: {
      host: HOST.commitment,
      user: USER.commitment,
      via: 'cli',
      authenticated: false,
    },
    kind: seq === 1 ? 'created' : 'event',
    command: `command-${seq}`,
    event: 'R-203.submit',
    step: 'R-203',
    moves: [{ machine: 'license-upgrade', from: 'ready', to: 'verifying' }],
    definition: sha256('definition'),
    revision: seq,
    state: sha256(stateOf(seq)),
    ...change,
  };
}

export interface TestChain {
  readonly items: (ChainItem & { readonly seq: number })[];
  readonly heads: ChainHead[];
  readonly head: ChainHead;
}

export function buildChain(
  length: number,
  run = 'run-1',
  entryOf: (seq: number) => NewEntry = (seq) => newEntry(seq),
): TestChain {
  const items: TestChain['items'] = [];
  const heads: ChainHead[] = [];
  let head = emptyHead(run);
  for (let seq = 1; seq <= length; seq += 1) {
    const next = appendEntry(head, entryOf(seq));
    items.push({ seq, body: next.bytes, hash: next.hash });
    heads.push(next.head);
    head = next.head;
  }
  return { items, heads, head };
}

/** The entry of an item, changed and spelled canonically again by a forger who knows the format. */
export function forged(item: ChainItem, change: Record<string, unknown>): Buffer {
  const entry = JSON.parse(Buffer.from(item.body).toString('utf8')) as AuditEntry;
  const all = Object.entries({ ...entry, ...change }).sort(([a], [b]) => (a < b ? -1 : 1));
  return Buffer.from(JSON.stringify(Object.fromEntries(all)), 'utf8');
}
