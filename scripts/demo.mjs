// Plays the whole documented migration of a practice customer without a person: `npm run demo [-- --lang en]`.
// Everything goes through the real command line. In the middle the playing process is killed and started again.
import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { foreignIn, renew } from './demo-folder.mjs';
import { killInStep } from './kill-in-step.mjs';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'umstieg.js');
const WHO = 'Anna Berg';
/** No single command may take longer. */
const COMMAND_MS = 120_000;
const SETTLED = new Set(['done', 'not-applicable', 'waived']);

class Stop extends Error {
  constructor(message, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

const chosen = options();
const pick = (de, en) => (chosen.lang === 'en' ? en : de);
const out = resolve(chosen.out);
const data = join(out, 'data');
const started = performance.now();

/** What was asked for; an option that is not understood ends the demo before anything is touched. */
function options() {
  const text = (otherwise) => ({ type: 'string', default: otherwise });
  const known = {
    out: text('./umstieg-demo'),
    users: text('12'),
    seed: text('1'),
    lang: text('de'),
  };
  try {
    const { values } = parseArgs({ options: known });
    if (values.lang === 'de' || values.lang === 'en') return values;
    throw new Error(`--lang de|en: ${values.lang}`);
  } catch (error) {
    process.stderr.write(`${error.message}\n--out DIR, --users N, --seed S, --lang de|en\n`);
    process.exit(2);
  }
}

/** One line of the transcript, with the seconds since the start. */
function say(de, en) {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5);
  process.stdout.write(`${seconds} s  ${pick(de, en)}\n`);
}

/** Starts the command line; `ended` answers its exit code, signal and what it wrote. */
function umstieg(...args) {
  const all = [program, '--data', data, '--lang', chosen.lang, '--json', ...args];
  const child = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = [[], []];
  child.stdout.on('data', (piece) => stdout.push(piece));
  child.stderr.on('data', (piece) => stderr.push(piece));
  const tooLong = setTimeout(() => child.kill('SIGKILL'), COMMAND_MS);
  const ended = new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code, signal) => {
      clearTimeout(tooLong);
      const text = (pieces) => Buffer.concat(pieces).toString('utf8');
      done({ code, signal, stdout: text(stdout), stderr: text(stderr) });
    });
  });
  return { child, ended };
}

/** Runs a command that has to succeed and answers its document. */
async function document(...args) {
  const { code, signal, stdout, stderr } = await umstieg(...args).ended;
  if (code === 0) return stdout === '' ? {} : JSON.parse(stdout);
  const said = `umstieg ${args.join(' ')}: ${signal ?? code}\n${stderr}${stdout}`.trimEnd();
  throw new Stop(said, code ?? 1);
}

/** A folder that holds anything else than a demo is left alone. */
function refuseForeign() {
  const foreign = foreignIn(out);
  if (foreign.length === 0) return;
  const some = foreign.slice(0, 3).join(', ');
  throw new Stop(
    pick(
      `In „${out}“ liegt etwas, das nicht von dieser Vorführung stammt (${some}). Nehmen Sie mit --out einen anderen Ordner.`,
      `"${out}" holds something that this demo did not make (${some}). Choose another folder with --out.`,
    ),
    3,
  );
}

/** Plays until the kill, then plays the same file again. */
async function playTwice(runId, answers) {
  const first = umstieg('play', runId, answers);
  const step = await killInStep(first.child, {
    file: join(data, 'umstieg.sqlite'),
    runId,
    after: 'R-405',
    latest: 'R-706',
    timeoutMs: COMMAND_MS,
  });
  const { code, signal, stderr, stdout } = await first.ended;
  if (signal !== 'SIGKILL') {
    throw new Stop(
      `${pick('Abspielen endete zu früh', 'play ended early')}: ${code}\n${stderr}${stdout}`,
    );
  }
  if (step)
    say(
      `Strom weg: Prozess mitten in ${step} getötet (SIGKILL).`,
      `Power cut: process killed in the middle of ${step} (SIGKILL).`,
    );
  else
    say(
      'Strom weg: Prozess zwischen zwei Schritten getötet (SIGKILL).',
      'Power cut: process killed between two steps (SIGKILL).',
    );

  const { progress } = await document('project', 'show', runId).catch(() => ({}));
  if (progress)
    say(
      `Gespeichert sind ${progress.done} von ${progress.total} Schritten.`,
      `${progress.done} of ${progress.total} steps are stored.`,
    );
  const again = await document('play', runId, answers);
  say(
    `Dieselbe Datei noch einmal abgespielt: ${again.played} von ${again.total} Einträgen, nichts doppelt.`,
    `Played the same file again: ${again.played} of ${again.total} entries, nothing twice.`,
  );
}

