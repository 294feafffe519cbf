// Plays practice customers with planted errors and grades each run: every error flagged, nothing else. All counts from the
// environment: SEED, DRILL_SEEDS (with all errors and with none), DRILL_SINGLE (each error alone, or DRILL_ONLY: ids
// with commas between), DRILL_LARGE (users of one large run, 0: none). Ends with 1 when anything is missed or false.
import 'reflect-metadata';
import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.mjs';

build();
const { readAnswers } = await import('../dist/cli/answers-file.js');
const { flagsOf } = await import('../dist/cli/drill-grade.js');
const { play } = await import('../dist/cli/play.js');
const { DOCUMENTED } = await import('../dist/documented-sequence.js');
const { checkFiles } = await import('../dist/drill/check-files.js');
const { CATALOG } = await import('../dist/drill/errors/catalog.js');
const { grade, gradedKey } = await import('../dist/drill/grade.js');
const { newDrill } = await import('../dist/drill/new-drill.js');
const { commandLineWho } = await import('../dist/engine/umstieg.js');
const { openSession } = await import('../dist/open-session.js');

const count = (name, otherwise) => Number(process.env[name] ?? otherwise);
const seed = count('SEED', randomInt(2 ** 31));
const [seeds, single, large] = [
  count('DRILL_SEEDS', 20),
  count('DRILL_SINGLE', CATALOG.length),
  count('DRILL_LARGE', 5_000),
];
const ids = CATALOG.map(({ id }) => id);
const only = process.env.DRILL_ONLY?.split(',');
const unknown = only?.filter((id) => !ids.includes(id)) ?? [];
if (unknown.length > 0) throw new Error(`No planted error is called ${unknown.join(', ')}.`);
const alone = only ?? ids.slice(0, single);
console.error(`seed ${seed} (repeat with SEED=${seed})`);

let wrong = 0;
for (let i = 0; i < seeds; i++) {
  const users = 12 + ((seed + i * 7) % 29);
  await graded({ users, seed: seed + i, errors: 'all' });
  await graded({ users, seed: seed + i, errors: 'none' });
}
for (const id of alone) await graded({ users: 12, seed, errors: id });
if (large > 0) await graded({ users: large, seed, errors: 'all' });
if (wrong > 0) console.error(`${wrong} runs went wrong`);
process.exitCode = wrong > 0 ? 1 : 0;

/** One practice customer in a folder of its own, played and graded. */
async function graded(o) {
  const folder = mkdtempSync(join(tmpdir(), 'umstieg-drill-'));
  const startedAt = performance.now();
  try {
    const drill = join(folder, 'drill');
    await newDrill({ ...o, out: drill });
    const key = gradedKey.parse(JSON.parse(readFileSync(join(drill, 'key.json'), 'utf8')));
    const { result, flags } = await played(folder, drill);
    const { errors, falseAlarms, totals } = grade(key, [
      ...flags,
      ...(await checkFiles(drill, key)),
    ]);
    const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
    const { planted, flagged, missed } = totals;
    console.log(
      `${o.users} users, seed ${o.seed}, ${o.errors}: ${result.played}/${result.total} answers, ${planted} planted, ${flagged} flagged, ${missed} missed, ${totals.falseAlarms} false alarms, ${seconds} s`,
    );
    if (missed + totals.falseAlarms === 0 && !result.stopped) return;
    wrong++;
    if (result.stopped) console.log(`  stopped at ${result.stopped.answer.id}`);
    for (const { id } of errors.filter((e) => !e.flagged)) console.log(`  missed ${id}`);
    for (const alarm of falseAlarms.slice(0, 20)) console.log(`  false ${JSON.stringify(alarm)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function played(folder, drill) {
  const session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  try {
    const who = commandLineWho('Anna Berg');
    const { runId } = await session.umstieg.newProject({ customer: 'Übung', kind: 'drill', who });
    const quiet = { onEntry: () => undefined, warn: () => undefined };
    const file = await readAnswers(join(drill, 'answers.yaml'));
    const result = await play({ session, runId, file, environment: {}, ...quiet });
    return { result, flags: await flagsOf(session, runId) };
  } finally {
    await session.close();
  }
}
