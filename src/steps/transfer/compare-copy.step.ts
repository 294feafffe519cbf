import { realpath } from 'node:fs/promises';
import type { z } from 'zod';
import { compareManifests, type ManifestComparison } from '../../connect/compare-manifests.js';
import { sameWindowsPath } from '../../connect/windows-path.js';
import { form, localPath } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { folderPathProblem } from '../folder-path.js';
import { listed } from '../listed-findings.js';
import {
  contentHash,
  contentsOfFolder,
  contentsOfManifest,
  storeManifest,
  storedManifest,
} from '../read-manifest.js';
import { Step } from '../step.decorator.js';
import { cannotRead, consistent, contradicts, reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The copy equals the export (manual line 177). */
    'R-502': {
      /** Digest of the copy's manifest in the evidence store. */
      manifest: string;
      /** SHA-256 over names, sizes and digests of the compared set, without times. */
      sha256: string;
      files: number;
    };
  }
}

const path = { max: 1_000, check: folderPathProblem } as const;
const input = form({
  folder: needed(
    localPath(
      {
        de: 'Ordner der Kopie, wie dieser Rechner ihn sieht',
        en: 'Folder of the copy as this computer sees it',
      },
      path,
    ).optional(),
    { de: 'dieser oder das Manifest', en: 'this or the manifest' },
  ),
  manifest: needed(
    localPath(
      {
        de: 'Stattdessen: Manifest der Kopie (Site-Kit)',
        en: 'Instead: manifest of the copy (site kit)',
      },
      path,
    ).optional(),
    { de: 'dieses oder der Ordner', en: 'this or the folder' },
  ),
}).refine((v) => (v.folder === undefined) !== (v.manifest === undefined), {
  path: ['folder'],
  message:
    'Erwartet wird entweder der Ordner oder ein Manifest / Either the folder or a manifest is expected',
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-502',
  part: 'transfer',
  kind: 'step',
  title: { de: 'Kopie mit dem Export vergleichen', en: 'Compare the copy with the export' },
  instruction: {
    de: 'Geben Sie an, wo die Kopie liegt, oder erzeugen Sie auf dem Connect-Server mit dem Site-Kit ein Manifest. Umstieg vergleicht jede Datei: Es darf keine fehlen, keine dazukommen und keine verändert sein.',
    en: 'Say where the copy lies, or make a manifest on the Connect server with the site kit. Umstieg compares every file: none may be missing, added or changed.',
  },
  lines: [177],
  form: input,
  reads: ['R-406', 'R-501'],
  agrees: {
    de: 'Die Kopie hat dieselben Dateien mit demselben Inhalt wie der Export (R-406).',
    en: 'The copy has the same files with the same content as the export (R-406).',
  },
  undo: { possible: 'yes', how: { de: 'Umstieg liest nur.', en: 'Umstieg only reads.' } },
  timeoutMs: 6 * 3_600_000,
})
export class CompareCopy extends ComputedStep<Input> {
  protected async compute({ folder, manifest }: Input, context: StepContext): Promise<Outcome> {
    const source = context.fact('R-406');
    if (folder !== undefined && source && (await sameFolder(folder, source.folder)))
      return contradicts(isSource(folder));
    const copy =
      folder === undefined
        ? await contentsOfManifest(manifest ?? '')
        : await contentsOfFolder(folder, context);
    if (copy.findings.length > 0) {
      const { reasons, evidence } = await listed('copy-findings', copy.findings, context);
      return { verdict: 'contradicts', reasons, evidence };
    }
    const digest = await storeManifest('copy-manifest.json', copy.manifest, context);
    const facts = {
      manifest: digest,
      sha256: contentHash(copy.manifest),
      files: copy.manifest.files.length,
    };
    if (!source) return cannotRead(facts, noSource(), { evidence: [digest] });
    const target = context.fact('R-501')?.targetPath;
    const roots = { a: source.folder, ...(target === undefined ? {} : { b: target }) };
    const compared = compareManifests(
      await storedManifest(source.manifest, context),
      copy.manifest,
      roots,
    );
    const against = compared.findings.length > 0 ? [summary(compared), ...compared.findings] : [];
    const { reasons, evidence } = await listed(
      'copy-comparison',
      [...against, ...compared.notes],
      context,
    );
    const more = { reasons, evidence: [source.manifest, digest, ...evidence] };
    return against.length > 0 ? { verdict: 'contradicts', ...more } : consistent(facts, more);
  }
}

/** Comparing a folder with itself would prove nothing. */
async function sameFolder(a: string, b: string): Promise<boolean> {
  const real = (p: string) => realpath(p).catch(() => undefined);
  const [x, y] = await Promise.all([real(a), real(b)]);
  return sameWindowsPath(a, b) || (x !== undefined && x === y);
}

function isSource(folder: string): Reason {
  return reason(
    'transfer.same-folder',
    'Das ist der Ordner des Exports selbst, nicht die Kopie.',
    'This is the folder of the export itself, not the copy.',
    { claimed: folder },
  );
}

function summary({ missing, extra, changed, same }: ManifestComparison): Reason {
  return reason(
    'transfer.differs',
    `${missing.length} Dateien fehlen, ${extra.length} sind zu viel, ${changed.length} sind verändert, ${same} sind gleich. Bitte erneut kopieren, in einen neuen Ordner.`,
    `${missing.length} files are missing, ${extra.length} are too many, ${changed.length} are changed, ${same} are equal. Please copy again, into a new folder.`,
    { claimed: String(same), known: String(same + missing.length + changed.length) },
  );
}

function noSource(): Reason {
  return reason(
    'export.not-read',
    'Der Export wurde nicht eingelesen. Die Kopie lässt sich mit nichts vergleichen.',
    'The export was not read. There is nothing to compare the copy with.',
  );
}
