import { open } from 'node:fs/promises';
import type { Plain } from '../core/outcome.js';
import type { EvidenceRef } from '../core/step.js';
import type { Text } from '../core/text.js';
import type { EngineCore } from './engine-core.js';
import { leavesOf } from './fact-leaves.js';
import { detailsOf } from './run-state.js';
import type { LoadedRun } from './turn-builder.js';

/** One thing a step found: in words, and the value (times as ISO 8601). */
export interface ResultValue {
  readonly title: Text;
  readonly value: Text;
}

/** What a step found, as far as its sequence has words for it. */
export interface StepResult {
  readonly values: readonly ResultValue[];
  /** Documents it wrote, by digest. */
  readonly files: readonly { readonly title: Text; readonly digest: string }[];
}

type Titles = Readonly<Record<string, Text>>;

const DIGEST = /^[0-9a-f]{64}$/;

/** The accepted result of a step, else the one that waits for approval; undefined where there is nothing to show. */
export async function resultOf(
  core: EngineCore,
  run: LoadedRun,
  step: string,
): Promise<StepResult | undefined> {
  const titles = core.registry.sequence.resultTitles ?? {};
  const { draft, result } = detailsOf(run.state, step);
  const digest = draft?.result ?? result;
  if (digest === undefined || !Object.keys(titles).some((path) => path.startsWith(`${step}.`)))
    return undefined;
  const facts = await core.store.facts(run.stored.row.id, [{ step, digest }]);
  const found = inWords(facts.get(step), step, titles);
  return found.values.length + found.files.length > 0 ? found : undefined;
}

/** @param titles by `STEP.path`; of an item of a list by `STEP.path=ID`, and of what is in it by `STEP.path.inner` */
export function inWords(fact: unknown, step: string, titles: Titles): StepResult {
  const values: ResultValue[] = [];
  const files: { title: Text; digest: string }[] = [];
  for (const [path, value] of leavesOf(fact)) {
    const title = titles[`${step}.${path}`];
    if (!title) continue;
    if (typeof value === 'string' && DIGEST.test(value)) files.push({ title, digest: value });
    else values.push({ title, value: plainText(value) });
  }
  return { values: [...values, ...itemsIn(fact, step, titles)], files };
}

/** Items of a list that have an id with words: one line each, with all that is in it. */
function itemsIn(fact: unknown, step: string, titles: Titles): ResultValue[] {
  if (typeof fact !== 'object' || fact === null) return [];
  return Object.entries(fact).flatMap(([name, list]) => {
    if (!Array.isArray(list)) return [];
    return (list as { id?: unknown }[]).flatMap((item) => {
      const title = titles[`${step}.${name}=${String(item.id)}`];
      return title ? [{ title, value: lineOf(item, `${step}.${name}`, titles) }] : [];
    });
  });
}

function lineOf(item: unknown, under: string, titles: Titles): Text {
  const named = [...leavesOf(item)].flatMap(([path, value]) => {
    const title = titles[`${under}.${path}`];
    return title ? [{ title, value: plainText(value) }] : [];
  });
  const join = (language: keyof Text) =>
    named.map(({ title, value }) => `${title[language]}: ${value[language]}`).join(' · ');
  return { de: join('de'), en: join('en') };
}

function plainText(value: Plain): Text {
  if (typeof value === 'boolean') return value ? YES : NO;
  const text = value === null || value === '' ? '–' : String(value);
  return { de: text, en: text };
}

const YES: Text = { de: 'ja', en: 'yes' };
const NO: Text = { de: 'nein', en: 'no' };

/** A file that a step of the run wrote itself; undefined when none did. */
export async function producedFile(
  core: EngineCore,
  runId: string,
  digest: string,
): Promise<EvidenceRef | undefined> {
  const [row] = await core.database.query<{ step: string; size: number }>(
    'SELECT step, size FROM evidence WHERE run_id = ? AND digest = ? ORDER BY step LIMIT 1',
    [runId, digest],
  );
  if (!row) return undefined;
  const isJson = await startsAsJson(core.evidence.path(digest)).catch(() => false);
  return { digest, size: row.size, name: isJson ? `${row.step}.json` : row.step };
}

async function startsAsJson(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(1), 0, 1, 0);
    return bytesRead === 1 && ['{', '['].includes(buffer.toString('latin1'));
  } finally {
    await file.close();
  }
}
