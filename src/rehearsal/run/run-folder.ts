import { createReadStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { DEFAULT_LAYOUT } from '../../connect/export-layout.js';
import { formatManifest, manifestOf } from '../../connect/manifest.js';
import { readLineFile } from '../../connect/line-files.js';
import type { Rehearsal } from '../../connect/rehearsal/document.js';
import { readUserList } from '../../connect/user-list.js';
import { RequestError } from '../../core/errors.js';
import type { Answer } from '../../drill/answer.js';
import { allAnswers } from '../../drill/answers.js';
import { FEWEST_USERS, inventCustomer } from '../../drill/customer.js';
import { evidenceFiles } from '../../drill/evidence-files.js';
import { TEAM } from '../../drill/names.js';
import { writeDurably } from '../../persistence/durable-file.js';
import { changedSince } from '../file-contents.js';
import type { Inputs } from '../inputs.js';
import type { StandInServer } from '../stand-in-server.js';
import { movedTimes } from './moved-times.js';
import { adPath, standInAnswers, type StandInSays } from './stand-in-answers.js';

const LABEL = 'MODELL / MODEL';
/** Who acts in a rehearsal: nobody. The names say so wherever they are shown. */
const ACTORS: Readonly<Record<string, string>> = {
  [TEAM.technician]: `${LABEL}: Technik`,
  [TEAM.approver]: `${LABEL}: Freigabe`,
  [TEAM.lead]: `${LABEL}: Leitung`,
  [TEAM.customer]: `${LABEL}: Kunde`,
};

/**
 * Writes `run/answers.yaml` and its evidence: the answers of a practice run, those about the Connect server replaced by what
 * the stand-in said. Everything else (license portal, old server, people) is invented and labeled. The same rehearsal gives
 * the same bytes.
 *
 * @returns path of the answers
 * @throws RequestError input.invalid where the plan has no AD connector, file.unreadable where the export is gone
 */
export async function writeRunFolder(
  server: StandInServer,
  rehearsal: Rehearsal,
  customerName: string,
): Promise<string> {
  const says = await whatItSays(server, rehearsal);
  const root = join(server.folder, 'run');
  const users = Math.max(FEWEST_USERS, says.connect.size);
  const customer = { ...inventCustomer(users, 1), name: customerName };
  const practice = withRepetition(allAnswers(customer)).filter(
    ({ expect }) => expect === undefined,
  );
  const move = await timesOf(says.inputs);
  const over = standInAnswers(says);
  const answers = practice.map((one) => labeled(replaced(one, over), move));
  for (const { path, bytes } of evidenceFiles({ ...customer, name: LABEL }, practice)) {
    const text = /\.(txt|eml)$/.test(path) ? Buffer.from(`${LABEL}\r\n`) : Buffer.alloc(0);
    await write(join(root, labeledPath(path)), Buffer.concat([bytes, text]));
  }
  const path = join(root, 'answers.yaml');
  const yaml = stringify(answers, { lineWidth: 0, aliasDuplicateObjects: false });
  await write(path, `# ${LABEL}: ${rehearsal.model.de} ${rehearsal.model.en}\n${yaml}`);
  return path;
}

async function whatItSays(server: StandInServer, rehearsal: Rehearsal): Promise<StandInSays> {
  const { folder } = server;
  const inputs = (await server.about('inputs')) as Inputs;
  if (adPath({ folder, inputs }) === undefined) throw noAd();
  const connect = await readUserList(() => createReadStream(join(folder, 'connect-users.csv')), {
    file: 'connect-users.csv',
  });
  const { files, root } = inputs.export;
  const copyManifest = join(folder, 'run', 'copy-manifest.json');
  const copied = files.map((file) => ({ ...file, mtimeMs: 0 }));
  await write(copyManifest, formatManifest(manifestOf(copied)));
  const rows = {
    dynamic: await rowsOf(root, 'user-lines-dynamic'),
    lines: await rowsOf(root, 'dynamic-lines'),
  };
  return { folder, inputs, rehearsal, connect, rows, copyManifest };
}

async function rowsOf(root: string, kind: 'user-lines-dynamic' | 'dynamic-lines') {
  const path = join(root, DEFAULT_LAYOUT.lineFiles[kind].file);
  if (!(await stat(path).catch(() => undefined))?.isFile()) return undefined;
  return (await readLineFile(() => createReadStream(path), kind)).rows;
}

/** Times of the practice run around those of the exported files. */
async function timesOf({ export: { root, files } }: Inputs) {
  let [first, last] = [Infinity, -Infinity];
  for (const { path } of files) {
    const { mtimeMs } = await stat(join(root, path)).catch((cause: unknown) => {
      throw changedSince(join(root, path), cause);
    });
    [first, last] = [Math.min(first, mtimeMs), Math.max(last, mtimeMs)];
  }
  return files.length === 0 ? (text: string) => text : movedTimes(first, last);
}

/** The import of settings once more, with a safety export before it (manual line 193). */
function withRepetition(answers: readonly Answer[]): Answer[] {
  const of = (id: string) => answers.filter((one) => one.id === id);
  const again = (id: string) => of(id).map((one) => ({ ...one, id: `${id}-again` }));
  const redo = (step: string): Answer => ({
    ...{ id: `${step}-redo`, step, do: 'redo', as: TEAM.technician },
    reason: 'Probe der Wiederholung / rehearsal of the repetition',
  });
  const repetition = [
    ...[redo('R-603'), ...again('R-603'), redo('R-606'), ...again('R-606-approve')],
    ...[...again('R-606'), ...again('R-607')],
  ];
  return answers.flatMap((one) => (one.id === 'R-607' ? [one, ...repetition] : [one]));
}

/** The answer with what the stand-in says; `null` takes a field away. */
function replaced(one: Answer, over: ReturnType<typeof standInAnswers>): Answer {
  const said = over.get(one.id);
  if (said === undefined || one.set === undefined) return one;
  const all = Object.entries({ ...one.set, ...said });
  return { ...one, set: Object.fromEntries(all.filter(([, v]) => v !== null && v !== undefined)) };
}

/** Names and times of this rehearsal, in every text of an answer; somebody of the model also sets the clock. */
function labeled(one: Answer, move: (text: string) => string): Answer {
  const map = (value: unknown): unknown => {
    if (typeof value === 'string') return ACTORS[value] ?? move(value);
    if (Array.isArray(value)) return value.map(map);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]));
  };
  const mapped = map({ as: TEAM.technician, ...one }) as Answer;
  const { evidence } = mapped;
  return evidence === undefined ? mapped : { ...mapped, evidence: evidence.map(labeledPath) };
}

function labeledPath(path: string): string {
  return path.replace(/([^/]+)$/, 'MODELL-$1');
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeDurably(path, content);
}

function noAd(): RequestError {
  return new RequestError('input.invalid', {
    de: 'Ein Probelauf braucht einen AD-Konnektor. Legen Sie die Probe mit --ad an, oder mit einem Plan, der einen nennt.',
    en: 'A rehearsal run needs an AD connector. Make the rehearsal with --ad, or with a plan that names one.',
  });
}
