import { choice, choices } from '../../core/fields.js';
import type { StepContext } from '../../core/step.js';
import type { Text } from '../../core/text.js';
import { SCOPE_LABELS, type ScopeItem } from '../intake/scope-list.js';

/**
 * Groups of system settings as the manual lists them (lines 65-83). That the import window shows the same list is an
 * assumption: the picture (migr8) is missing in the text.
 */
export const IMPORT_ITEMS = [
  'dialParameters',
  'pbx',
  'gateway',
  'fax',
  'faxPrinters',
  'sms',
  'voicemailGreetings',
  'autoAttendants',
  'mwi',
] as const satisfies readonly ScopeItem[];
export type ImportItem = (typeof IMPORT_ITEMS)[number];

/** The names they have in the scope and in the vendor's window, without the marks of a label. */
const NAMES = Object.fromEntries(
  IMPORT_ITEMS.map((item) => {
    const { de, en } = SCOPE_LABELS[item];
    return [item, { de: de.replaceAll('`', ''), en: en.replaceAll('`', '') }];
  }),
);

/** One of the groups as a field of a form. */
export const importItem = (label: Text) => choice(label, IMPORT_ITEMS, NAMES);

/** Several of them. */
export const importItems = (label: Text) => choices(label, IMPORT_ITEMS, NAMES);

/** The groups in scope, in the manual's order; undefined when the scope is not known. */
export function itemsInScope(context: StepContext): ImportItem[] | undefined {
  const scope = context.fact('R-106');
  return scope && IMPORT_ITEMS.filter((item) => scope[item]);
}

/** Their labels, joined, for a sentence. */
export function labelsOf(items: readonly ImportItem[]): { de: string; en: string } {
  const join = (language: 'de' | 'en') => items.map((i) => SCOPE_LABELS[i][language]).join(', ');
  return { de: join('de'), en: join('en') };
}
