import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRegister, registerText, type ErasedLine } from '../engine/erasure-register.js';
import { Erasures } from '../engine/erasures.js';
import { RequestError } from '../core/errors.js';
import { readTextFile, writeOutput } from './input-files.js';
import type { Session } from './ports.js';

/** The register of erasures in a folder of evidence, beside what backups share. */
export const REGISTER = 'erasures.jsonl';
/** The chain of people and rights, which belongs to no run. */
const PEOPLE = '*access';

/** What was erased in this folder so far: of runs, and names of accounts, invitations and customers. */
export async function registerOf({
  umstieg,
  access,
}: Pick<Session, 'umstieg' | 'access'>): Promise<readonly ErasedLine[]> {
  const gone = [...(await access.names.erased())];
  const people = { v: 1 as const, erasure: '', run: PEOPLE, at: '', gone };
  return [...(await new Erasures(umstieg).register()), ...(gone.length > 0 ? [people] : [])];
}

/** Adds what was erased here to the register that lies beside the evidence, for those who restore an older backup. */
export async function keepRegister(
  folder: string,
  session: Pick<Session, 'umstieg' | 'access'>,
): Promise<readonly ErasedLine[]> {
  const before = await readRegister(join(folder, REGISTER));
  const lines = new Map<string, ErasedLine>();
  for (const line of [...before, ...(await registerOf(session))])
    lines.set(JSON.stringify(line), line);
  const all = [...lines.values()];
  if (all.length > before.length)
    await writeOutput(join(folder, REGISTER), Buffer.from(registerText(all), 'utf8'));
  return all;
}

/** Empty when there is none. @throws RequestError input.invalid when it is no register */
export async function readRegister(file: string): Promise<readonly ErasedLine[]> {
  if (!(await stat(file).catch(() => undefined))) return [];
  const text = await readTextFile(file);
  try {
    return parseRegister(text);
  } catch (error) {
    throw new RequestError(
      'input.invalid',
      {
        de: `„${file}“ ist kein Verzeichnis von Löschungen (umstieg erase register).`,
        en: `"${file}" is no register of erasures (umstieg erase register).`,
      },
      { place: { file }, cause: error },
    );
  }
}

/** Erases again in a restored folder what the register names. @returns how many values of runs went */
export async function repeatErasures(
  lines: readonly ErasedLine[],
  { umstieg, access }: Pick<Session, 'umstieg' | 'access'>,
  why: { readonly who: ReturnType<Session['who']>; readonly reason: string },
): Promise<number> {
  if (lines.length === 0) return 0;
  const known = new Set(await access.names.erased());
  const names = lines.flatMap(({ run, gone }) => (run === PEOPLE ? gone : []));
  await access.names.erase([...new Set(names)].filter((name) => !known.has(name)));
  return new Erasures(umstieg).repeat(lines, why);
}
