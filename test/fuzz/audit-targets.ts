import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MEMBER, parseManifest } from '../../src/audit/bundle-manifest.js';
import { readLines, splitEntryLine } from '../../src/audit/bundle-lines.js';
import { writeBundle } from '../../src/audit/bundle-write.js';
import { withContents } from '../../src/audit/bundle-load.js';
import { verifyBundle } from '../../src/audit/bundle-verify.js';
import { canonicalText, parseCanonical } from '../../src/audit/canonical-json.js';
import { isOpening, verifyOpening } from '../../src/audit/commitment.js';
import { DEFAULT_LIMITS } from '../../src/audit/bundle-limits.js';
import { parseAnchor, parseNote, sealCheckpoint } from '../../src/audit/checkpoint.js';
import { parseEntry } from '../../src/audit/entry.js';
import {
  consistencyText,
  inclusionText,
  parseConsistency,
  parseInclusion,
  parseKeptTreeHead,
  parseTreeHead,
  signTreeHead,
} from '../../src/audit/tree-head.js';
import { readKeyStatement, signKeyStatement } from '../../src/audit/key-rotation.js';
import { peekHandOver } from '../../src/audit/signer-line.js';
import {
  isFingerprint,
  parsePublicPem,
  publicPem,
  strictBase64,
} from '../../src/audit/signing-key.js';
import { parseHandOver } from '../../src/engine/handover-rows.js';
import { bundleChain, bundleParts, KEY, sealsOf, unpack } from '../audit/bundle-parts.js';
import { pieces } from './table-targets.js';
import { bytesOf, type Scratch, type Target } from './target.js';

const HASH = 'ab'.repeat(32);
const TREE_HEAD = signTreeHead(KEY, { instanceId: 'inst', size: 7, root: HASH });
const TREE_TEXTS = [
  TREE_HEAD,
  inclusionText(2, [HASH, HASH], TREE_HEAD),
  consistencyText(3, [HASH], TREE_HEAD),
];

/** A sound bundle of eight entries. */
async function bundleFile({ folder }: Scratch): Promise<string> {
  const place = join(folder, 'bundle');
  mkdirSync(place, { recursive: true });
  const file = join(place, 'bundle.zip');
  await writeBundle(file, await bundleParts(place));
  return file;
}

const member =
  (name: string) =>
  async (scratch: Scratch): Promise<Buffer[]> =>
    (await unpack(await bundleFile(scratch))).filter(([n]) => n === name).map(([, bytes]) => bytes);

const HAND_OVER = [
  { of: 'opening', row: { commitment: 'ab'.repeat(32), kind: 'actor' } },
  { of: 'fact', row: { step: 'R-101', digest: 'ab', body: '{}' } },
  { of: 'evidence', row: { digest: 'ab', step: 'R-101', size: 1, name: 'n', salt: 's' } },
]
  .map((row) => JSON.stringify(row))
  .join('\n');

async function bundle(bytes: Buffer, scratch: Scratch): Promise<void> {
  const file = scratch.file('bundle.zip', bytes);
  const { findings } = await verifyBundle(file);
  if (findings.length > 0) return;
  await withContents(file, DEFAULT_LIMITS, async (contents) => {
    for (const digest of contents.evidence)
      for await (const _piece of contents.readEvidence(digest));
  });
}

