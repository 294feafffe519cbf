import { isTimeZone } from '../core/time-text.js';
import { stat } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import type { SignerSpan } from '../audit/signer-line.js';
import { looksLikeTreeHead } from '../audit/tree-head.js';
import { RequestError } from '../core/errors.js';
import type { Text } from '../core/text.js';
import { auditJson, auditText } from './audit-lines.js';
import {
  argument,
  flagOption,
  needed,
  option,
  withEngine,
  type Call,
  type Handler,
} from './call.js';
import { commandOptions } from './command-options.js';
import { CHECKPOINTS, counted, ENTRIES, EVIDENCE } from './counted.js';
import { findingLines } from './finding-lines.js';
import { fileSource, outputProblem, readTextFile, writeOutput } from './input-files.js';
import type { ReportFormat } from './ports.js';
import { shownOn, whileMaking } from './progress.js';
import type { Screen } from './screen.js';
import { signerKey } from './signer-key.js';
import { readKept, verifyInstance } from './tree-actions.js';

/** `audit show ID`: every entry, names opened where they were not erased. */
export const showAudit: Handler = (call) =>
  withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const runId = argument(call, 0);
    const { History } = await import('../engine/history.js');
    await umstieg.queries.run(runId);
    const entries = new History(umstieg.core).entries(runId);
    await screen.stream(screen.json ? auditJson(runId, entries) : auditText(entries, screen));
    return 0;
  });

/** `audit verify [ID|BUNDLE]`: a file is a bundle, everything else a run; a tree head, or nothing, means all runs. */
export const verifyAudit: Handler = async (call) => {
  const named = argument(call, 0);
  if (named !== '' && (await stat(named).catch(() => undefined))) return bundle(call, named);
  const file = option(call, 'anchor');
  const kept = file === undefined ? undefined : await readKept(file);
  const what = named === '' ? kept?.run?.checkpoint.runId : named;
  if (kept?.tree || what === undefined) return verifyInstance(call, kept?.tree);
  return withEngine(call, async ({ umstieg }) => {
    const { screen } = call;
    const verdict = await umstieg.verify(what, call.globals.key, shownOn(screen), kept?.run);
    const amounts = [
      counted(verdict.entries, ENTRIES, screen),
      counted(verdict.checkpoints, CHECKPOINTS, screen),
      counted(verdict.evidence, EVIDENCE, screen),
    ].join(', ');
    await screen.answer(verdict, () => [
      verdict.ok
        ? screen.pick(
            `${what}: in Ordnung. ${amounts}, letzter Hash ${verdict.head ?? '–'}${verdict.erased > 0 ? `; gelöscht (DSGVO): ${verdict.erased}` : ''}`,
            `${what}: sound. ${amounts}, last hash ${verdict.head ?? '–'}${verdict.erased > 0 ? `; erased (GDPR): ${verdict.erased}` : ''}`,
          )
        : screen.pick(`${what}: nicht in Ordnung`, `${what}: broken`),
      ...signerLines(verdict.signers, screen),
      ...findingLines(verdict.findings, screen),
    ]);
    return verdict.ok ? 0 : 5;
  });
};

/** Who sealed which entries. */
function signerLines(signers: readonly SignerSpan[], screen: Screen): string[] {
  return signers.map(({ instance, fingerprint, from, to }) => {
    const entries = `${from}–${to ?? ''}`;
    return screen.pick(
      `  Einträge ${entries}: versiegelt von Installation ${instance}, Schlüssel ${fingerprint}`,
      `  entries ${entries}: sealed by installation ${instance}, key ${fingerprint}`,
    );
  });
}

/** `bundle verify FILE`: `--key` is the fingerprint of the signer here, not a command's key. */
export const checkBundle: Handler = (call) => bundle(call, argument(call, 0));

async function bundle(call: Call, file: string): Promise<number> {
  const { screen } = call;
  const key = signerKey(call);
  const anchorFile = option(call, 'anchor');
  const anchor = anchorFile === undefined ? undefined : await readTextFile(anchorFile);
  if (anchor !== undefined && looksLikeTreeHead(anchor)) throw overAllRuns(anchorFile ?? '');
  await fileSource(file); // a pipe or a device is refused before it is opened
  const { verifyBundle } = await import('../audit/bundle-verify.js');
  const { bundleVerdict } = await import('../audit/bundle-report.js');
  const report = await verifyBundle(file, {
    ...(key === undefined ? {} : { key }),
    ...(anchor === undefined ? {} : { anchor }),
  });
  const verdict = bundleVerdict(report);
  await screen.answer({ ...report, verdict: verdict.en }, () => [
    screen.say(verdict),
    ...findingLines(report.findings, screen),
    ...findingLines(report.notes, screen, '·'),
  ]);
  return report.status === 'broken' ? 5 : 0;
}