/** Every step settled, the chain whole, the bundle signed by whom it says. */
async function verify(runId) {
  const files = { html: join(out, 'report.html'), json: join(out, 'report.json') };
  // four readers side by side: starting the program is what takes time
  const [run, audit] = await Promise.all([
    document('project', 'show', runId),
    document('audit', 'verify', runId),
    ...Object.entries(files).map(([format, file]) =>
      document('report', runId, '--format', format, '-o', file),
    ),
  ]);
  const open = run.steps.filter((s) => !SETTLED.has(s.status)).map((s) => `${s.id} ${s.status}`);
  if (open.length > 0 || run.status !== 'completed') {
    throw new Stop(`${pick('Noch offen', 'still open')}: ${open.join(', ') || run.status}`);
  }
  const done = run.steps.filter((s) => s.status === 'done').length;
  say(
    `Alle ${run.steps.length} Schritte sind zu Ende: ${done} erledigt, ${run.steps.length - done} entfallen.`,
    `All ${run.steps.length} steps are settled: ${done} done, ${run.steps.length - done} do not apply.`,
  );
  say(
    `Protokoll geprüft: ${audit.entries} Einträge, ${audit.checkpoints} Prüfpunkte, Kette ohne Lücke.`,
    `Audit trail verified: ${audit.entries} entries, ${audit.checkpoints} checkpoints, no gap in the chain.`,
  );
  const bundle = join(out, 'bundle.zip');
  const { signer } = await document('bundle', 'export', runId, '-o', bundle, '--as', WHO);
  const { status } = await document('bundle', 'verify', bundle, '--key', signer);
  if (status !== 'verified') throw new Stop(`${pick('Archiv', 'bundle')}: ${status}`);
  say('Archiv versiegelt und geprüft.', 'Bundle sealed and verified.');
  return { ...files, bundle, signer };
}

async function demo() {
  refuseForeign();
  const folder = join(out, 'customer');
  const { users, seed } = chosen;
  const drill = await renew(out, (fresh) =>
    document('drill', 'new', '--out', fresh, '--users', users, '--seed', seed),
  );
  say(
    `Übungskunde „${drill.customer}“ mit ${drill.users} Benutzern geschrieben: ${drill.files} Dateien. Alles ist erfunden.`,
    `Practice customer "${drill.customer}" with ${drill.users} users written: ${drill.files} files. All of it is invented.`,
  );
  const project = ['project', 'new', '--customer', drill.customer, '--kind', 'drill', '--as', WHO];
  const run = await document(...project);
  say(
    `Projekt angelegt: Lauf ${run.id}, ${run.progress.total} Schritte aus dem Handbuch.`,
    `Project made: run ${run.id}, ${run.progress.total} steps of the manual.`,
  );
  await playTwice(run.id, join(folder, 'answers.yaml'));
  const made = await verify(run.id);
  say('Fertig.', 'Done.');
  const rows = [
    [pick('Bericht', 'Report'), made.html],
    [pick('Bericht (JSON)', 'Report (JSON)'), made.json],
    [pick('Archiv', 'Bundle'), made.bundle],
    [pick('Unterzeichner', 'Signer'), made.signer],
    [pick('Übungskunde', 'Practice customer'), folder],
  ];
  for (const [name, value] of rows) process.stdout.write(`         ${name}: ${value}\n`);
}

try {
  await demo();
} catch (error) {
  process.stderr.write(`${error instanceof Stop ? error.message : error.stack}\n`);
  process.exitCode = error instanceof Stop ? error.exit : 1;
}
