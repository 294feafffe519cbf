import { createHash } from 'node:crypto';
import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { formatManifest, manifestOf } from '../connect/manifest.js';
import { RequestError } from '../core/errors.js';
import { allAnswers, answersFile } from './answers.js';
import { FEWEST_USERS, inventCustomer, MOST_USERS, type Customer } from './customer.js';
import {
  chosenErrors,
  FEWEST_USERS_WITH_ERRORS,
  plantErrors,
  type PlantedDrill,
} from './errors/plant.js';
import { evidenceFiles } from './evidence-files.js';
import { exportFiles, safetyFiles, type DrillFile } from './export-folder.js';
import { answerKey } from './key.js';
import { adUsers, connectorSample, connectUsers, v4Users } from './lists.js';
import { TIMES } from './timetable.js';

export interface DrillOptions {
  /** Folder to write; new or empty. */
  readonly out: string;
  /** Users of V4. */
  readonly users: number;
  readonly seed: number;
  /** `all`, `none` (default) or ids of the catalog with commas between them. */
  readonly errors?: string;
}

export interface DrillSummary {
  /** Absolute. */
  readonly out: string;
  readonly customer: string;
  readonly seed: number;
  readonly users: number;
  readonly files: number;
  readonly bytes: number;
  /** Entries of `answers.yaml`. */
  readonly answers: number;
  /** Planted errors, without the wrong answers of every drill. */
  readonly planted: number;
}

/**
 * Writes a fictitious customer: export folder and its copy, user lists, evidence, answers and the key. The same seed and
 * number of users give the same bytes and times.
 * @throws RequestError path.refused when the folder holds something, input.invalid for numbers out of range
 */
export async function newDrill(o: DrillOptions): Promise<DrillSummary> {
  const errors = chosenErrors(o.errors ?? 'none');
  requireRange(o, errors.length > 0 ? FEWEST_USERS_WITH_ERRORS : FEWEST_USERS);
  const out = resolve(o.out);
  await requireEmpty(out);
  const customer = inventCustomer(o.users, o.seed);
  const drill = plantErrors(customer, allAnswers(customer), errors);
  const files = drillFiles(customer, drill);
  for (const file of files) await write(out, file);
  return {
    out,
    customer: customer.name,
    seed: o.seed,
    users: o.users,
    files: files.length,
    bytes: files.reduce((sum, f) => sum + f.bytes.length, 0),
    answers: drill.answers.length,
    planted: drill.planted.length,
  };
}

/** Every file of the drill folder, in the order they are written. */
function drillFiles(customer: Customer, { answers, planted, files }: PlantedDrill): DrillFile[] {
  const exported = exportFiles(customer);
  const below = (folder: string, files: readonly DrillFile[]) =>
    files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const texts = {
    'v4-users.csv': v4Users(customer),
    'ad-users.csv': adUsers(customer),
    'connect-users.csv': connectUsers(customer),
    'TextConnectorSample.csv': connectorSample(),
    'safety-export/user-data-manifest.json': savedUserData(customer),
    'answers.yaml': answersFile(answers),
    'key.json': `${JSON.stringify(answerKey(customer, planted), null, 2)}\n`,
  };
  return [
    ...below('export', exported),
    ...below('copy', exported),
    ...below('safety-export/settings', safetyFiles(customer)),
    ...evidenceFiles(customer, answers),
    ...files,
    ...Object.entries(texts).map(([path, text]) => ({ path, bytes: Buffer.from(text, 'utf8') })),
  ];
}

/** Manifest of the safety export before the import of user data, as the site kit would make it on the server. */
function savedUserData({ people }: Customer): string {
  const files = people
    .filter((p) => p.recordedInConnect)
    .map(({ email }) => {
      const content = `Übung: ${email}`;
      return {
        path: `UserData/${email}/greetings/abwesend.wav`,
        size: Buffer.byteLength(content),
        sha256: createHash('sha256').update(content).digest('hex'),
        mtimeMs: Date.parse(TIMES.userDataSavedAt),
      };
    });
  return formatManifest(manifestOf(files));
}

async function write(out: string, file: DrillFile): Promise<void> {
  const { path, bytes, changedAt, linkTo } = file;
  const target = join(out, ...path.split('/'));
  await mkdir(dirname(target), { recursive: true });
  if (linkTo !== undefined) return symlink(linkTo, target);
  await writeFile(target, bytes, { flag: 'wx' });
  const time = changedAt ?? new Date(TIMES.start);
  await utimes(target, time, time);
}

async function requireEmpty(out: string): Promise<void> {
  const entries = await readdir(out).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw refused(out, error);
  });
  if (entries.length > 0) throw refused(out);
}

function refused(out: string, cause?: unknown): RequestError {
  return new RequestError(
    'path.refused',
    {
      de: `In „${out}“ liegt schon etwas, oder es ist kein Ordner. Erwartet: ein neuer oder leerer Ordner (--out).`,
      en: `There is something in "${out}" already, or it is no folder. Expected: a new or empty folder (--out).`,
    },
    { place: { file: out }, ...(cause === undefined ? {} : { cause }) },
  );
}

function requireRange({ users, seed }: DrillOptions, fewest: number): void {
  const usersFit = Number.isInteger(users) && users >= fewest && users <= MOST_USERS;
  if (usersFit && Number.isSafeInteger(seed) && seed >= 0) return;
  throw new RequestError(
    'input.invalid',
    {
      de: `Erwartet: --users von ${fewest} bis ${MOST_USERS} und --seed als ganze Zahl ab 0; angegeben: ${users} und ${seed}.`,
      en: `Expected: --users from ${fewest} to ${MOST_USERS} and --seed as a whole number from 0 on; given: ${users} and ${seed}.`,
    },
    { expected: [`users ${fewest}–${MOST_USERS}`, 'seed ≥ 0'] },
  );
}
