import type { Guard } from '../machines/kinds.js';
import type { Say } from './markdown.js';

/** A guard in words, steps by their ids: `R-105 macSwap = started, and not (R-207 done)`. */
export function guardWords(guard: Guard, say: Say): string {
  const p = guard.params;
  switch (guard.type) {
    case 'settled':
      return `${(p['steps'] as string[]).join(', ')} ${say('erledigt', 'settled')}`;
    case 'fact':
      return `${p['step'] as string} ${p['name'] as string} = ${value(p['is'], say)}`;
    case 'parts':
      return say(
        `jeder der Teile ${(p['parts'] as string[]).join(', ')} ist fertig oder entfällt`,
        `each of the parts ${(p['parts'] as string[]).join(', ')} is done or does not apply`,
      );
    case 'not':
      return `${say('nicht', 'not')} (${guardWords(p['guard'] as Guard, say)})`;
    case 'all':
      return joined(p['guards'] as Guard[], say(' und ', ' and '), say);
    case 'any':
      return joined(p['guards'] as Guard[], say(' oder ', ' or '), say);
  }
}

function joined(guards: readonly Guard[], word: string, say: Say): string {
  const mixed = (g: Guard) => guards.length > 1 && (g.type === 'all' || g.type === 'any');
  return guards.map((g) => (mixed(g) ? `(${guardWords(g, say)})` : guardWords(g, say))).join(word);
}

function value(is: unknown, say: Say): string {
  if (typeof is === 'boolean') return is ? say('ja', 'yes') : say('nein', 'no');
  return String(is);
}
