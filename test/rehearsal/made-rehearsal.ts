import { join } from 'node:path';
import type { Rehearsal } from '../../src/connect/rehearsal/document.js';
import { documentOf, withoutEngine, type Ended } from '../cli/command-line.js';
import { writtenDrill } from '../drill/drill-folder.js';
import { makeFolder } from '../steps/temporary-folder.js';

export interface Made {
  /** Folder of the practice customer. */
  readonly drill: string;
  /** Folder of the rehearsal. */
  readonly folder: string;
}

/** A rehearsal of the practice customer, made as a person makes it. */
export async function madeRehearsal(users: number, seed: number, ...more: string[]): Promise<Made> {
  const drill = await writtenDrill(users, seed);
  const folder = join(makeFolder(), 'rehearsal');
  const lists = more.length > 0 ? more : ['--ad', join(drill, 'ad-users.csv')];
  const ended = await withoutEngine(
    ...['rehearsal', 'new', '--export', join(drill, 'export')],
    ...['--users', join(drill, 'v4-users.csv'), '-o', folder],
    ...['--recorded', join(drill, 'connect-users.csv'), ...lists],
  );
  if (ended.code !== 0) throw new Error(ended.stderr);
  return { drill, folder };
}

export interface PlayedEnd extends Ended {
  readonly found: Rehearsal & { readonly undecided: readonly string[] };
}

export async function played(folder: string, ...more: string[]): Promise<PlayedEnd> {
  const ended = await withoutEngine('rehearsal', 'play', folder, '--json', ...more);
  return { ...ended, found: documentOf(ended) as PlayedEnd['found'] };
}
