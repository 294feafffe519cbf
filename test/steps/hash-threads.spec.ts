import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { walkFolder, type FileEntry } from '../../src/steps/files.js';
import { HashThreads } from '../../src/steps/hash-threads.js';
import { makeFolder, removeFolders } from './temporary-folder.js';

afterEach(removeFolders);

async function filesIn(root: string): Promise<FileEntry[]> {
  const files: FileEntry[] = [];
  for await (const entry of walkFolder(root)) if (entry.kind === 'file') files.push(entry);
  return files;
}

/** Hashes files beside this thread, as they were walked over before `meanwhile`. */
async function digests(root: string, meanwhile: () => void) {
  const files = await filesIn(root);
  meanwhile();
  const threads = new HashThreads(root, new AbortController().signal);
  try {
    return await threads.digests(files, () => undefined);
  } finally {
    await threads.close();
  }
}

describe('threads that hash files', () => {
  it('do not read a file that was exchanged for a link, a pipe or another file after the walk', async () => {
    const root = makeFolder({ a: '1', b: '1', c: '1', d: '1', e: '1' });
    const read = await digests(root, () => {
      for (const name of ['a', 'b', 'c', 'd']) rmSync(join(root, name));
      symlinkSync('/etc/passwd', join(root, 'a'));
      execFileSync('mkfifo', [join(root, 'b')]);
      writeFileSync(join(root, 'c'), 'longer');
    });
    expect(read).toEqual([
      { code: 'ELOOP' },
      { changed: true },
      { changed: true },
      { code: 'ENOENT' },
      { sha256: createHash('sha256').update('1').digest('hex') },
    ]);
  });

  it('do not read a file below a folder that became a link after the walk', async () => {
    const root = makeFolder({ 'folder/a': '1' });
    const elsewhere = makeFolder({ a: '1' });
    const read = await digests(root, () => {
      rmSync(join(root, 'folder'), { recursive: true });
      symlinkSync(elsewhere, join(root, 'folder'));
    });
    expect(read).toEqual([{ changed: true }]);
  });

  it('answer an abort in the middle of many files with its reason', async () => {
    const root = makeFolder({ a: Buffer.alloc(9 << 20), b: '1' });
    const abort = new AbortController();
    const threads = new HashThreads(root, abort.signal);
    const read = threads.digests(await filesIn(root), () => abort.abort(new Error('enough')));
    await expect(read).rejects.toThrow('enough');
    await threads.close();
  });
});