export const AUDIT_TARGETS: readonly Target[] = [
  {
    name: 'bundle',
    share: 4,
    covers: ['read', 'load', 'verify', 'content', 'lines', 'hand-overs', 'anchor'].map(
      (name) => `audit/bundle-${name}`,
    ),
    corpus: async (scratch) => [readFileSync(await bundleFile(scratch))],
    tokens: [
      'PK\x01\x02',
      'PK\x03\x04',
      'PK\x05\x06',
      'PK\x06\x06',
      'evidence/',
      '../',
      'manifest.json',
    ],
    read: bundle,
  },
  {
    name: 'bundle-manifest',
    share: 50,
    covers: ['audit/bundle-manifest'],
    corpus: member(MEMBER.manifest),
    tokens: ['"members":', '"name":', '"size":', '"sha256":'],
    read: (bytes) => parseManifest(bytes),
    allows: (error) => error.constructor === Error, // documented: an Error that says what is wrong
  },
  {
    name: 'canonical-json',
    share: 60,
    covers: ['audit/canonical-json', 'audit/commitment'],
    corpus: () => bytesOf('{"a":[1,2.5,null,true,"\u00fc"],"b":{"c":1e21}}', '[]', '"x"', '0'),
    tokens: ['{"__proto__":1}', '1E400', '"\\ud800"', '"toJSON":1', '-0'],
    read(bytes) {
      const value = parseCanonical(bytes);
      if (isOpening(value)) verifyOpening(value);
      if (canonicalText(value) !== bytes.toString('utf8'))
        throw new TypeError('not the same again');
    },
  },
  {
    name: 'entry',
    share: 60,
    covers: ['audit/entry', 'audit/signer-line'],
    corpus: () => bundleChain().items.map(({ body }) => Buffer.from(body)),
    tokens: ['"kind":"event"', '"event":"handover.imported"', '"inputs":{}', '"seq":1', '"prev":'],
    read(bytes) {
      peekHandOver(bytes);
      parseEntry(bytes, 1);
    },
  },
  {
    name: 'entry-line',
    share: 40,
    covers: ['audit/bundle-lines'],
    corpus: member(MEMBER.entries),
    tokens: ['{"body":', ',"hash":"', '"}'],
    async read(bytes) {
      for await (const { bytes: line } of readLines(pieces(bytes)(), 100_000)) splitEntryLine(line);
    },
    allows: (error) => error.constructor.name === 'LineProblem',
  },
  {
    name: 'checkpoint',
    share: 60,
    covers: ['audit/checkpoint', 'audit/signed-note'],
    corpus: () => [
      ...bytesOf(...sealsOf(bundleChain())),
      Buffer.from(sealCheckpoint(KEY, 'inst', bundleChain().head)),
    ],
    tokens: ['— ', 'umstieg/', 'head ', '\n\n', '====', 'AAAA'],
    read(bytes) {
      const text = bytes.toString('utf8');
      parseAnchor(text);
      parseNote(text);
    },
  },
  {
    name: 'tree-head',
    share: 60,
    covers: ['audit/tree-head'],
    corpus: () => bytesOf(...TREE_TEXTS),
    tokens: ['— ', 'umstieg/', 'index 0', 'old 1', 'c2sp.org/tlog-proof@v1', '\n\n', '===='],
    read(bytes) {
      const text = bytes.toString('utf8');
      if (text.startsWith('old ')) parseConsistency(text);
      else if (text.startsWith('c2sp')) parseInclusion(text);
      else {
        parseKeptTreeHead(text);
        parseTreeHead(text);
      }
    },
  },
  {
    name: 'key-statement',
    share: 20,
    covers: ['audit/key-rotation'],
    corpus: () => bytesOf(signKeyStatement('inst', KEY, KEY)),
    tokens: ['— ', 'umstieg/', '\nkey\n', '\n\n', '===='],
    read: (bytes) => readKeyStatement(bytes.toString('utf8')),
  },
  {
    name: 'public-key',
    share: 25,
    covers: ['audit/signing-key'],
    corpus: () => bytesOf(publicPem(KEY)),
    tokens: ['-----BEGIN PUBLIC KEY-----', '-----BEGIN PRIVATE KEY-----', 'MCowBQYDK2VwAyEA', '=='],
    read(bytes) {
      const text = bytes.toString('latin1');
      parsePublicPem(text);
      isFingerprint(text);
      strictBase64(text);
    },
  },
  {
    name: 'handover-rows',
    share: 50,
    covers: ['engine/handover-rows'],
    corpus: () => bytesOf(HAND_OVER),
    tokens: ['"of":"attempt"', '"of":"__proto__"', '"of":"definition"', '"row":null'],
    read(bytes) {
      const lines = bytes.toString('utf8').split('\n');
      parseHandOver(lines.map((line) => JSON.parse(line) as unknown));
    },
    allows: (error) => ['SyntaxError', '$ZodError', 'ZodError'].includes(error.constructor.name),
  },
];
