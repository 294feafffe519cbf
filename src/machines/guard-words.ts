import type { Text } from '../core/text.js';
import type { Guard } from './kinds.js';

/** A guard as a person says it: „R-101, R-102 erledigt und R-105 macSwap = started". */
export function guardWords(guard: Guard): Text {
  const p = guard.params;
  switch (guard.type) {
    case 'settled': {
      const steps = (p['steps'] as readonly string[]).join(', ');
      return { de: `${steps} erledigt`, en: `${steps} settled` };
    }
    case 'fact': {
      const fact = `${String(p['step'])} ${String(p['name'])} = ${String(p['is'])}`;
      return { de: fact, en: fact };
    }
    case 'parts': {
      const parts = (p['parts'] as readonly string[]).join(', ');
      const states = p['in'] as readonly string[];
      return {
        de: `${parts} ist ${states.join(' oder ')}`,
        en: `${parts} is ${states.join(' or ')}`,
      };
    }
    case 'not': {
      const { de, en } = guardWords(p['guard'] as Guard);
      return { de: `nicht (${de})`, en: `not (${en})` };
    }
    case 'all':
    case 'any':
      return joined(guard.type, (p['guards'] as readonly Guard[]).map(guardWords));
  }
}

function joined(type: 'all' | 'any', inner: readonly Text[]): Text {
  if (inner.length === 0)
    return type === 'all' ? { de: 'immer', en: 'always' } : { de: 'nie', en: 'never' };
  const [de, en] = type === 'all' ? [' und ', ' and '] : [' oder ', ' or '];
  return { de: inner.map((t) => t.de).join(de), en: inner.map((t) => t.en).join(en) };
}
