import { cpSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '../../src/core/outcome.js';
import type { TaskStep } from '../../src/core/step.js';
import type { Umstieg } from '../../src/engine/umstieg.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { partEvents, task, type MachineJson, type StateJson } from '../../src/machines/kinds.js';
import type { Mapping } from '../../src/machines/mapping.js';
import { Step } from '../../src/steps/step.decorator.js';
import { databaseIn, RawFile } from '../persistence/raw-file.js';
import { changedDefinition } from '../recorded/changed-definition.js';
import {
  anna,
  cleanUp,
  karl,
  newTinyRun,
  openTiny,
  temporaryFolder,
  TINY,
  world,
} from './tiny-sequence.js';

@Step({
  id: 'T-100',
  part: 'first',
  kind: 'task',
  title: { de: 'Vorher', en: 'Before' },
  instruction: { de: 'Vorher', en: 'Before' },
  lines: [],
  undo: { possible: 'yes', how: { de: '', en: '' } },
})
export class Before implements TaskStep {
  verify(): Outcome {
    return { verdict: 'consistent', reasons: [], facts: {} };
  }
}

export const part = (name: string): MachineJson => TINY.parts[name] as MachineJson;
export const withStates = (
  version: string,
  name: string,
  states: Readonly<Record<string, StateJson>>,
  more: Partial<MachineJson> = {},
): DefinitionJson => ({
  ...TINY,
  version,
  parts: {
    ...TINY.parts,
    [name]: { ...part(name), ...more, states: { ...part(name).states, ...states } },
  },
});

/** The state in which the second part acts has another name. */
export const RENAMED = changedDefinition(TINY, {
  version: '2',
  part: 'second',
  rename: ['acting', 'doing'],
});
/** Something new has to be done before the first part measures. */
export const EARLIER = withStates(
  '2',
  'first',
  {
    preparing: task('T-100', 'measuring'),
    locked: { ...part('first').states?.['locked'], on: { 'part.open': 'preparing' } },
  },
  { on: partEvents([{ target: '.preparing' }]) },
);

let folder: string;

/** Each test has a data folder of its own. */
export function freshFolders(): void {
  beforeEach(async () => {
    folder = await temporaryFolder();
    Object.assign(world, { executed: [], failures: 0, holdMs: 0 });
  });
  afterEach(cleanUp);
}
export const database = () => databaseIn(folder);
export const openOld = () => openTiny(folder);

export const measure = async (umstieg: Umstieg, run: string, mode = 'good') => {
  await umstieg.submit(run, 'T-101', { set: { size: 3, mode }, evidence: [] }, anna);
  await umstieg.settle();
};
export const act = async (umstieg: Umstieg, run: string) => {
  const picture = join(folder, 'picture.png');
  await writeFile(picture, 'a picture');
  await umstieg.submit(run, 'T-201', { set: { size: 1 }, evidence: [picture] }, anna);
  await umstieg.settle();
};
export const stateOf = async (umstieg: Umstieg, run: string, name: string) =>
  (await umstieg.queries.run(run)).parts.find((p) => p.name === name)?.state;
export const move = (
  umstieg: Umstieg,
  run: string,
  o: { version?: string; mapping?: Mapping } = {},
) =>
  umstieg.migrator.apply(
    run,
    umstieg.migrator.find(o.version ?? '2'),
    { reason: 'neue Fassung', mapping: o.mapping },
    karl,
  );
export const sound = async (umstieg: Umstieg, run: string) =>
  expect(await umstieg.verify(run)).toMatchObject({ ok: true, findings: [] });

/** The data folder as it is now, as if its process had died in the middle of a step. */
export async function leftBehind(step: string): Promise<string> {
  const copy = await temporaryFolder();
  cpSync(join(folder, 'keys'), join(copy, 'keys'), { recursive: true });
  await RawFile.use(databaseIn(folder), (raw) => raw.exec(`VACUUM INTO '${databaseIn(copy)}'`));
  await RawFile.use(databaseIn(copy), (raw) =>
    raw.exec(`UPDATE attempt SET owner = 'gone|?|1|1|x', lease_until = 0 WHERE step = '${step}'`),
  );
  return copy;
}

export async function openNew(definition: DefinitionJson, at = folder): Promise<Umstieg> {
  return openTiny(at, { definition }, JSON.stringify(definition).includes('T-100') ? [Before] : []);
}

/** A run of version 1 brought to a place, then looked at by a program with another definition. */
export async function parked(
  bring: (umstieg: Umstieg, run: string) => Promise<unknown>,
  definition: DefinitionJson,
  kind: 'live' | 'drill' = 'live',
) {
  const old = await openTiny(folder);
  const run = await newTinyRun(old, kind);
  await bring(old, run);
  await old.close();
  const umstieg = await openNew(definition);
  const to = umstieg.migrator.find('2');
  return { umstieg, run, to, forecast: () => umstieg.migrator.forecast(run, to) };
}

export const DOING: Mapping = {
  name: 'tiny',
  from: '1',
  to: '2',
  states: { second: { acting: 'doing' } },
};
