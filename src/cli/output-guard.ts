import { readdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DEFAULT_LAYOUT } from '../connect/export-layout.js';
import { insideWindowsPath, isWindowsPath, sameWindowsPath } from '../connect/windows-path.js';
import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import type { OptionRow } from './command-row.js';
import type { Chosen } from './program.js';

/** What must lie in a folder for it to be somebody's own, and what is said to whoever would write there. */
const PROTECTED: readonly {
  readonly holds: (names: Set<string>) => boolean;
  readonly why: Text;
}[] = [
  {
    holds: (names) => names.has('umstieg.sqlite') || (names.has('keys') && names.has('evidence')),
    why: {
      de: 'liegt in einem Datenordner von Umstieg. Dort schreibt nur Umstieg selbst',
      en: 'lies in a data folder of Umstieg. Only Umstieg itself writes there',
    },
  },
  {
    holds: isExport,
    why: {
      de: 'liegt in einem Export-Ordner. In einen Export wird nie geschrieben',
      en: 'lies in an export folder. Nothing is ever written into an export',
    },
  },
];
const IS_INPUT: Text = {
  de: 'gehört zu dem, was dieser Befehl liest',
  en: 'belongs to what this command reads',
};

/**
 * The one place through which everything goes that a command line names to be written (options with `writes`): never over or
 * into a data folder, an export folder, or what the same command reads. Links are resolved as far as the path exists.
 * @throws RequestError path.refused
 */
export async function guardOutputs({ row, args, options }: Chosen): Promise<void> {
  const outputs = new Set((row.options ?? []).filter((o) => o.writes).map(optionName));
  const inputs = Object.entries(options).flatMap(([name, value]) =>
    outputs.has(name) ? [] : [value].flat().filter((v) => typeof v === 'string'),
  );
  for (const name of outputs) {
    const output = options[name];
    if (typeof output === 'string') await guard(output, [...args, ...inputs]);
  }
}

async function guard(output: string, inputs: readonly string[]): Promise<void> {
  const { liesInside, realPlace } = await import('../engine/folders.js');
  const place = await realPlace(output);
  for (const folder of [place, ...above(place)]) {
    const names = new Set(await readdir(folder).catch(() => []));
    const found = PROTECTED.find(({ holds }) => holds(names));
    if (found) throw refused(output, found.why);
  }
  for (const input of inputs) {
    const windows = isWindowsPath(output) && isWindowsPath(input);
    const there = await stat(input).catch(() => undefined);
    const same = windows
      ? sameWindowsPath(output, input) || insideWindowsPath(input, output)
      : there && ((await liesInside(output, input)) || (await isSameFile(output, there)));
    if (same) throw refused(output, IS_INPUT);
  }
}

/** `-o, --output <file>` → `output` */
function optionName({ flags }: OptionRow): string {
  return /--([a-z]+)/.exec(flags)?.[1] ?? '';
}

function above(place: string): string[] {
  const parent = dirname(place);
  return parent === place ? [] : [parent, ...above(parent)];
}

/** Also by another name: a hard link. */
async function isSameFile(output: string, input: { ino: number; dev: number }): Promise<boolean> {
  const there = await stat(output).catch(() => undefined);
  return there !== undefined && there.ino === input.ino && there.dev === input.dev;
}

/** Recordings beside settings or tables of the export, by the assumed layout. */
function isExport(names: Set<string>): boolean {
  const { systemConfig, userData, lineFiles, users } = DEFAULT_LAYOUT;
  const tables = [...Object.values(lineFiles).map(({ file }) => file), users];
  return names.has(userData.folder) && [systemConfig, ...tables].some((name) => names.has(name));
}

function refused(output: string, why: Text): RequestError {
  return new RequestError(
    'path.refused',
    {
      de: `„${output}“ ${why.de}. Wählen Sie einen anderen Ort.`,
      en: `"${output}" ${why.en}. Choose another place.`,
    },
    { place: { file: output } },
  );
}
