import type { KeyObject } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { entryLine } from '../../src/audit/bundle-lines.js';
import { manifestBytes, MEMBER, parseManifest } from '../../src/audit/bundle-manifest.js';
import { writeBundle } from '../../src/audit/bundle-write.js';
import type { ChainItem } from '../../src/audit/chain.js';
import { signEnvelope } from '../../src/audit/envelope.js';
import { fingerprint, publicPem } from '../../src/audit/signing-key.js';
import { bundleParts, sealsOf, type Members } from './bundle-parts.js';
import { sha256, stateOf, type TestChain } from './chain-fixture.js';

export * from './bundle-parts.js';

const folders: string[] = [];

afterAll(async () => {
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

export async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'umstieg-audit-'));
  folders.push(folder);
  return folder;
}

export async function makeBundle(chain?: TestChain): Promise<{ file: string; folder: string }> {
  const folder = await scratch();
  const file = join(folder, 'bundle.zip');
  await writeBundle(file, await bundleParts(folder, chain));
  return { file, folder };
}

export async function pack(members: Members, compress = false): Promise<string> {
  const file = join(await scratch(), 'forged.zip');
  const zip = new ZipFile();
  for (const [name, bytes] of members) zip.addBuffer(bytes, name, { compress });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return file;
}

/** Replaces bytes of the archive itself, for what no archiver would write. */
export async function patch(file: string, from: string, to: string, times?: number): Promise<void> {
  if (from.length !== to.length) throw new Error('a patch keeps the length');
  let text = (await readFile(file)).toString('latin1');
  if (times === undefined) text = text.replaceAll(from, to);
  for (let i = 0; i < (times ?? 0); i += 1) text = text.replace(from, to);
  await writeFile(file, text, 'latin1');
}

export function change(members: Members, name: string, edit: (text: string) => string): Members {
  if (!members.some(([other]) => other === name)) throw new Error(`no ${name}`);
  return members.map(([other, bytes]) =>
    other === name ? [other, Buffer.from(edit(bytes.toString('utf8')), 'utf8')] : [other, bytes],
  );
}

export function drop(members: Members, ...names: string[]): Members {
  return members.filter(([name]) => !names.includes(name));
}

export function withoutSeals(members: Members): Members {
  return members.filter(([name]) => !name.startsWith('checkpoints/'));
}

export function entriesFile(items: readonly ChainItem[]): Buffer {
  return Buffer.concat(
    items.flatMap(({ body, hash }) => [entryLine(body, hash), Buffer.from('\n')]),
  );
}

/** What a forger does who owns `key`: manifest and signature are made anew over the changed members. */
export function resign(members: Members, key: KeyObject, claim: object = {}): Members {
  const apart: string[] = [MEMBER.manifest, MEMBER.signature];
  const old = members.find(([name]) => name === MEMBER.manifest)?.[1];
  if (!old) throw new Error('no manifest');
  const rest: Members = members
    .filter(([name]) => !apart.includes(name))
    .map(([name, bytes]) => [name, name === MEMBER.key ? Buffer.from(publicPem(key)) : bytes]);
  const manifest = manifestBytes({
    ...parseManifest(old),
    signer: fingerprint(key),
    ...claim,
    members: rest.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) })),
  });
  return [...rest, [MEMBER.manifest, manifest], [MEMBER.signature, signEnvelope(key, manifest)]];
}

/** A bundle over another chain, sealed and signed with `key`: the best a forger can do. */
export function rebuilt(members: Members, chain: TestChain, key: KeyObject): Members {
  const size = chain.head.seq;
  const seals = sealsOf(chain, key).map((text): Members[number] => [
    `checkpoints/${text.split('\n')[1]}.txt`,
    Buffer.from(text),
  ]);
  const changed: Members = withoutSeals(members).map(([name, bytes]) => [
    name,
    name === MEMBER.entries
      ? entriesFile(chain.items)
      : name === MEMBER.state
        ? stateOf(size)
        : bytes,
  ]);
  return resign([...changed, ...seals], key, {
    run: chain.head.run,
    entries: size,
    head: chain.head.hash,
  });
}
