import type { DefinitionJson } from '../../src/machines/definition.js';
import { partEvents, locked, task, type MachineJson } from '../../src/machines/kinds.js';
import type { Mapping } from '../../src/machines/mapping.js';
import { changedDefinition } from './changed-definition.js';

const part = (of: DefinitionJson, name: string): MachineJson => of.parts[name] as MachineJson;

/**
 * What a later release may make of the documented sequence: two states renamed, R-304 split into added
 * before everything else of the export and required, R-402 removed.
 */
export function nextOf(old: DefinitionJson): DefinitionJson {
  const version = '2.0.0';
  const rename = (of: DefinitionJson, ...names: readonly [string, string]) =>
    changedDefinition(of, { version, part: 'license-upgrade', rename: names });
  const renamed = rename(
    rename(old, 'approval', 'secondPerson'),
    ...(['macSwapInProgress', 'macSwapGoingOn'] as const),
  );
  const license = part(renamed, 'license-upgrade');
  const exporting = part(renamed, 'config-export');
  const { variantKnown: _removed, ...exportStates } = exporting.states ?? {};
  return {
    ...renamed,
    parts: {
      ...renamed.parts,
      'license-upgrade': {
        ...license,
        states: {
          ...license.states,
          existingCustomerChosen: task('R-304', 'numberChosen', { needs: ['R-207'] }),
          numberChosen: task('R-314', 'licenseeShown'),
        },
      },
      'config-export': {
        ...exporting,
        on: partEvents('.powerChecked'),
        states: {
          ...exportStates,
          locked: locked('powerChecked'),
          powerChecked: task('R-400', 'variantOpen'),
          variantOpen: task('R-401', 'toolStarted'),
        },
      },
    },
  };
}

export const TO_NEXT: Mapping = {
  name: 'xphone-migration',
  from: '1.0.0',
  to: '2.0.0',
  steps: { 'R-304': ['R-304', 'R-314'], 'R-402': [] },
  states: { 'license-upgrade': { approval: 'secondPerson', macSwapInProgress: 'macSwapGoingOn' } },
};