/** A sound bundle is not broken because it was held against something else. */
function overAllRuns(file: string): RequestError {
  return new RequestError(
    'input.invalid',
    {
      de: `„${file}“ ist ein Baumkopf: Er bürgt für alle Läufe der Installation, ein Archiv enthält einen. Prüfen Sie das Archiv mit einem Prüfpunkt seines Laufs, die Installation mit: umstieg audit verify --anchor DATEI.`,
      en: `"${file}" is a tree head: it vouches for all runs of the installation, an archive holds one. Verify the archive with a checkpoint of its run, the installation with: umstieg audit verify --anchor FILE.`,
    },
    { place: { file } },
  );
}

/**
 * `bundle export ID -o FILE.zip --as NAME`: seals the chain; the export itself is its last entry, so it names who. With
 * `--hand-over` another installation can go on with it: somebody says why, and the bundle names people.
 */
export const exportBundle: Handler = (call) =>
  withEngine(call, async (session) => {
    const { screen } = call;
    const output = resolve(needed(call, 'output'));
    const runId = argument(call, 0);
    const handOver = flagOption(call, 'handOver')
      ? { reason: option(call, 'reason') ?? '' }
      : undefined;
    const { who } = commandOptions(call, session);
    try {
      const written = await session.umstieg.archive.export(
        ...([runId, output, who, handOver, shownOn(screen)] as const),
      );
      await screen.answer({ run: runId, ...written }, () => [
        screen.pick(`Archiv: ${written.path}`, `Archive: ${written.path}`),
        `  SHA-256 ${written.digest}`,
        `  ${counted(written.entries, ENTRIES, screen)}, ${screen.pick('letzter Hash', 'last hash')} ${written.head}`,
        screen.pick(`  Unterzeichner ${written.signer}`, `  signer ${written.signer}`),
        ...(handOver ? [screen.say(FOR_OTHERS)] : []),
      ]);
      return 0;
    } catch (error) {
      throw outputProblem(error, output);
    }
  });

const FOR_OTHERS: Text = {
  de: 'Arbeiten Sie hier nicht weiter: Sonst trennen sich beide Seiten. Das Archiv nennt Personen und ihre Angaben: Geben Sie es nur dem, der weiterarbeitet.',
  en: 'Do not go on here: both sides would part. The archive names people and what they said: give it only to whoever goes on.',
};

/** `report ID --format html|pdf|json [--zone ZONE] [-o FILE]`; without a file it goes to stdout, but for a PDF. */
export const writeReport: Handler = (call) => {
  const { screen } = call;
  const output = option(call, 'output');
  const format = (option(call, 'format') ?? (screen.json ? 'json' : 'html')) as ReportFormat;
  const zone = option(call, 'zone');
  if (zone !== undefined && !isTimeZone(zone)) throw noSuchZone(zone);
  if (output === undefined && format === 'pdf') throw pdfNeedsFile();
  return withEngine(call, async (session) => {
    const wish = { language: screen.language, zone };
    const write = () => session.report(argument(call, 0), format, wish);
    const making = screen.pick('PDF wird erstellt', 'Making the PDF');
    const content = format === 'pdf' ? await whileMaking(screen, making, write) : await write();
    if (output === undefined) {
      const text = content.toString();
      if (screen.json && format === 'html')
        await screen.answer({ format, content: text }, () => []);
      else await screen.write(text);
      return 0;
    }
    const bytes = Buffer.from(content);
    await writeOutput(output, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await screen.answer({ file: output, format, sha256 }, () => [
      `${screen.pick('Bericht', 'Report')}: ${output}`,
      `  SHA-256 ${sha256}`,
    ]);
    return 0;
  });
};

function pdfNeedsFile(): RequestError {
  return new RequestError(
    'command.unknown',
    {
      de: 'Ein PDF ist kein Text für die Kommandozeile: Nennen Sie mit -o eine Datei.',
      en: 'A PDF is no text for the command line: name a file with -o.',
    },
    { expected: ['-o'] },
  );
}

function noSuchZone(zone: string): RequestError {
  return new RequestError(
    'command.unknown',
    {
      de: `--zone ${zone}: Diese Zeitzone ist nicht bekannt. Erwartet wird ein Name wie Europe/Berlin oder UTC.`,
      en: `--zone ${zone}: no time zone of that name is known. Expected is a name such as Europe/Berlin or UTC.`,
    },
    { expected: ['Europe/Berlin', 'UTC'] },
  );
}
