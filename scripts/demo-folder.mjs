// The folder of the demo: what in it is the demo's own, and may therefore be replaced by the next one.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const MARKER = '.umstieg-demo';
const FRESH = 'customer.new';
const CUSTOMER = 'customer';
const MADE = new Set([MARKER, FRESH, CUSTOMER, 'data', 'report.html', 'report.json', 'bundle.zip']);

/** Names in the folder that no demo made; every name when the folder holds no mark of a demo. */
export function foreignIn(out) {
  if (!existsSync(out)) return [];
  if (!lstatSync(out).isDirectory()) return ['.'];
  const names = readdirSync(out);
  return names.includes(MARKER) ? names.filter((name) => !MADE.has(name)) : names;
}

/**
 * Has the new practice customer written beside the old one first; only when that went well the last demo is removed.
 * @param write is given the folder to write to and answers what `drill new` says
 */
export async function renew(out, write) {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, MARKER), 'made by npm run demo; emptied by the next one\n');
  rmSync(join(out, FRESH), { recursive: true, force: true });
  const said = await write(join(out, FRESH));
  for (const name of readdirSync(out)) {
    if (name !== MARKER && name !== FRESH)
      rmSync(join(out, name), { recursive: true, force: true });
  }
  renameSync(join(out, FRESH), join(out, CUSTOMER));
  return said;
}
