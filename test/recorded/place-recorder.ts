import { join } from 'node:path';
import { answerValues } from '../../src/cli/answer-values.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { TEAM } from '../../src/drill/names.js';
import { openSession } from '../../src/open-session.js';
import { customer, DrillPlayer, writeDrill, type Entry } from './drill-player.js';
import { PLACES, wayTo } from './places.js';

/** Plays one run to every place, in one data folder. Answers the runs by name of their place. */
export async function recordPlaces(
  dataFolder: string,
  drill: string,
  now: () => Date,
): Promise<Readonly<Record<string, string>>> {
  await writeDrill(drill);
  const who = commandLineWho(TEAM.technician);
  const session = await openSession(DOCUMENTED, { dataFolder, now });
  const { umstieg } = session;
  const player = new DrillPlayer(session, drill);
  const first = await umstieg.newProject({ customer: customer.name, kind: 'drill', who });
  const runs: Record<string, string> = {};
  const lost: string[] = [];
  for (const [name, place] of Object.entries(PLACES)) {
    const { projectId } = first;
    const begun = Object.keys(runs).length > 0;
    const run = begun ? await umstieg.newRun({ projectId, kind: 'drill', who }) : first.runId;
    runs[name] = run;
    await player.play(run, wayTo(place)).catch((error: unknown) => {
      lost.push(`${name}: ${String(error)}`);
    });
    if (place.command)
      await umstieg.command(run, { do: place.command, reason: 'wartet' }, { who, key: 'stop' });
  }
  await session.close();
  if (lost.length > 0) throw new Error(`never got to:\n${lost.join('\n')}`);
  for (const [name, { left }] of Object.entries(PLACES))
    if (left) await leaveBehind({ dataFolder, drill, now, run: runs[name] ?? '', left });
  return runs;
}

/** The claim is recorded and its attempt begun; the process is gone before the check. */
async function leaveBehind(o: {
  readonly dataFolder: string;
  readonly drill: string;
  readonly now: () => Date;
  readonly run: string;
  readonly left: Entry;
}): Promise<void> {
  const { dataFolder, drill, now, run, left } = o;
  const session = await openSession(DOCUMENTED, { dataFolder, now, startPaused: true });
  const set = await answerValues({ ...left.set }, { folder: drill, environment: {} });
  const evidence = (left.evidence ?? []).map((path) => join(drill, path));
  const options = { who: session.who(left.as), key: `play:${left.id}` };
  await session.umstieg.submit(run, left.step ?? '', { set, evidence }, options);
  await session.close();
}
