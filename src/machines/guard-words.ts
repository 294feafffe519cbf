import type { Text } from '../core/text.js';
import type { Guard } from './kinds.js';

/** What a sequence calls what its guards name; without words a name stands for itself. */
export interface GuardNames {
  /** By `STEP.flag=value`. */
  readonly factTitles?: Readonly<Record<string, Text>> | undefined;
  readonly partTitles?: Readonly<Record<string, Text>>;
}

/** A guard as a person says it: „R-101, R-102 erledigt und R-105: MAC-Tausch begonnen". */
export function guardWords(guard: Guard, names: GuardNames = {}): Text {
  const p = guard.params;
  switch (guard.type) {
    case 'settled': {
      const steps = (p['steps'] as readonly string[]).join(', ');
      return { de: `${steps} erledigt`, en: `${steps} settled` };
    }
    case 'fact':
      return factWords(guard, names);
    case 'parts':
      return partsWords(guard, names);
    case 'not': {
      const { de, en } = guardWords(p['guard'] as Guard, names);
      return { de: `nicht (${de})`, en: `not (${en})` };
    }
    case 'all':
    case 'any':
      return joined(
        guard.type,
        (p['guards'] as readonly Guard[]).map((inner) => guardWords(inner, names)),
      );
  }
}

function factWords({ params }: Guard, { factTitles = {} }: GuardNames): Text {
  const { step, name, is } = params as { readonly step: string; name: string; is: unknown };
  const title = factTitles[`${step}.${name}=${String(is)}`];
  if (title) return { de: `${step}: ${title.de}`, en: `${step}: ${title.en}` };
  const raw = `${step} ${name} = ${String(is)}`;
  return { de: raw, en: raw };
}

/** Where the root has a part. */
const PART_STATES: Readonly<Record<string, Text>> = {
  done: { de: 'abgeschlossen', en: 'done' },
  notApplicable: { de: 'entfällt', en: 'does not apply' },
};

function partsWords({ params }: Guard, { partTitles = {} }: GuardNames): Text {
  const parts = params['parts'] as readonly string[];
  const states = params['in'] as readonly string[];
  const words = (language: 'de' | 'en', or: string) => {
    const named = parts.map((name) => partTitles[name]?.[language] ?? name).join(', ');
    return `${named}: ${states.map((s) => PART_STATES[s]?.[language] ?? s).join(or)}`;
  };
  return { de: words('de', ' oder '), en: words('en', ' or ') };
}

function joined(type: 'all' | 'any', inner: readonly Text[]): Text {
  if (inner.length === 0)
    return type === 'all' ? { de: 'immer', en: 'always' } : { de: 'nie', en: 'never' };
  const [de, en] = type === 'all' ? [' und ', ' and '] : [' oder ', ' or '];
  return { de: inner.map((t) => t.de).join(de), en: inner.map((t) => t.en).join(en) };
}
