import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withBackup } from '../../src/persistence/backup-read.js';
import { writeBackup } from '../../src/persistence/backup-write.js';
import type { Scratch, Target } from './target.js';

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
];
