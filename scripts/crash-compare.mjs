// Reads what a run left behind and compares two runs of the same drill: what must be equal after any kill.
import sqlite3 from 'sqlite3';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyChain } from '../dist/audit/chain.js';
import { verifyCheckpoint } from '../dist/audit/checkpoint.js';

// facts of these name the chain itself (report, bundle, signatures), which differs from run to run by its salts
const NAMES_THE_CHAIN = new Set(['R-1003', 'R-1004', 'R-1005']);

function rows(database, sql, ...values) {
  return new Promise((done, fail) => {
    database.all(sql, values, (error, found) => (error ? fail(error) : done(found)));
  });
}

/** Statuses, states, flags, accepted facts, commands and outcomes of one run. */
export async function readRun(data, run) {
  const database = new sqlite3.Database(join(data, 'umstieg.sqlite'), sqlite3.OPEN_READONLY);
  try {
    const [row] = await rows(
      database,
      'SELECT status, state, head_seq, head_hash FROM run WHERE id = ?',
      run,
    );
    const attempts = await rows(database, 'SELECT step, status FROM attempt WHERE run_id = ?', run);
    const entries = await rows(
      database,
      'SELECT seq, body, hash FROM audit_entry WHERE run_id = ? ORDER BY seq',
      run,
    );
    const seals = await rows(database, 'SELECT text FROM checkpoint WHERE run_id = ?', run);
    const facts = await rows(database, 'SELECT step, digest, body FROM fact WHERE run_id = ?', run);
    const files = await rows(
      database,
      'SELECT DISTINCT step, digest FROM evidence WHERE run_id = ?',
      run,
    );
    return {
      row,
      attempts,
      chain: entries.map((e) => ({ ...e, body: Buffer.from(e.body, 'utf8') })),
      seals,
      entries: entries.map((e) => JSON.parse(e.body)),
      facts,
      files,
    };
  } finally {
    await new Promise((done) => database.close(done));
  }
}

function sorted(list) {
  return JSON.stringify([...list].sort());
}

function view({ row, attempts, entries, facts, files }) {
  const { root, parts, status, flags, timers, inbox, off, clock } = JSON.parse(row.state);
  const outcomes = entries.filter((e) => e.kind === 'attempt' && e.verdict !== undefined);
  const commands = entries.filter((e) => e.command !== null && e.kind !== 'sealed');
  return {
    status: row.status,
    'machine states': JSON.stringify({ root, parts }),
    'step statuses': sorted(Object.entries(status).map(String)),
    'flags, timers, clock': JSON.stringify({
      flags: sorted(Object.entries(flags).map((f) => JSON.stringify(f))),
      timers,
      inbox,
      off,
      clock,
    }),
    facts: sorted(
      facts.filter((f) => !NAMES_THE_CHAIN.has(f.step)).map((f) => `${f.step} ${f.digest}`),
    ),
    'evidence files': sorted(
      files.filter((f) => !NAMES_THE_CHAIN.has(f.step)).map((f) => `${f.step} ${f.digest}`),
    ),
    'effects, each once': sorted(outcomes.map((e) => e.event)),
    'commands, each once': sorted(commands.map((e) => `${e.command} ${e.kind} ${e.event}`)),
    'attempts that succeeded': sorted(
      attempts.filter((a) => a.status === 'succeeded').map((a) => a.step),
    ),
    'attempts left started': sorted(
      attempts.filter((a) => a.status === 'started').map((a) => a.step),
    ),
  };
}

/** What differs, each as one sentence. Empty when the runs ended the same. */
export function compareRuns(wanted, found) {
  const [a, b] = [view(wanted), view(found)];
  const problems = Object.keys(a)
    .filter((key) => a[key] !== b[key])
    .map((key) => `${key} differ: ${difference(a[key], b[key])}`);
  if (b['attempts left started'] !== '[]')
    problems.push(`left started: ${b['attempts left started']}`);
  return problems;
}

function difference(a, b) {
  try {
    const [x, y] = [JSON.parse(a), JSON.parse(b)];
    const lost = x.filter((v) => !y.includes(v));
    const more = y.filter((v) => !x.includes(v));
    return `missing ${JSON.stringify(lost).slice(0, 300)}, more ${JSON.stringify(more).slice(0, 300)} (${String(x.length)}/${String(y.length)})`;
  } catch {
    return `${a.slice(0, 300)} / ${b.slice(0, 300)}`;
  }
}

/** Verifies the chain against the run row and every checkpoint against the installation's key, as `audit verify` does. */
export async function chainProblems(data, run, { row, chain, seals }) {
  const key = createPublicKey(readFileSync(join(data, 'keys', 'signing.pem')));
  try {
    const checkpoints = seals.map(({ text }) => verifyCheckpoint(text, key));
    const last = { name: 'run', size: row.head_seq, head: row.head_hash, final: true };
    const witnesses = [...checkpoints.map((c) => ({ name: 'checkpoint', ...c })), last];
    const report = await verifyChain(chain, { run, witnesses });
    return report.ok ? [] : [report.first.reason.text.en];
  } catch (error) {
    return [error.message];
  }
}
