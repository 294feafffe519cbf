import type { HeldFile } from './stand-in-database.js';
import type { Acting } from './stand-in-server.js';

/** Gives an owner other files and writes into the ledger what each one was before and is now. */
export async function replaceFiles(
  { rows, number }: Pick<Acting, 'rows' | 'number'>,
  owner: string,
  name: string,
  files: readonly Omit<HeldFile, 'action'>[],
): Promise<void> {
  const before = new Map((await rows.filesOf(owner)).map((file) => [file.path, file]));
  const after = new Map(files.map((file) => [file.path, file]));
  for (const path of new Set([...before.keys(), ...after.keys()])) {
    const there = before.get(path);
    await rows.addLedger({
      action: number,
      owner,
      name,
      path,
      before: there?.sha256 ?? null,
      beforeAction: there?.action ?? null,
      after: after.get(path)?.sha256 ?? null,
    });
  }
  await rows.replaceFiles(
    owner,
    [...after.values()].map((file) => ({ ...file, action: number })),
  );
}
