import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import yauzl from 'yauzl';
import type { BundleParts } from '../../src/audit/bundle-write.js';
import { sealCheckpoint } from '../../src/audit/checkpoint.js';
import type { NewEntry } from '../../src/audit/entry.js';
import { fingerprint } from '../../src/audit/signing-key.js';
import {
  buildChain,
  keyOf,
  newEntry,
  OPENINGS,
  sha256,
  stateOf,
  type TestChain,
} from './chain-fixture.js';

export const KEY = keyOf(1);
export const SIGNER = fingerprint(KEY);
export const LENGTH = 8;
export const EVIDENCE = Buffer.from('ipconfig /all: 00-11-22-33-44-55');

/** Members of an archive in order; names may repeat. */
export type Members = [name: string, bytes: Buffer][];

/** The one entry of a kind that needs no seal of its own. */
export const UNSEALED = 5;

export function bundleEntry(seq: number, change: Partial<NewEntry> = {}): NewEntry {
  const evidence = [{ digest: sha256(EVIDENCE), size: EVIDENCE.length }];
  return newEntry(seq, {
    ...(seq === 3 ? { evidence } : {}),
    ...(seq === UNSEALED ? { kind: 'attempt' } : {}),
    ...change,
  });
}

export function bundleChain(run = 'run-1', length = LENGTH): TestChain {
  return buildChain(length, run, (seq) => bundleEntry(seq));
}

/** A checkpoint for every entry that must have one. */
export function sealsOf(chain: TestChain, key = KEY): string[] {
  const sealed = chain.heads.filter(({ seq }) => seq !== UNSEALED);
  return sealed.map((head) => sealCheckpoint(key, 'install-1', head));
}

/** Everything a sound bundle of eight entries needs, sealed as the engine seals. */
export async function bundleParts(folder: string, chain = bundleChain()): Promise<BundleParts> {
  const path = join(folder, 'evidence.txt');
  await writeFile(path, EVIDENCE);
  return {
    instanceId: 'install-1',
    runId: chain.head.run,
    exportedAt: '2026-03-02T10:00:00.000Z',
    privateKey: KEY,
    entries: chain.items,
    openings: OPENINGS,
    checkpoints: sealsOf(chain),
    evidence: [{ digest: sha256(EVIDENCE), path }],
    definition: Buffer.from('{"definition":1}'),
    state: stateOf(chain.head.seq),
  };
}

export async function unpack(file: string): Promise<Members> {
  const zip = await yauzl.openPromise(file, { lazyEntries: true, autoClose: false });
  const members: Members = [];
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    members.push([entry.fileName, Buffer.concat(chunks)]);
  }
  zip.close();
  return members;
}
