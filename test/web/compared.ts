import { join } from 'node:path';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { matchJson } from '../../src/connect/match-json.js';
import { Matching } from '../../src/connect/matching.js';
import { readUserList } from '../../src/connect/user-list.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { bytesOf } from '../drill/drill-folder.js';
import { keepDocument } from '../http/kept-for-rights.js';

/** Answers of the practice customer for one step, as its file has them. */
export interface Prepared {
  readonly run: string;
  readonly set: Readonly<Record<string, unknown>>;
}

/** A practice customer played until a step can be answered, in a data folder no server has opened yet. */
export async function playedUntil(folder: string, step: string): Promise<Prepared> {
  const { out } = await newDrill({ out: join(folder, 'drill'), users: 40, seed: 3 });
  const file = await readAnswers(join(out, 'answers.yaml'));
  const at = file.answers.findIndex(({ id }) => id === step);
  return inFolder(folder, async (session) => {
    const who = commandLineWho('Anna');
    const { runId } = await session.umstieg.newProject({
      ...{ customer: 'Muster GmbH', kind: 'drill', who },
    });
    const part = { ...file, answers: file.answers.slice(0, at) };
    const quiet = { onEntry: () => undefined, warn: () => undefined };
    await play({ session, runId, file: part, as: undefined, environment: {}, ...quiet });
    const { set = {} } = file.answers[at]?.entry as { readonly set?: Prepared['set'] };
    return { run: runId, set };
  });
}

/** A run that holds the comparison of two lists as if one of its steps had made it. */
export async function withComparison(
  folder: string,
  v4: readonly string[],
  connect: readonly string[],
): Promise<string> {
  const list = (lines: readonly string[]) =>
    readUserList(bytesOf(`email,firstname,name\n${lines.join('\n')}\n`));
  const matching = new Matching(await list(v4), await list(connect));
  const document = [...matchJson(matching)].join('');
  return inFolder(folder, async ({ umstieg }) => {
    const who = commandLineWho('Anna');
    const { runId } = await umstieg.newProject({ customer: 'Groß AG', kind: 'drill', who });
    await keepDocument(umstieg, runId, 'R-707', document);
    return runId;
  });
}

async function inFolder<T>(folder: string, act: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  try {
    return await act(session);
  } finally {
    await session.close();
  }
}
