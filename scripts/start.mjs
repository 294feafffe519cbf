// Shows the pages with a practice customer, on this computer alone: `npm start [-- --port 4400 --out DIR --lang en]`.
// The first start makes the customer and the project; every later one goes on with them. Ctrl-C ends the server.
import { spawn } from 'node:child_process';
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'bin', 'umstieg.js');
const chosen = options();
const out = resolve(chosen.out);
const data = join(out, 'data');
const customer = join(out, 'customer');
/** Where the server of this folder is, while it runs. */
const place = join(out, 'serving.json');
const pick = (de, en) => (chosen.lang === 'en' ? en : de);
const say = (text = '') => process.stdout.write(`${text}\n`);

function options() {
  const text = (otherwise) => ({ type: 'string', default: otherwise });
  const known = { out: text('./umstieg-practice'), port: text('4400'), lang: text('de') };
  try {
    return parseArgs({ options: known }).values;
  } catch (error) {
    process.stderr.write(`${error.message}\n--out DIR, --port N, --lang de|en\n`);
    process.exit(2);
  }
}

const command = (...args) => [program, '--data', data, '--lang', chosen.lang, '--json', ...args];

/** Runs one command and answers its document. */
function document(...args) {
  const child = spawn(process.execPath, command(...args), { stdio: ['ignore', 'pipe', 'inherit'] });
  const pieces = [];
  child.stdout.on('data', (piece) => pieces.push(piece));
  return new Promise((done, failed) => {
    child.on('error', failed);
    child.on('close', (code) => {
      if (code === 0) done(JSON.parse(Buffer.concat(pieces).toString('utf8')));
      else failed(new Error(`umstieg ${args.join(' ')}: ${String(code)}`));
    });
  });
}

/** The customer's folder appears whole or not at all, and the project before it: a start that was cut off is made again. */
async function prepare() {
  if (existsSync(customer)) return;
  mkdirSync(out, { recursive: true });
  const fresh = join(out, 'customer.new');
  rmSync(fresh, { recursive: true, force: true });
  const drill = await document('drill', 'new', '--out', fresh);
  const runs = existsSync(data) ? await document('project', 'list') : [];
  if (runs.length === 0) {
    const wanted = ['--customer', drill.customer, '--kind', 'drill', '--as', 'Anna Berg'];
    const { id } = await document('project', 'new', ...wanted);
    await setClock(id, fresh);
  }
  renameSync(fresh, customer);
}

/** The answers of the practice have dates: the run's own clock begins where they do. */
async function setClock(run, folder) {
  const answers = parse(readFileSync(join(folder, 'answers.yaml'), 'utf8'), { schema: 'failsafe' });
  const begins = answers.find((entry) => entry.clock !== undefined);
  if (!begins) return;
  const only = join(out, 'clock.yaml');
  writeFileSync(only, stringify([begins]));
  await document('play', run, only);
  rmSync(only);
}

/** The address of a server that goes on with this folder; undefined when none answers. */
async function alreadyAt() {
  if (!existsSync(place)) return undefined;
  try {
    const { address } = JSON.parse(readFileSync(place, 'utf8'));
    await fetch(address, { signal: AbortSignal.timeout(5_000) });
    return address;
  } catch {
    return undefined; // it ended without a word, or what stands there is no address
  }
}

function already(address) {
  say(pick('Umstieg läuft schon mit diesem Ordner:', 'Umstieg already runs with this folder:'));
  say(`  ${address}`);
  say(
    pick(
      `Einen zweiten Server für ${out} startet npm start nicht. Ein anderer Ordner: npm start -- --out ORDNER`,
      `npm start does not start a second server for ${out}. Another folder: npm start -- --out FOLDER`,
    ),
  );
}

/** Serves until it is told to stop; answers the exit code of the server. */
function serve() {
  const log = createWriteStream(join(out, 'server.log'), { flags: 'a' });
  const child = spawn(
    process.execPath,
    command('serve', '--port', chosen.port, '--files', customer),
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  let said = '';
  let welcomed = false;
  let told = false;
  child.stderr.on('data', (piece) => {
    log.write(piece);
    if (text === '') said += piece.toString();
  });
  child.stdout.on('data', (piece) => {
    text += piece.toString();
    if (!welcomed) welcomed = welcome(text);
  });
  // a terminal sends Ctrl-C to both; whoever else stops this process stops the server with it
  process.on('SIGINT', () => (told = true));
  process.on('SIGTERM', () => {
    told = true;
    child.kill('SIGTERM');
  });
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      log.end();
      if (welcomed) rmSync(place, { force: true });
      if (!welcomed) process.stderr.write(said);
      else if (code === 0 || (told && signal === 'SIGTERM'))
        say(pick('Beendet. Alles ist gespeichert.', 'Ended. Everything is stored.'));
      else crashed(signal ?? String(code));
      done(code === 0 || (told && signal === 'SIGTERM') ? 0 : code || 1);
    });
  });
}

/** The command that was given, as it is typed again. */
function again() {
  const words = process.argv
    .slice(2)
    .map((word) => (/^[\w./:=\\-]+$/.test(word) ? word : JSON.stringify(word)));
  return ['npm start', ...(words.length > 0 ? ['--', ...words] : [])].join(' ');
}

/** Nobody told it to stop: says what still holds and where to look. */
function crashed(how) {
  const log = join(out, 'server.log');
  say(pick(`Der Server ist abgestürzt (${how}).`, `The server crashed (${how}).`));
  say(
    pick(
      `Was er angenommen hat, ist gespeichert. Was gerade lief, geht beim nächsten Start weiter: ${again()}`,
      `What it accepted is stored. What was going on goes on with the next start: ${again()}`,
    ),
  );
  say(pick(`Was geschah, steht am Ende von ${log}`, `What happened stands at the end of ${log}`));
}

/** Says where the pages are, once the server's whole answer is there. */
function welcome(text) {
  if (!text.trimEnd().endsWith('}')) return false;
  const { address, link } = JSON.parse(text);
  writeFileSync(place, JSON.stringify({ address }));
  say(pick('Umstieg läuft auf diesem Computer.', 'Umstieg runs on this computer.'));
  say(link === undefined ? `  ${address}` : `  ${link}`);
  if (link !== undefined) {
    say(
      pick(
        '  Dieser Link gilt einmal, 24 Stunden lang: Damit legen Sie Ihr Konto an.',
        '  This link works once, within 24 hours: it makes your account.',
      ),
    );
  }
  say(pick(`Dateien des Übungskunden: ${customer}`, `Files of the practice customer: ${customer}`));
  say(pick('Strg-C beendet den Server.', 'Ctrl-C ends the server.'));
  return true;
}

try {
  const address = await alreadyAt();
  if (address === undefined) {
    await prepare();
    process.exitCode = await serve();
  } else {
    already(address);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
