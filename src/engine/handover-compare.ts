import { isErased, type Opening } from '../audit/commitment.js';
import { parseEntry, type AuditEntry } from '../audit/entry.js';
import { eventText } from '../core/audit-words.js';
import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import type { AuditStore } from '../persistence/audit.store.js';
import type { Incoming } from './handover-incoming.js';

/** One entry of one side since both parted. */
export interface SideEntry {
  readonly seq: number;
  readonly at: string;
  /** Null when the engine acted; `?` when the name was erased. */
  readonly actor: string | null;
  readonly event: string;
  readonly what: Text;
  readonly refused: boolean;
  readonly hash: string;
}

/** How a bundle stands to the run of the same name that lies here. */
export interface Comparison {
  readonly relation: 'new' | 'unchanged' | 'older' | 'continues' | 'conflict';
  /** Number of entries both sides share. */
  readonly common: number;
  readonly here: readonly SideEntry[];
  readonly there: readonly SideEntry[];
}

/** Compares chains by their hashes: where two entries are the same, everything before them is. */
export async function compareWith(
  incoming: Incoming,
  audit: AuditStore,
  runId: string,
): Promise<Comparison> {
  const here: { seq: number; body: string; hash: string }[] = [];
  const { contents, entries } = incoming;
  let common = 0;
  let any = false;
  for await (const entry of audit.entries(runId)) {
    any = true;
    if (here.length === 0 && contents.entries[entry.seq - 1]?.hash === entry.hash)
      common = entry.seq;
    else here.push(entry);
  }
  const theirs = entries.length - common;
  const relation = !any
    ? 'new'
    : theirs === 0
      ? here.length === 0
        ? 'unchanged'
        : 'older'
      : here.length === 0
        ? 'continues'
        : 'conflict';
  const ours: Opening[] = [];
  if (relation === 'conflict')
    for await (const opening of audit.openings(runId)) ours.push(opening);
  const mine = here.map(({ seq, body, hash }) => ({
    entry: parseEntry(Buffer.from(body, 'utf8'), seq),
    hash,
  }));
  const other = entries
    .slice(common)
    .map((entry) => ({ entry, hash: contents.entries[entry.seq - 1]?.hash ?? '' }));
  return { relation, common, here: shown(mine, ours), there: shown(other, contents.openings) };
}

function shown(
  side: readonly { entry: AuditEntry; hash: string }[],
  openings: readonly Opening[],
): SideEntry[] {
  const names = new Map(
    openings
      .filter((opening) => !isErased(opening))
      .map((o) => [o.commitment, JSON.parse(o.value) as string]),
  );
  return side.map(({ entry: { seq, at, actor, event, step, kind }, hash }) => {
    const name = actor === null ? null : names.get(actor);
    const what = eventText(event, step, (signal) => ({ de: signal, en: signal }));
    const refused = kind === 'refused';
    return { seq, at, actor: actor === null ? null : (name ?? '?'), event, what, refused, hash };
  });
}

/** Both sides went on, or there is nothing to take over; carries what was compared. */
export class HandOverRefusal extends RequestError {
  constructor(
    readonly comparison: Comparison,
    runId: string,
  ) {
    const { relation, common, here, there } = comparison;
    const conflict = relation === 'conflict';
    super(conflict ? 'handover.conflict' : 'handover.nothing', {
      de: conflict
        ? `${runId}: Hier und im Bündel wurde weitergearbeitet. Gemeinsam sind ${common} Einträge; danach hier ${here.length}, im Bündel ${there.length}. Zusammengeführt wird nichts: Einigen Sie sich, welche Seite gilt, und holen Sie auf ihr nach, was fehlt.`
        : `${runId}: Im Bündel steht nichts, was hier fehlt (${relation === 'older' ? 'hier ist der Lauf weiter' : 'beide sind gleich'}).`,
      en: conflict
        ? `${runId}: work went on here and in the bundle. They share ${common} entries; since then ${here.length} here, ${there.length} in the bundle. Nothing is merged: agree which side counts, and do on it what is missing.`
        : `${runId}: the bundle holds nothing that is missing here (${relation === 'older' ? 'the run is further here' : 'both are the same'}).`,
    });
  }
}
