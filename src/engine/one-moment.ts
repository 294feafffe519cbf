import type { EngineCore } from './engine-core.js';
import type { LoadedRun } from './turn-builder.js';

const TRIES = 20;

/**
 * What several questions to the database say of one moment: when the chain grew meanwhile, all are asked again.
 * @throws RequestError run.not-found
 */
export async function inOneMoment<T>(
  core: EngineCore,
  runId: string,
  look: (run: LoadedRun) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    const run = await core.read(runId);
    const seen = await look(run);
    const { row } = (await core.read(runId)).stored;
    if (row.headSeq === run.stored.row.headSeq || tries >= TRIES) return seen;
  }
}
