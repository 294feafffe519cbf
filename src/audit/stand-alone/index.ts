import { readFileSync } from 'node:fs';

/** In this order: what a part uses stands before it. */
const PARTS = ['archive', 'form', 'seals', 'chain', 'verify'];

let joined: string | undefined;

/**
 * The second verifier as the one file that lies in every bundle: its parts, joined. It needs Node.js only and shares no
 * code with the verifier of the program.
 */
export function standAloneVerifier(): string {
  joined ??= PARTS.map((name) => {
    const text = readFileSync(new URL(`./${name}.mjs`, import.meta.url), 'utf8');
    return text.replace(/^import [^;]* from '\.\/[^']*';\n/gm, '').replace(/^export /gm, '');
  }).join('\n');
  return joined;
}
