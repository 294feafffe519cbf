// Preload for crash tests: `node --import ./test/faults/after-write.mjs bin/umstieg.js …`. Not part of the product.
// AFTER_WRITE_KILL=n   SIGKILL of this very process after its n-th durable write
// AFTER_WRITE_COPY=dir copies the data folder to dir/<i> after every i-th write named in AFTER_WRITE_ONLY (or all)
// AFTER_WRITE_COUNT=f  writes the number of durable writes to file f after each
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Database } from '../../dist/persistence/database.js';

const { AFTER_WRITE_KILL, AFTER_WRITE_COPY, AFTER_WRITE_ONLY, AFTER_WRITE_COUNT } = process.env;
const only = AFTER_WRITE_ONLY ? new Set(AFTER_WRITE_ONLY.split(',').map(Number)) : undefined;
let writes = 0;

/** Runs and people are written by two methods; each call is one durable statement. */
for (const name of ['writeBatch', 'write']) {
  const write = Database.prototype[name];
  Database.prototype[name] = async function (...given) {
    await write.apply(this, given);
    written(this.folder);
  };
}

function written(folder) {
  writes += 1;
  if (AFTER_WRITE_COUNT) writeFileSync(AFTER_WRITE_COUNT, String(writes));
  if (AFTER_WRITE_COPY && (!only || only.has(writes))) {
    cpSync(folder, join(AFTER_WRITE_COPY, String(writes)), { recursive: true });
  }
  if (AFTER_WRITE_KILL && writes >= Number(AFTER_WRITE_KILL)) process.kill(process.pid, 'SIGKILL');
}
