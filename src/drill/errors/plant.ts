import { RequestError } from '../../core/errors.js';
import type { Answer } from '../answer.js';
import type { Customer } from '../customer.js';
import type { DrillFile } from '../export-folder.js';
import { hasData } from '../key.js';
import { SeededRandom } from '../seeded-random.js';
import { TIMES } from '../timetable.js';
import { CATALOG } from './catalog.js';
import { tableBytes, type Material } from './material.js';
import type { ErrorRow, Planted } from './planted-error.js';
import { TRAPS, type Trap } from './traps.js';

/** Fewer users have not enough rows for all errors. */
export const FEWEST_USERS_WITH_ERRORS = 12;

export interface PlantedDrill {
  readonly files: readonly DrillFile[];
  /** The right answers with the wrong ones before them. */
  readonly answers: readonly Answer[];
  readonly planted: readonly Planted[];
}

/**
 * The errors a person names: `all`, `none`, or ids with commas between them.
 * @throws RequestError input.invalid naming what is not in the catalog
 */
export function chosenErrors(list: string): readonly ErrorRow[] {
  if (list === 'none') return [];
  if (list === 'all') return CATALOG;
  const ids = list.split(',').map((id) => id.trim());
  const strange = ids.filter((id) => !CATALOG.some((row) => row.id === id));
  if (strange.length === 0) return CATALOG.filter(({ id }) => ids.includes(id));
  throw new RequestError(
    'input.invalid',
    {
      de: `--errors kennt nicht: ${strange.join(', ')}. Erwartet: all, none oder Namen aus dem Katalog (--errors list).`,
      en: `--errors does not know: ${strange.join(', ')}. Expected: all, none or names of the catalog (--errors list).`,
    },
    { expected: ['all', 'none', ...CATALOG.map(({ id }) => id)] },
  );
}

/** Plants errors: each trap is a changed copy below `traps/`, put before the run ahead of the right answer. */
export function plantErrors(
  customer: Customer,
  right: readonly Answer[],
  errors: readonly ErrorRow[],
): PlantedDrill {
  const files: DrillFile[] = [];
  const planted: Planted[] = [];
  const before = new Map<string, Answer[]>();
  for (const [id, trap] of Object.entries(TRAPS)) {
    const own = errors.filter((row) => row.trap === id);
    if (own.length === 0) continue;
    const made = trap.material(customer);
    const sown = sow(made, own, customer);
    planted.push(...sown);
    files.push(...filesOf(`traps/${id}`, made));
    ahead(before, trap, `traps/${id}`, { made, right, sown });
  }
  const answers = right.flatMap((entry) => [...(before.get(entry.id) ?? []), entry]);
  return { files, answers, planted };
}

function ahead(
  before: Map<string, Answer[]>,
  trap: Trap,
  folder: string,
  { made, right, sown }: { made: Material; right: readonly Answer[]; sown: readonly Planted[] },
): void {
  const entry = right.find(({ id }) => id === trap.before);
  if (!entry || !trap.answers) return;
  const own = trap.answers(folder, made, entry, sown);
  before.set(entry.id, [...(before.get(entry.id) ?? []), ...own]);
}

/** Every error that asks for a seat gets a row of its own, in an order that the seed decides. */
function sow(made: Material, errors: readonly ErrorRow[], customer: Customer): Planted[] {
  const [first] = made.tables.values();
  const random = new SeededRandom(customer.seed ^ 0x7ea9);
  const order = shuffled(first?.rows.length ?? 0, random);
  const filled = (row: number) => {
    const person = customer.people[row];
    return person !== undefined && hasData(person);
  };
  return errors.map(({ id, trap, what, by, code, also = [], needsData, plant }) => {
    const at = needsData ? order.findIndex(filled) : 0;
    const [seat = 0] = plant.length > 1 ? order.splice(Math.max(0, at), 1) : [];
    const places = [plant(made, seat)].flat();
    return { id, trap, what, expected: { by, code, places }, also };
  });
}

function shuffled(length: number, random: SeededRandom): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

function filesOf(folder: string, { tables, files }: Material): DrillFile[] {
  const changedAt = new Date(Date.parse(TIMES.exportStartedAt) + 60_000);
  const lists = [...tables].map(([path, table]) => ({ path, bytes: tableBytes(table), changedAt }));
  return [...lists, ...files.values()].map((one) => ({ ...one, path: `${folder}/${one.path}` }));
}
