import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyProblems } from './aftermath.js';
import type { KilledCommand } from './killed-commands.js';
import { must, run, umstieg } from './processes.js';
import { newFolder } from './sent.js';

/** Stands in everything that is to be erased and nowhere else. */
const NAME = 'Quietschbach';
const CLAIM = [
  ...[`customer=${NAME} GmbH`, 'partner=Systemhaus', `contacts=mia@${NAME}.example`],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
const dataIn = (place: string) => join(place, 'data');
const BECAUSE = ['--reason', 'Antrag vom 3. Mai'];

/** A run with a claim, a note and a file that name a customer. */
async function namedRun(folder: string): Promise<{ data: string; id: string }> {
  const { data, run: id } = await newFolder(folder, `${NAME} GmbH`);
  const file = join(folder, `${NAME}.txt`);
  writeFileSync(file, `order of ${NAME} GmbH\n`.repeat(500));
  await must(data, '--as', 'Lena', 'task', 'do', id, 'R-101', ...CLAIM, '--evidence', file);
  await must(data, '--as', 'Lena', 'task', 'note', id, 'R-101', '--text', `call ${NAME}`);
  return { data, id };
}

/** Files that still hold the name, in their bytes or their own name. */
function filesThatName(data: string): string[] {
  const files = readdirSync(data, { recursive: true, withFileTypes: true });
  return files
    .filter((file) => file.isFile())
    .filter(({ name, parentPath }) =>
      [name, readFileSync(join(parentPath, name))].some((text) => text.includes(NAME)),
    )
    .map(({ name }) => `still named: ${name}`);
}

const sound = async (data: string, ...what: readonly string[]) => {
  const { code, stdout } = await run(umstieg(data, 'audit', 'verify', ...what));
  return code === 0 ? [] : [`audit verify ${what.join(' ')}: ${String(code)} ${stdout}`];
};

const erase: KilledCommand = {
  name: 'kill.erase',
  what: 'a project that is erased',
  behavior: 'said again no byte of it is left; chain and tree verify against a head kept before',
  prepare: async (folder) => {
    const { data, id } = await namedRun(folder);
    await must(data, '--as', 'Lena', 'project', 'cancel', id, '--reason', 'Ende');
    const head = join(folder, 'head.txt');
    await must(data, 'audit', 'head', '-o', head);
    const runs = await must<{ id: string; projectId: string }[]>(data, 'project', 'list');
    const project = runs.find((one) => one.id === id)?.projectId ?? '';
    return {
      base: data,
      command: (place) =>
        umstieg(dataIn(place), '--as', 'Olga', 'erase', 'project', project, ...BECAUSE),
      codes: [0],
      after: async (place) => [
        ...filesThatName(dataIn(place)),
        ...(await historyProblems(dataIn(place), id, [])),
        ...(await sound(dataIn(place), '--anchor', head)),
      ],
    };
  },
};

const rotateKey: KilledCommand = {
  name: 'kill.rotate-key',
  what: 'a signing key that is changed',
  behavior:
    'said again the key is a new one; old seals, the head kept before and a new bundle hold',
  prepare: async (folder) => {
    const { data, id } = await namedRun(folder);
    const head = join(folder, 'head.txt');
    const { signer } = await must<{ signer: string }>(data, 'audit', 'head', '-o', head);
    return {
      base: data,
      command: (place) => umstieg(dataIn(place), '--as', 'Olga', 'audit', 'rotate-key', ...BECAUSE),
      codes: [0],
      after: async (place, again) => {
        const { to } = JSON.parse(again.stdout) as { to: string };
        const changed = to === signer ? ['the key is still the old one'] : [];
        const bundle = join(place, 'after.zip');
        await must(dataIn(place), '--as', 'Lena', 'bundle', 'export', id, '-o', bundle);
        const verdicts: string[] = [];
        for (const key of [signer, to]) {
          const words = umstieg(dataIn(place), 'bundle', 'verify', bundle, '--key', key);
          const { code, stdout } = await run(words);
          if (code !== 0) verdicts.push(`bundle under ${key}: ${stdout}`);
        }
        return [...changed, ...verdicts, ...(await sound(dataIn(place), '--anchor', head))];
      },
    };
  },
};

/** Commands that keep the rules of an archive: what goes, and with which key is sealed. */
export const KILLED_KEEPING: readonly KilledCommand[] = [erase, rotateKey];
