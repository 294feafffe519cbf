import { headOf } from '../../src/engine/chain-head.js';
import { Drafts } from '../../src/engine/drafts.js';
import { parseMapping } from '../../src/engine/parse-mapping.js';
import { parseRunState } from '../../src/engine/run-state.js';
import { readDefinition } from '../../src/engine/stored-definition.js';
import { openKeys } from '../../src/persistence/key.store.js';
import { HashNotes } from '../../src/steps/hash-notes.js';
import { readCaFile, readPasswordFile } from '../../src/directory/secret-files.js';
import { structuralHash, type DefinitionJson } from '../../src/machines/definition.js';
import { DEFINITION } from '../../src/machines/documented/definition.js';
import { readdirSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { KEY } from '../audit/bundle-parts.js';
import { bytesOf, type Target } from './target.js';

const STATE = {
  origin: { kind: 'live', project: 'p', createdAt: '2026-03-02T09:30:00.000Z', customer: null },
  root: { intake: 'ready', lines: { a: 'b' } },
  parts: { intake: { R: 'x' } },
  status: { 'R-101': 'done' },
  tasks: {
    'R-101': { round: 1, result: 'ab', attempt: { id: 'i', key: 'k', number: 1, bound: 'b' } },
  },
  flags: { 'R-101': { size: 3, ok: true } },
  timers: { t: { part: 'p', event: 'timer.t', dueAt: '2026-03-02T09:30:00.000Z' } },
  inbox: [],
  off: [],
  clock: null,
  paused: false,
  canceled: false,
};
const MAPPING = {
  name: 'xphone-migration',
  from: '1.0.0',
  to: '1.1.0',
  steps: { 'R-101': ['R-102', 'R-103'] },
  parts: { intake: 'start' },
  states: { intake: { 'a.b': 'c' } },
  signals: {},
};
/** A definition small enough that most changes hit its structure. */
const SMALL = {
  name: 's',
  version: '1',
  root: { initial: 'a', states: { a: { on: { 'part.done': 'b' } }, b: { type: 'final' } } },
  task: DEFINITION.task,
  parts: { intake: { id: 'intake', initial: 'x', states: { x: {} } } },
};
const owned = (error: Error) => (error as { family?: unknown }).family === 'invariant';
const jsonOf = (value: unknown) => Buffer.from(JSON.stringify(value));

/** A definition under its own hash, so that what it asks for is read and not only that it was changed. */
function hashOf(body: string): string {
  try {
    return structuralHash(JSON.parse(body) as DefinitionJson);
  } catch {
    return 'none';
  }
}

export const STORED_TARGETS: readonly Target[] = [
  {
    name: 'run-state',
    share: 60,
    covers: ['engine/run-state'],
    corpus: () => [jsonOf(STATE)],
    tokens: [
      '"root":',
      '{"a":',
      '"parts":',
      '"status":{"R-101":"done"}',
      '"clock":"x"',
      '"off":["x"]',
    ],
    read: (bytes) => parseRunState('run-1', bytes.toString('utf8')),
    allows: owned, // documented: snapshot.incompatible
  },
  {
    name: 'definition',
    share: 20,
    covers: ['engine/stored-definition', 'engine/compile-definition', 'machines/definition'],
    corpus: () => [jsonOf(SMALL), jsonOf(DEFINITION)],
    tokens: [
      '"initial":"b"',
      '"on":{}',
      '"always":',
      '"guard":{"type":"not"}',
      '"type":"parallel"',
    ],
    read(bytes) {
      const body = bytes.toString('utf8');
      readDefinition(hashOf(body), body);
    },
  },
  {
    name: 'mapping',
    share: 50,
    covers: ['engine/parse-mapping', 'machines/mapping'],
    corpus: () => [jsonOf(MAPPING)],
    tokens: ['"steps":', '"parts":', '"states":', '"__proto__":'],
    read: (bytes) => parseMapping(bytes.toString('utf8'), 'mapping.json'),
  },
  {
    name: 'chain-head',
    share: 30,
    covers: ['engine/chain-head'],
    corpus: () => [jsonOf({ size: 3, hashes: ['ab'.repeat(32)] })],
    tokens: ['"hashes":', '"size":'],
    read: (bytes) =>
      headOf({ id: 'r', headSeq: 1, headHash: 'a', frontier: bytes.toString('utf8') } as Parameters<
        typeof headOf
      >[0]),
  },
  {
    name: 'draft',
    share: 6,
    covers: ['engine/drafts'],
    corpus: () => [
      jsonOf({ step: 'R-101', savedAt: 'x', acknowledged: [], values: { a: { b: [1, null] } } }),
    ],
    tokens: ['"values":', '"evidence":["a"]', '"__proto__":'],
    async read(bytes, { folder }) {
      const place = join(folder, 'drafts');
      mkdirSync(place, { recursive: true });
      const drafts = new Drafts(place);
      if (readdirSync(place).length === 0)
        await drafts.write('r', 'anna', {
          step: 'R-101',
          savedAt: '',
          acknowledged: [],
          values: {},
        });
      writeFileSync(join(place, readdirSync(place)[0] ?? ''), bytes);
      await drafts.read('r', 'anna', 'R-101');
    },
  },
  {
    name: 'hash-notes',
    share: 40,
    covers: ['steps/hash-notes'],
    corpus: () => [jsonOf([['a/b.csv', 3, 1.5, '1:2', 'ab'.repeat(32)]]), jsonOf([])],
    tokens: ['null', '[null]', '{"length":128}', '["a"]'],
    async read(bytes) {
      const first = new Map([['hashed-0.json', bytes.toString('utf8')]]);
      const notes = await HashNotes.open({
        read: async (name) => first.get(name),
        write: async () => undefined,
      });
      notes.find({ kind: 'file', path: 'a/b.csv', size: 3, mtimeMs: 1.5, identity: '1:2' });
    },
  },
  {
    name: 'key-folder',
    share: 2,
    covers: ['persistence/key.store'],
    corpus: () => [
      Buffer.from(KEY.export({ type: 'pkcs8', format: 'pem' })),
      ...bytesOf('ab'.repeat(32), 'ab'.repeat(8)),
    ],
    tokens: ['-----BEGIN PRIVATE KEY-----', '-----END PRIVATE KEY-----', 'ab'],
    async read(bytes, { folder }) {
      const place = join(folder, 'keys');
      mkdirSync(place, { recursive: true });
      const name = bytes.includes('PRIVATE')
        ? 'signing.pem'
        : bytes.length > 40
          ? 'fingerprint.key'
          : 'instance-id';
      writeFileSync(join(place, 'signing.pem'), KEY.export({ type: 'pkcs8', format: 'pem' }));
      writeFileSync(join(place, 'fingerprint.key'), 'ab'.repeat(32));
      writeFileSync(join(place, 'instance-id'), 'ab'.repeat(8));
      writeFileSync(join(place, name), bytes);
      await openKeys(place);
    },
    allows: owned, // documented: key.broken
  },
  {
    name: 'secret-file',
    share: 5,
    covers: ['directory/secret-files'],
    corpus: () => bytesOf(...rootCertificates.slice(0, 3), 'geheim\r\n'),
    tokens: ['-----BEGIN CERTIFICATE-----', '-----END CERTIFICATE-----', '\u0030\u0082'],
    async read(bytes, scratch) {
      const path = scratch.file('secret', bytes);
      await readPasswordFile(path).catch((error: unknown) => {
        if ((error as { family?: unknown }).family !== 'request') throw error;
      });
      await readCaFile(path);
    },
  },
];
