// Ends a process the hard way while one of its steps is running, as a power cut would. The product has no hook for this:
// the moment is found by reading its database from outside.
import { setTimeout as delay } from 'node:timers/promises';
import sqlite3 from 'sqlite3';

const POLL_MS = 4;

/** What the attempts of a run say, newest last; an empty list while the database is not to be read. */
function attempts(database, runId) {
  return new Promise((resolve) => {
    const sql = 'SELECT id, step, status FROM attempt WHERE run_id = ? ORDER BY rowid';
    database.all(sql, [runId], (error, rows) => resolve(error ? [] : rows));
  });
}

function openReadOnly(file) {
  return new Promise((resolve, reject) => {
    const database = new sqlite3.Database(file, sqlite3.OPEN_READONLY, (error) => {
      if (error) reject(error);
      else resolve(database);
    });
    database.configure('busyTimeout', 50);
  });
}

const close = (database) => new Promise((resolve) => database.close(resolve));

/** Halts the process, so that what is read next stays true. Not every system can; then the chance is taken. */
function halt(child) {
  try {
    return child.kill('SIGSTOP');
  } catch {
    return false;
  }
}

/** The attempt that is under way although the process stands still. */
async function runningStep(child, database, runId) {
  const halted = halt(child);
  const running = (await attempts(database, runId)).find((a) => a.status === 'started');
  if (running === undefined && halted) child.kill('SIGCONT');
  return running;
}

/**
 * Kills `child` in the middle of a running step, once the step `after` is over. When the step `latest` is over too, it is
 * killed wherever it is. Answers the step it was in, null for "between two steps", undefined when it ended by itself.
 */
export async function killInStep(child, { file, runId, after, latest, timeoutMs }) {
  const database = await openReadOnly(file);
  const deadline = Date.now() + timeoutMs;
  const over = (rows, step) => rows.some((a) => a.step === step && a.status !== 'started');
  try {
    while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
      const rows = await attempts(database, runId);
      if (over(rows, after) && rows.some((a) => a.status === 'started')) {
        const running = await runningStep(child, database, runId);
        if (running && child.kill('SIGKILL')) return running.step;
      }
      if (over(rows, latest) && child.kill('SIGKILL')) return null;
      await delay(POLL_MS);
    }
    return undefined;
  } finally {
    await close(database);
  }
}
