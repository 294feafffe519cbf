import { DEFAULT_LAYOUT, type ExportLayout } from './export-layout.js';
import type { Manifest } from './manifest.js';

export type DataChange = 'added' | 'changed' | 'removed';

/** What one user recorded, changed or deleted between two exports. */
export interface UserDelta {
  /** Name of the user's folder: the e-mail address in the assumed layout. */
  readonly user: string;
  readonly greetings: Readonly<Record<DataChange, number>>;
  readonly recordedName: DataChange | null;
}
export interface ExportDelta {
  readonly users: readonly UserDelta[];
  /** Groups of settings with any changed file. */
  readonly settings: readonly string[];
  /** Tables at the top that changed. */
  readonly tables: readonly string[];
  /** Everything else that changed; the assumed layout has no place for it. */
  readonly others: readonly string[];
}

interface Change {
  readonly path: string;
  readonly what: DataChange;
}

/** Who recorded something new since the export before: compares two manifests by path and digest. */
export function exportDelta(
  before: Manifest,
  after: Manifest,
  layout: ExportLayout = DEFAULT_LAYOUT,
): ExportDelta {
  const users = new Map<string, Mutable>();
  const settings = new Set<string>();
  const tables: string[] = [];
  const others: string[] = [];
  for (const change of changesBetween(before, after)) {
    const [top = '', name = '', ...rest] = change.path.split('/');
    if (name === '') tables.push(change.path);
    else if (same(top, layout.systemConfig)) settings.add(name.replace(/\.[^.]*$/, ''));
    else if (!same(top, layout.userData.folder) || !addTo(users, name, rest, change, layout))
      others.push(change.path);
  }
  return { users: [...users.values()], settings: [...settings], tables, others };
}

type Mutable = {
  user: string;
  greetings: Record<DataChange, number>;
  recordedName: DataChange | null;
};

function addTo(
  users: Map<string, Mutable>,
  user: string,
  [first = '', ...more]: readonly string[],
  { what }: Change,
  { userData }: ExportLayout,
): boolean {
  const isName = more.length === 0 && same(first, userData.recordedName);
  const isGreeting = more.length === 1 && same(first, userData.greetings);
  if (!isName && !isGreeting) return false;
  const delta = users.get(user) ?? {
    user,
    greetings: { added: 0, changed: 0, removed: 0 },
    recordedName: null,
  };
  if (isName) delta.recordedName = what;
  else delta.greetings[what]++;
  users.set(user, delta);
  return true;
}

function changesBetween(before: Manifest, after: Manifest): Change[] {
  const old = new Map(before.files.map((f) => [f.path.normalize('NFC'), f.sha256]));
  const changes: Change[] = [];
  for (const { path, sha256 } of after.files) {
    const was = old.get(path.normalize('NFC'));
    old.delete(path.normalize('NFC'));
    if (was === undefined) changes.push({ path, what: 'added' });
    else if (was !== sha256) changes.push({ path, what: 'changed' });
  }
  for (const path of old.keys()) changes.push({ path, what: 'removed' });
  return changes;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
