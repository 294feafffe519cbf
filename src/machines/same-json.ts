import canonicalize from 'canonicalize';
import type { DefinitionJson } from './definition.js';
import { newStep, type Mapping } from './mapping.js';

/** The same JSON whatever the order of its members. */
export function sameJson(a: unknown, b: unknown): boolean {
  return canonicalize(a ?? null) === canonicalize(b ?? null);
}

/** Names of steps inside JSON replaced by what a mapping calls them. */
export function inNewNames<T>(value: T, mapping: Mapping, to: DefinitionJson): T {
  const old = new Set(Object.keys(mapping.steps ?? {}));
  const change = (inner: unknown): unknown => {
    if (typeof inner === 'string') {
      const [step = '', ...rest] = inner.split('.');
      return old.has(step) ? [newStep(mapping, to, step) ?? step, ...rest].join('.') : inner;
    }
    if (Array.isArray(inner)) return inner.map(change);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, v]) => [change(key), change(v)]));
  };
  return change(value) as T;
}
