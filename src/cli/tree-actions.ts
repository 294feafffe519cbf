import { resolve } from 'node:path';
import { parseAnchor, type Note } from '../audit/checkpoint.js';
import { AuditError } from '../audit/finding.js';
import { looksLikeTreeHead, parseKeptTreeHead, type TreeNote } from '../audit/tree-head.js';
import { RequestError } from '../core/errors.js';
import { argument, needed, option, withEngine, type Call, type Handler } from './call.js';
import { counted, ENTRIES } from './counted.js';
import { findingLines } from './finding-lines.js';
import { readTextFile, writeOutput } from './input-files.js';
import { peopleLog } from './instance-actions.js';
import { shownOn } from './progress.js';

/** What somebody kept: a head over all runs, or the checkpoint of one. */
export type Kept =
  { readonly tree: TreeNote; readonly run?: never } | { readonly run: Note; readonly tree?: never };

/** `audit head`: the signed tree head, byte for byte, so that it can be kept, mailed or printed. */
export const showHead: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const head = await umstieg.tree.head();
    const output = option(call, 'output');
    if (output !== undefined) await writeOutput(resolve(output), Buffer.from(head.text, 'utf8'));
    if (screen.json) await screen.answer({ ...head, file: output ?? null }, () => []);
    else if (output === undefined) await screen.write(head.text);
    else
      await screen.answer({}, () => [screen.pick(`Baumkopf: ${output}`, `Tree head: ${output}`)]);
    return 0;
  });

/** `audit prove [ID] [--anchor FILE [--to FILE]]`: that a run is in the tree, or that the tree goes on from an earlier head. */
export const prove: Handler = async (call) => {
  const file = option(call, 'anchor');
  const runId = argument(call, 0);
  if ((file === undefined) === (runId === '')) throw oneOfBoth();
  const kept = file === undefined ? undefined : await readKept(file);
  const to = option(call, 'to');
  const later = to === undefined ? undefined : await readKept(to);
  return withEngine(call, async ({ umstieg }) => {
    const text = kept
      ? await umstieg.tree.consistency(
          await reachable(kept, umstieg.tree),
          later && (await reachable(later, umstieg.tree)),
        )
      : await umstieg.tree.inclusion(runId, (await umstieg.queries.run(runId)).head.seq);
    const output = resolve(needed(call, 'output'));
    await writeOutput(output, Buffer.from(text, 'utf8'));
    const { screen } = call;
    await screen.answer({ file: output }, () => [
      screen.pick(`Beweis: ${output}`, `Proof: ${output}`),
    ]);
    return 0;
  });
};

/** `audit verify [--anchor FILE]` without a run: everything this installation recorded, and whether it goes on from that head. */
export function verifyInstance(call: Call, kept?: TreeNote): Promise<number> {
  const { screen } = call;
  return withEngine(call, async ({ umstieg, access }) => {
    const { InstanceCheck } = await import('../engine/instance-check.js');
    const verdict = await new InstanceCheck(umstieg.core).verify(kept, shownOn(screen));
    const people = peopleLog(await access.brokenAt());
    const findings = [...verdict.findings, ...people.map((reason) => ({ ...reason, run: null }))];
    const isOk = findings.length === 0;
    const amount = counted(verdict.entries, ENTRIES, screen);
    await screen.answer({ ...verdict, ok: isOk, findings }, () => [
      isOk
        ? screen.pick(
            `In Ordnung: ${amount} aus ${verdict.runs} Läufen${kept ? `; die ersten ${kept.head.size} sind die des Baumkopfs` : ''}. Wurzel ${verdict.root}`,
            `Sound: ${amount} of ${verdict.runs} runs${kept ? `; the first ${kept.head.size} are those of the tree head` : ''}. Root ${verdict.root}`,
          )
        : screen.pick('Nicht in Ordnung', 'Broken'),
      ...(isOk && !kept ? [screen.say(ONLY_IN_ITSELF)] : []),
      ...findings.flatMap(({ run, ...reason }) =>
        findingLines([reason], screen).map((line) => (run === null ? line : `${line} (${run})`)),
      ),
    ]);
    return isOk ? 0 : 5;
  });
}

const ONLY_IN_ITSELF = {
  de: 'Ob ein ganzer Lauf oder ein Ende gelöscht wurde, zeigt nur ein Baumkopf, den Sie früher aufbewahrt haben: --anchor DATEI.',
  en: 'Whether a whole run or a tail was deleted only a tree head shows that you kept earlier: --anchor FILE.',
};

/** @throws RequestError input.invalid when the file is neither a tree head nor a checkpoint, file.unreadable */
export async function readKept(file: string): Promise<Kept> {
  const text = await readTextFile(file);
  try {
    return looksLikeTreeHead(text) ? { tree: parseKeptTreeHead(text) } : { run: parseAnchor(text) };
  } catch (error) {
    if (!(error instanceof AuditError)) throw error;
    const { de, en } = error.reason.text;
    throw new RequestError(
      'input.invalid',
      {
        de: `„${file}“ ist weder ein Baumkopf (umstieg audit head) noch ein Prüfpunkt. ${de}`,
        en: `"${file}" is neither a tree head (umstieg audit head) nor a checkpoint. ${en}`,
      },
      { place: { file }, cause: error },
    );
  }
}

async function reachable(
  { tree }: Kept,
  now: { head(): Promise<{ readonly size: number }> },
): Promise<number> {
  const { size } = await now.head();
  if (tree && tree.head.size <= size) return tree.head.size;
  throw new RequestError('input.invalid', {
    de: tree
      ? `Der Baumkopf kennt ${tree.head.size} Einträge, hier sind ${size}: Es gibt keinen Beweis. Prüfen Sie mit: umstieg audit verify --anchor DATEI.`
      : 'Ein Beweis führt von Baumkopf zu Baumkopf. Diese Datei ist der Prüfpunkt eines Laufs.',
    en: tree
      ? `The tree head knows ${tree.head.size} entries, ${size} are here: there is no proof. Verify with: umstieg audit verify --anchor FILE.`
      : 'A proof leads from tree head to tree head. This file is the checkpoint of one run.',
  });
}

function oneOfBoth(): RequestError {
  return new RequestError('command.unknown', {
    de: 'Nennen Sie entweder einen Lauf oder mit --anchor einen früheren Baumkopf.',
    en: 'Name either a run or, with --anchor, an earlier tree head.',
  });
}
