// `node --import ./test/program/typescript.mjs FILE.ts`: runs a TypeScript file of the tests as a real process. What it
// takes from `src/` comes from the built program in `dist/`.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
