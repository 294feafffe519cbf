import { join } from 'node:path';
import { must } from './processes.js';

export interface DrillFolder {
  readonly data: string;
  readonly run: string;
  /** The practice customer's answers, for `play`. */
  readonly answers: string;
}

/** A data folder with the run of a practice customer that nobody has played yet. */
export async function newDrillFolder(folder: string): Promise<DrillFolder> {
  const [data, out] = [join(folder, 'base'), join(folder, 'drill')];
  await must(data, 'drill', 'new', '--out', out, '--seed', '7');
  const project = ['project', 'new', '--customer', 'Sturz GmbH', '--kind', 'drill'];
  const { id } = await must<{ id: string }>(data, '--as', 'Lena Voss', ...project);
  return { data, run: id, answers: join(out, 'answers.yaml') };
}
