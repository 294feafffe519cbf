import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play, type PlayResult } from '../../src/cli/play.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { commandLineWho, type Umstieg } from '../../src/engine/umstieg.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { openSession } from '../../src/open-session.js';

export interface Documented {
  readonly umstieg: Umstieg;
  newRun(customer: string): Promise<string>;
  /** Plays those answers of a drill folder whose ids `choose` leaves. */
  play(
    runId: string,
    drill: string,
    choose: (ids: readonly string[]) => readonly string[],
  ): Promise<PlayResult>;
  close(): Promise<void>;
}

/** A data folder with the real steps under a definition of the documented sequence. */
export async function openDocumented(
  dataFolder: string,
  definition: DefinitionJson,
  now?: () => Date,
): Promise<Documented> {
  const session = await openSession(DOCUMENTED, {
    dataFolder,
    definition,
    ...(now ? { now } : {}),
  });
  const { umstieg } = session;
  return {
    umstieg,
    close: () => session.close(),
    newRun: async (customer) => {
      const who = commandLineWho('Anna Berg');
      return (await umstieg.newProject({ customer, kind: 'drill', who })).runId;
    },
    play: async (runId, drill, choose) => {
      const file = await readAnswers(join(drill, 'answers.yaml'));
      const chosen = new Set(choose(file.answers.map((a) => a.id)));
      const answers = file.answers.filter((a) => chosen.has(a.id));
      const quiet = { onEntry: () => undefined, warn: () => undefined };
      return play({
        session,
        runId,
        file: { ...file, answers },
        as: undefined,
        environment: {},
        ...quiet,
      });
    },
  };
}
