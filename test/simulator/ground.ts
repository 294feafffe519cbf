import { createPrivateKey } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { RunState } from '../../src/engine/run-state.js';
import type { Sequence } from '../../src/engine/sequence.js';
import type { StepRegistry } from '../../src/engine/step-registry.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { brokenAnywhere, brokenOrder } from '../engine/run-invariants.js';
import { TINY_SEQUENCE } from '../engine/tiny-sequence.js';
import { groundOf, SCENARIOS, type Ground, type Scenario } from '../engine/whole-run.js';
import { changedDefinition } from '../recorded/changed-definition.js';
import { simulatedRegistry } from './simulated-steps.js';

/** A sequence as the simulator walks it. */
export interface Field {
  readonly name: string;
  readonly ground: Ground;
  readonly registry: StepRegistry;
  /** The definition runs begin with, the same under another version, and one with another name for a state. */
  readonly definitions: readonly DefinitionJson[];
  readonly scenarios: readonly Scenario[];
  /** The order this sequence promises: what is broken in a state, a sentence each. */
  readonly broken: (state: RunState) => readonly string[];
}

async function field(
  sequence: Sequence,
  o: Pick<Field, 'name' | 'scenarios' | 'broken'> & { part: string; rename: [string, string] },
): Promise<Field> {
  const { definition } = sequence;
  const next = { ...definition, version: 'next' };
  const renamed = changedDefinition(next, { version: 'renamed', part: o.part, rename: o.rename });
  const { name, scenarios, broken } = o;
  const definitions = [definition, next, renamed];
  return {
    ...{ name, scenarios, broken, definitions, ground: groundOf(sequence) },
    registry: await simulatedRegistry(sequence),
  };
}

export async function fields(): Promise<{ tiny: Field; documented: Field }> {
  const voicemail = DOCUMENTED.definition.parts['voicemail-import']?.states ?? {};
  const tiny = groundOf(TINY_SEQUENCE);
  return {
    tiny: await field(TINY_SEQUENCE, {
      ...{ name: 'tiny', scenarios: [{}], broken: (state) => brokenAnywhere(state, tiny) },
      ...{ part: 'second', rename: ['acting', 'doing'] },
    }),
    documented: await field(DOCUMENTED, {
      ...{ name: 'documented', scenarios: SCENARIOS },
      broken: (state) => [...brokenOrder(state), ...brokenAnywhere(state)],
      ...{ part: 'voicemail-import', rename: [Object.keys(voicemail)[3] ?? '', 'renamed'] },
    }),
  };
}

/** Ed25519 private keys as PKCS #8 begin with these bytes (RFC 8410); the key itself follows. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The keys of the simulated installation: always the same, so that signatures and keyed hashes repeat. */
export function writeKeys(folder: string): void {
  const keys = join(folder, 'keys');
  mkdirSync(keys, { recursive: true });
  const key = Buffer.concat([PKCS8, Buffer.alloc(32, 7)]);
  const pem = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  writeFileSync(join(keys, 'signing.pem'), pem.export({ type: 'pkcs8', format: 'pem' }));
  writeFileSync(join(keys, 'fingerprint.key'), '5'.repeat(64));
}
