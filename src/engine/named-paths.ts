import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { z } from 'zod';
import { isWindowsPath } from '../connect/windows-path.js';
import { RequestError, StepFailure, type FieldProblem } from '../core/errors.js';
import { fieldMeta } from '../core/fields.js';
import type { EvidencePort, EvidenceRef, StepSpec } from '../core/step.js';
import type { Text } from '../core/text.js';
import type { Claim } from './claim.js';
import { realPlace } from './folders.js';
import type { AttemptInput } from './turn-builder.js';
import type { Uploads } from './uploads.js';
import type { Who } from './who.js';

type Input = Readonly<Record<string, unknown>>;

/** A file that was sent to the run before, where a path is expected: `upload:` and its SHA-256. */
const UPLOADED = /^upload:([0-9a-f]{64})$/;

/**
 * Which files of this computer a claim may name. Whoever sits here may name what the operating system lets them read. Who
 * comes over the network has no rights here: only files sent to the run count, and folders that the server's operator opened.
 * It is asked when a claim is taken, and again when a step is about to read, since links can change in between.
 */
export class NamedPaths {
  private opened: readonly string[] | undefined;

  constructor(
    private readonly uploads: Uploads,
    private readonly store: EvidencePort,
    /** Folder of the data: keys and database are nobody's, whatever was opened. */
    private readonly home: string,
  ) {}

  /**
   * Opens folders, with all that lies below, to claims over the network; none without this.
   * @throws RequestError file.unreadable for what is no folder
   */
  async open(folders: readonly string[]): Promise<void> {
    const both = await Promise.all(folders.map(placesOf));
    this.opened = [...new Set(both.flat())];
  }

  /** Folders that are open, links resolved or not. */
  get folders(): readonly string[] {
    return this.opened ?? [];
  }

  /**
   * The claim with its bounds and with the uploaded files it names as evidence; as it was where somebody at this computer
   * hands it in.
   * @param runs whose uploads may be named
   * @throws RequestError path.refused, evidence.unusable
   */
  async bound<C extends { readonly claim: Claim; readonly evidence: readonly EvidenceRef[] }>(
    spec: StepSpec,
    handedIn: C,
    { who, runs }: { readonly who: Who; readonly runs: readonly string[] },
  ): Promise<C> {
    const paths = pathsIn(spec, handedIn.claim.input);
    if (who.via !== 'http' || paths.length === 0) return handedIn;
    const within = this.opened ?? [];
    const sent: EvidenceRef[] = [];
    const refused: string[] = [];
    for (const { name, path } of paths) {
      const [, digest] = UPLOADED.exec(path) ?? [];
      if (digest !== undefined) sent.push(await this.uploadOf(runs, digest));
      else if (!(await this.isOpen(path, within))) refused.push(name);
    }
    if (refused.length > 0) throw outside(spec, refused, within);
    const more = sent.filter((one) => !handedIn.evidence.some((e) => e.digest === one.digest));
    const claim = { ...handedIn.claim, within };
    return { ...handedIn, claim, evidence: [...handedIn.evidence, ...more] };
  }

  /**
   * What a step is given to read. A server goes by the folders that are open now, any other program by those of the claim.
   * @throws StepFailure path.refused where a path leads out of them by now
   */
  async readable(spec: StepSpec, given: AttemptInput): Promise<Input> {
    if (given.within === undefined) return given.input;
    const within = this.opened ?? given.within;
    const input: Record<string, unknown> = { ...given.input };
    const refused: string[] = [];
    for (const { name, path } of pathsIn(spec, given.input)) {
      const [, digest] = UPLOADED.exec(path) ?? [];
      if (given.evidence.some((e) => e.digest === digest))
        input[name] = this.store.path(digest ?? '');
      else if (!(await this.isOpen(path, within))) refused.push(name);
    }
    if (refused.length === 0) return input;
    const { code, text, details } = outside(spec, refused, within);
    throw new StepFailure(code, text, 'never', details);
  }

  /**
   * By its words first, so that a path elsewhere is not even looked at (on Windows looking at `\\\\server\\share` signs in there);
   * then with its links resolved. A Windows path where Umstieg does not run on Windows names another computer: nothing is read.
   */
  private async isOpen(path: string, folders: readonly string[]): Promise<boolean> {
    if (path.includes('\0') || path.split(/[\\/]/).includes('..')) return false;
    if (!isAbsolute(path)) return isWindowsPath(path);
    if (!folders.some((folder) => below(resolve(path), folder))) return false;
    const place = await realPlace(path);
    const isHome = below(place, await realPlace(this.home));
    return !isHome && folders.some((folder) => below(place, folder));
  }

  private async uploadOf(runs: readonly string[], digest: string): Promise<EvidenceRef> {
    const [run = '', ...others] = runs;
    try {
      return await this.uploads.find(run, digest);
    } catch (error) {
      if (others.length === 0) throw error;
      return this.uploadOf(others, digest);
    }
  }
}

/** The evidence store as one attempt sees it: a file that was sent before keeps its name. */
export function withNames(store: EvidencePort, named: readonly EvidenceRef[]): EvidencePort {
  return {
    put: (name, bytes) => store.put(name, bytes),
    putFile: async (path) =>
      named.find(({ digest }) => store.path(digest) === path) ?? store.putFile(path),
    read: (digest) => store.read(digest),
    path: (digest) => store.path(digest),
  };
}

function pathsIn({ form }: StepSpec, input: Input): { name: string; path: string }[] {
  return Object.entries(form?.shape ?? {}).flatMap(([name, schema]) => {
    const path = input[name];
    const isPath = fieldMeta(schema as z.ZodType)?.input === 'path';
    return isPath && typeof path === 'string' ? [{ name, path }] : [];
  });
}

function below(place: string, folder: string): boolean {
  const way = relative(folder, place);
  return way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`));
}

/** A folder as it was named, and with its links resolved. */
async function placesOf(folder: string): Promise<string[]> {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory()) return [resolve(folder), await realpath(folder)];
  throw new RequestError(
    'file.unreadable',
    {
      de: `Freigeben lassen sich nur Ordner. „${folder}“ ist keiner, den Umstieg lesen kann.`,
      en: `Only folders can be opened. "${folder}" is none that Umstieg can read.`,
    },
    { place: { file: folder } },
  );
}

/** Says nothing of what lies there, not even whether it exists. */
function outside(
  spec: StepSpec,
  names: readonly string[],
  within: readonly string[],
): RequestError & { readonly code: 'path.refused' } {
  const folders = within.map((folder) => `„${folder}“`).join(', ');
  const text: Text =
    within.length === 0
      ? {
          de: 'Diesen Pfad liest der Server nicht. Laden Sie die Datei hoch. Ordner gibt frei, wer den Server betreibt.',
          en: 'The server does not read this path. Upload the file. Whoever runs the server opens folders.',
        }
      : {
          de: `Diesen Pfad liest der Server nicht. Freigegeben ist, was in ${folders} liegt. Oder laden Sie die Datei hoch.`,
          en: `The server does not read this path. Open is what lies in ${folders}. Or upload the file.`,
        };
  const fields: FieldProblem[] = names.map((field) => ({ field, text }));
  const details = { expected: within, fields, step: spec.id };
  const at = { de: `${spec.id} „${spec.title.de}“`, en: `${spec.id} “${spec.title.en}”` };
  return new RequestError(
    'path.refused',
    { de: `${at.de}: ${text.de}`, en: `${at.en}: ${text.en}` },
    details,
  ) as RequestError & { readonly code: 'path.refused' };
}
