import type { Plain } from '../core/outcome.js';

/** One value that differs: where it stands in the result, and what it is in each. */
export interface Leaf {
  /** `license.users`; of a list of objects `users.length`. */
  readonly path: string;
  readonly a: Plain;
  readonly b: Plain;
}

const LONGEST = 200;

/** The single values of a result by their path. Long lists and lists of objects count as their length. */
export function leavesOf(fact: unknown): ReadonlyMap<string, Plain> {
  const leaves = new Map<string, Plain>();
  collect(fact, '', leaves);
  return leaves;
}

/** Numbers first: they are what came out; then in the order in which they stand. */
export function differingLeaves(
  a: ReadonlyMap<string, Plain>,
  b: ReadonlyMap<string, Plain>,
): readonly Leaf[] {
  const paths = [...new Set([...a.keys(), ...b.keys()])];
  const leaves = paths
    .map((path): Leaf => ({ path, a: a.get(path) ?? null, b: b.get(path) ?? null }))
    .filter((leaf) => leaf.a !== leaf.b);
  const counts = leaves.filter(isCount);
  return [...counts, ...leaves.filter((leaf) => !isCount(leaf))];
}

function isCount({ a, b }: Leaf): boolean {
  return typeof a === 'number' || typeof b === 'number';
}

function collect(value: unknown, path: string, leaves: Map<string, Plain>): void {
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one !== 'object' || one === null);
    const text = plain ? value.map(String).join(', ') : '';
    if (plain && text.length <= LONGEST) leaves.set(path, text);
    else leaves.set(under(path, 'length'), value.length);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) collect(inner, under(path, name), leaves);
  } else if (typeof value === 'string') leaves.set(path, value.slice(0, LONGEST));
  else if (typeof value === 'number' || typeof value === 'boolean') leaves.set(path, value);
}

function under(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
