// Plays the rehearsal in FOLDER and kills itself before the action KEY; with `inside` while that action writes its files.
// node --import ./test/program/typescript.mjs test/rehearsal/play-and-die.ts FOLDER KEY [inside]
import { watch } from 'node:fs';
import { join } from 'node:path';
import { playRehearsal } from '../../src/rehearsal/play-rehearsal.js';
import { StandInServer } from '../../src/rehearsal/stand-in-server.js';

const [folder = '', fatal, inside] = process.argv.slice(2);
const die = () => process.kill(process.pid, 'SIGKILL');
const server = await StandInServer.open(folder);
await playRehearsal(server, {
  decisions: { yellow: [], unmatched: [] },
  progress: (key) => {
    if (key !== fatal) return;
    if (inside === undefined) die();
    else watch(join(folder, 'contents'), die);
  },
});
