import type { DefinitionChange } from './definition-change.js';
import { structuralHash, type DefinitionJson } from './definition.js';
import { diffMachine } from './machine-diff.js';
import { machineOf, newPart, sameNames, type Mapping } from './mapping.js';
import { diffSteps } from './step-diff.js';

export interface DefinitionDiff {
  readonly from: DefinitionName;
  readonly to: DefinitionName;
  /** Whether a run could tell the two apart; the version alone is no difference. */
  readonly same: boolean;
  readonly changes: readonly DefinitionChange[];
  /** States of which only tags, meta or descriptions changed: never a change for a run. */
  readonly textsOnly: readonly string[];
}
interface DefinitionName {
  readonly name: string;
  readonly version: string;
  readonly hash: string;
}

/** What changed from one definition to another, in words. Texts never count; a mapping explains renamings. */
export function diffDefinitions(
  from: DefinitionJson,
  to: DefinitionJson,
  mapping: Mapping = sameNames(from, to),
): DefinitionDiff {
  const changes: DefinitionChange[] = [];
  const textsOnly: string[] = [];
  for (const old of ['root', 'task', ...Object.keys(from.parts)]) {
    const name = newPart(mapping, old);
    const [before, after] = [machineOf(from, old), machineOf(to, name)];
    if (!before) continue;
    if (!after) {
      changes.push(partChange('removed', old));
      continue;
    }
    const diff = diffMachine({ before, after, part: old, name, mapping, to });
    changes.push(...diff.changes);
    textsOnly.push(...diff.textsOnly);
  }
  const kept = new Set(Object.keys(from.parts).map((part) => newPart(mapping, part)));
  for (const part of Object.keys(to.parts))
    if (!kept.has(part)) changes.push(partChange('added', part));
  changes.push(...diffSteps(from, to, mapping));
  return { from: named(from), to: named(to), same: bareEqual(from, to), changes, textsOnly };
}

function partChange(how: 'added' | 'removed', part: string): DefinitionChange {
  const text =
    how === 'added'
      ? { de: `Teil „${part}“ ist neu.`, en: `Part "${part}" is new.` }
      : { de: `Teil „${part}“ entfällt.`, en: `Part "${part}" is gone.` };
  return { what: 'part', how, machine: part, name: part, text };
}

function named(definition: DefinitionJson): DefinitionName {
  const { name, version } = definition;
  return { name, version, hash: structuralHash(definition) };
}

function bareEqual(from: DefinitionJson, to: DefinitionJson): boolean {
  const unversioned = (d: DefinitionJson) => structuralHash({ ...d, version: '' });
  return unversioned(from) === unversioned(to);
}
