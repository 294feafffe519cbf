import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { decisionsSchema, type Decisions } from '../connect/rehearsal/document.js';
import { manifestOf } from '../connect/manifest.js';
import { RequestError } from '../core/errors.js';
import { fieldText } from '../core/issue-text.js';
import type { Text } from '../core/text.js';
import { newRehearsal } from '../rehearsal/new-rehearsal.js';
import { playRehearsal, type PlayOptions } from '../rehearsal/play-rehearsal.js';
import { changeSettingByHand } from '../rehearsal/settings.js';
import { StandInServer } from '../rehearsal/stand-in-server.js';
import {
  argument,
  commaList,
  flagOption,
  needed,
  option,
  type Call,
  type Handler,
} from './call.js';
import { findingLines } from './finding-lines.js';
import { folderPath, folderUnreadable, readTextFile } from './input-files.js';
import { modelLine, rehearsalLines } from './rehearsal-lines.js';
import { readPlan } from './simulation-plan.js';
import { YamlFile, YamlProblem } from './yaml-file.js';

/** `rehearsal new`: a stand-in server from the customer's lists and export, which is only read. */
export const makeRehearsal: Handler = async (call) => {
  const { screen } = call;
  const [output, ad, recorded] = [
    needed(call, 'output'),
    option(call, 'ad'),
    option(call, 'recorded'),
  ];
  const planFile = option(call, 'plan');
  if (ad !== undefined && planFile !== undefined) throw both();
  const root = folderPath(needed(call, 'export'));
  const { contentHash, folderProblem, hashFolderNow } = await import('../engine/folders.js');
  const problem = await folderProblem(root);
  if (problem) throw folderUnreadable(problem, root);
  const hashed = await hashFolderNow(root, (done, total) => screen.progress(done, total, 'bytes'));
  const server = await newRehearsal({
    folder: output,
    v4: needed(call, 'users'),
    ...(ad === undefined ? {} : { ad }),
    ...(recorded === undefined ? {} : { recorded }),
    ...(planFile === undefined ? {} : { plan: { plan: await readPlan(planFile), file: planFile } }),
    export: {
      root,
      contentHash: contentHash(manifestOf(hashed.files)),
      files: hashed.files.map(({ path, sha256, size }) => ({ path, sha256, size })),
    },
  });
  await server.close();
  const { findings } = hashed;
  const document = { model: true, folder: server.folder, files: hashed.files.length, findings };
  await screen.answer(document, () => [
    modelLine(screen),
    screen.pick(
      `Probe angelegt: ${server.folder} (${hashed.files.length} Dateien im Export)`,
      `Rehearsal made: ${server.folder} (${hashed.files.length} files in the export)`,
    ),
    `  umstieg rehearsal play "${server.folder}"`,
    ...findingLines(findings, screen),
  ]);
  return findings.length > 0 ? 5 : 0;
};

/** `rehearsal play DIR`: exit 5 while users of the left table are undecided. */
export const play: Handler = async (call) => {
  const { screen } = call;
  const server = await StandInServer.open(folderPath(argument(call, 0)));
  try {
    const { rehearsal, undecided } = await playRehearsal(server, await playOptions(call));
    const file = join(server.folder, 'rehearsal.json');
    const document = { ...rehearsal, file, undecided };
    await screen.answer(document, () => rehearsalLines(rehearsal, undecided, file, screen));
    return undecided.length > 0 ? 5 : 0;
  } finally {
    await server.close();
  }
};

/** What was asked for of the stand-in. */
export async function playOptions(call: Call): Promise<PlayOptions> {
  const select = option(call, 'select');
  return {
    decisions: await readDecisions(option(call, 'decisions')),
    ...(select === undefined ? {} : { select: commaList(select) }),
    again: flagOption(call, 'again'),
  };
}

/** `rehearsal change DIR GROUP FILE`: as if somebody changed the group in Connect. */
export const changeByHand: Handler = async (call) => {
  const { screen } = call;
  const server = await StandInServer.open(folderPath(argument(call, 0)));
  try {
    const bytes = Buffer.from(await readTextFile(argument(call, 2)), 'utf8');
    const group = argument(call, 1);
    const key = call.globals.key ?? `by-hand-${randomUUID()}`;
    const { action, sha256 } = await changeSettingByHand(server, key, group, bytes);
    await screen.answer({ model: true, action, group, sha256 }, () => [
      modelLine(screen),
      screen.pick(`Lauf ${action}: „${group}“ geändert.`, `Run ${action}: "${group}" changed.`),
    ]);
    return 0;
  } finally {
    await server.close();
  }
};

/** @throws RequestError file.unreadable | input.invalid */
export async function readDecisions(path: string | undefined): Promise<Decisions> {
  if (path === undefined) return { yellow: [], unmatched: [] };
  const content = await readTextFile(path);
  let given: unknown;
  try {
    const yaml = new YamlFile(content);
    given = yaml.document.contents && yaml.plain(yaml.document.contents);
  } catch (error) {
    throw error instanceof YamlProblem ? invalid(path, error.what) : error;
  }
  const parsed = decisionsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (!issue) throw parsed.error;
  throw invalid(path, fieldText(issue, given));
}

function invalid(file: string, what: string | Text): RequestError {
  const { de, en } = typeof what === 'string' ? { de: what, en: what } : what;
  return new RequestError(
    'input.invalid',
    {
      de: `„${file}“: Die Entscheidungen sind nicht verständlich (${de}). Erwartet: yellow und unmatched, je eine Liste mit email, decision, reason.`,
      en: `"${file}": the decisions are not understood (${en}). Expected: yellow and unmatched, each a list of email, decision, reason.`,
    },
    { place: { file } },
  );
}

function both(): RequestError {
  return new RequestError('input.invalid', {
    de: '--ad und --plan zugleich: Der Plan nennt seine Listen selbst. Geben Sie nur eines an.',
    en: '--ad and --plan together: the plan names its lists itself. Give only one.',
  });
}
