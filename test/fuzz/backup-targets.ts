import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBackup } from '../../src/persistence/backup-read.js';
import { writeBackup } from '../../src/persistence/backup-write.js';
import { readRegister } from '../../src/cli/erasure-register.js';
import { registerText } from '../../src/engine/erasure-register.js';
import { bytesOf, type Scratch, type Target } from './target.js';

/** A small backup; to read it, what lies in it need not be a database. */
async function backupFile({ folder }: Scratch): Promise<Buffer> {
  const keys = join(folder, 'backup', 'keys');
  mkdirSync(keys, { recursive: true });
  const database = join(folder, 'backup', 'umstieg.sqlite');
  writeFileSync(database, 'x'.repeat(3000));
  writeFileSync(join(keys, 'instance-id'), '0123456789abcdef');
  const target = join(folder, 'backup', 'file');
  await writeBackup(target, {
    ...{ workshop: join(folder, 'backup'), database, keys, takenAt: new Date(0) },
    ...{ instance: '0123456789abcdef', evidence: { files: 0, bytes: 0 }, missing: [] },
  });
  return readFileSync(target);
}

export const BACKUP_TARGETS: readonly Target[] = [
  {
    name: 'backup',
    share: 1,
    covers: ['persistence/backup-read'],
    corpus: async (scratch) => [await backupFile(scratch)],
    tokens: ['umstieg.sqlite', 'keys/', '../', 'manifest.json', 'umstieg-backup', '\u0000'],
    read: async (bytes, scratch) => {
      const unpacked = join(scratch.folder, 'unpacked');
      try {
        await withBackup(scratch.file('bent.zip', bytes), (backup) => backup.unpack(unpacked));
      } finally {
        rmSync(unpacked, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'erasure-register',
    share: 4,
    covers: ['cli/erasure-register', 'engine/erasure-register'],
    corpus: () =>
      bytesOf(
        registerText([
          {
            v: 1,
            erasure: 'e-1',
            run: 'r-1',
            at: '2026-03-02T09:00:00.000Z',
            gone: ['opening ab'],
          },
          { v: 1, erasure: '', run: '*access', at: '', gone: ['account 1', 'fact T-101 ab'] },
        ]),
      ),
    tokens: ['"gone":[', '"v":1', '\n', 'evidence R-101 ', '{}', 'null'],
    read: (bytes, scratch) => readRegister(scratch.file('bent.jsonl', bytes)),
  },
];
