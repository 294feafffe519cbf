import { z } from 'zod';
import { signalsOf, type DefinitionJson } from './definition.js';
import type { MachineJson } from './kinds.js';
import { offersOf, statesByPath, stepOf } from './state-paths.js';
import { statesOf } from './events.js';

const names = z.record(z.string(), z.string());

export const mappingSchema = z.strictObject({
  /** Name of the sequence and its two versions. */
  name: z.string(),
  from: z.string(),
  to: z.string(),
  /**
   * Old step → new ones. One: it has another name. Several: it was split, the first takes over result, facts, decision and
   * attempt, the others are new work. None: it is gone, and what it did is only kept in the audit trail.
   */
  steps: z.record(z.string(), z.array(z.string())).optional(),
  /** Old part → its new name. */
  parts: names.optional(),
  /** Old part (or `root`) → old path of a state → its new path. States inside go with it. */
  states: z.record(z.string(), names).optional(),
  signals: names.optional(),
});

/**
 * How runs move from one version of a sequence to another: plain JSON beside the machines. What is not named keeps its name.
 */
export type Mapping = Readonly<z.infer<typeof mappingSchema>>;

/** Names stay as they are. */
export function sameNames(from: DefinitionJson, to: DefinitionJson): Mapping {
  return { name: to.name, from: from.version, to: to.version };
}

/** New name of a step, or undefined when nothing takes its place. */
export function newStep(mapping: Mapping, to: DefinitionJson, step: string): string | undefined {
  const given = own(mapping.steps, step);
  if (given) return given[0];
  return stepsOf(to).has(step) ? step : undefined;
}

export function newPart(mapping: Mapping, part: string): string {
  return own(mapping.parts, part) ?? part;
}

/** New path of a state: the longest part of it that the mapping names is replaced. */
export function newPath(mapping: Mapping, part: string, path: string): string {
  const renamed = own(mapping.states, part) ?? {};
  const fitting = Object.keys(renamed).filter((old) => path === old || path.startsWith(`${old}.`));
  const longest = fitting.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? path : `${renamed[longest] ?? ''}${path.slice(longest.length)}`;
}

/**
 * Every name in a mapping that one of the two definitions does not know, and every new name that two old ones would take.
 * Empty when the mapping fits.
 */
export function misfits(mapping: Mapping, from: DefinitionJson, to: DefinitionJson): string[] {
  const [oldSteps, newSteps] = [stepsOf(from), stepsOf(to)];
  const problems = otherVersions(mapping, from, to);
  const taken = new Map<string, string>();
  const take = (target: string, by: string): void => {
    if (taken.has(target)) problems.push(`${taken.get(target) ?? ''}, ${by} → ${target}`);
    taken.set(target, by);
  };
  for (const step of oldSteps) {
    const targets = own(mapping.steps, step) ?? [step].filter((name) => newSteps.has(name));
    for (const target of targets) take(target, step);
  }
  for (const [step, targets] of Object.entries(mapping.steps ?? {})) {
    if (!oldSteps.has(step)) problems.push(`step ${step}`);
    for (const target of targets) if (!newSteps.has(target)) problems.push(`step ${target}`);
  }
  for (const [part, target] of Object.entries(mapping.parts ?? {}))
    if (!own(from.parts, part) || !own(to.parts, target)) problems.push(`part ${part} → ${target}`);
  for (const part of Object.keys(from.parts))
    if (own(to.parts, newPart(mapping, part))) take(`part ${newPart(mapping, part)}`, part);
  for (const [part, paths] of Object.entries(mapping.states ?? {})) {
    const before = machineOf(from, part);
    const after = machineOf(to, part === 'root' ? part : newPart(mapping, part));
    for (const [path, target] of Object.entries(paths)) {
      if (!before || !statesByPath(before).has(path)) problems.push(`state ${part}.${path}`);
      if (!after || !statesByPath(after).has(target)) problems.push(`state ${part}.${target}`);
    }
  }
  return [...problems, ...strangeSignals(mapping, from, to)];
}

function strangeSignals({ signals }: Mapping, from: DefinitionJson, to: DefinitionJson): string[] {
  const [before, after] = [signalsOf(from), signalsOf(to)];
  return Object.entries(signals ?? {})
    .filter(([signal, target]) => !before.includes(signal) || !after.includes(target))
    .map(([signal, target]) => `signal ${signal} → ${target}`);
}

function otherVersions(mapping: Mapping, from: DefinitionJson, to: DefinitionJson): string[] {
  const meant = `${mapping.name} ${mapping.from} → ${mapping.to}`;
  const found = `${to.name} ${from.version} → ${to.version}`;
  return meant === found ? [] : [`${meant} ≠ ${found}`];
}

/** Steps a definition offers anywhere. */
export function stepsOf(definition: DefinitionJson): ReadonlySet<string> {
  const machines = Object.values(definition.parts);
  return new Set(
    machines.flatMap((machine) =>
      statesOf(machine).flatMap(({ state }) => offersOf(state).map(stepOf)),
    ),
  );
}

export function machineOf(definition: DefinitionJson, part: string): MachineJson | undefined {
  if (part === 'root') return definition.root;
  return part === 'task' ? definition.task : own(definition.parts, part);
}

/** Names come from people: `constructor` and the like are names as any other, and nobody has them by birth. */
function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record && Object.hasOwn(record, name) ? record[name] : undefined;
}
