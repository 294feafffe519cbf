import { z } from 'zod';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** Members of a backup beside its manifest: the database and what lies in `keys/`. */
export const DATABASE_MEMBER = 'umstieg.sqlite';
const MEMBER_NAME = /^(umstieg\.sqlite|keys\/[a-z0-9][a-z0-9.-]{0,79})$/;

/** `manifest.json` of a backup: what it holds and what it needs beside it. Sizes in bytes. */
export const backupManifest = z.strictObject({
  format: z.literal('umstieg-backup'),
  v: z.literal(1),
  id: z.string().regex(/^b-[0-9a-f]{16}$/),
  /** The moment the database was read: everything before it is in it. */
  takenAt: z.iso.datetime({ precision: 3 }),
  instance: z.string().regex(/^[0-9a-f]{16}$/),
  members: z
    .array(
      z.strictObject({
        name: z.string().regex(MEMBER_NAME),
        size: z.int().nonnegative(),
        sha256: digest,
      }),
    )
    .max(50),
  /** Lies in the folder of evidence, not in the file. */
  evidence: z.strictObject({ files: z.int().nonnegative(), bytes: z.int().nonnegative() }),
  /** Evidence that was missing or changed when the backup was made. */
  missing: z.array(digest),
});

export type BackupManifest = z.infer<typeof backupManifest>;
