import type { Outcome } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { ComputedStep } from '../computed-step.js';
import { Step } from '../step.decorator.js';
import { judge } from '../user-creation/judge.js';
import { sha256OfFile } from '../write-atomically.js';
import { reason } from '../verdicts.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** Sealed bundle: file, its SHA-256, head and length of the audit chain, fingerprint of the signer. */
    'R-1005': { path: string; digest: string; head: string; entries: number; signer: string };
  }
}

@Step({
  id: 'R-1005',
  part: 'acceptance',
  kind: 'step',
  title: { de: 'Archiv versiegeln', en: 'Seal the archive' },
  instruction: {
    de: 'Umstieg versiegelt das Protokoll und schreibt das Archiv. Drucken Sie den letzten Hash aus und legen Sie ihn zu den Unterlagen.',
    en: 'Umstieg seals the audit trail and writes the archive. Print the last hash and file it.',
  },
  lines: [],
  optional: true,
  reads: ['R-1004'],
  about: 'audit',
  agrees: {
    de: 'Das geschriebene Archiv hat den Hash, der beim Versiegeln berechnet wurde.',
    en: 'The archive as written has the hash that was calculated when it was sealed.',
  },
  undo: { possible: 'yes', how: { de: 'Später erneut versiegeln.', en: 'Seal again later.' } },
})
export class SealArchive extends ComputedStep {
  protected async compute(_input: Record<string, unknown>, context: StepContext): Promise<Outcome> {
    const seal = await context.archive.seal();
    const found = await sha256OfFile(seal.path);
    const against =
      found === seal.digest
        ? []
        : [
            reason(
              'archive.digest-differs',
              'Das geschriebene Archiv hat nicht den erwarteten Hash.',
              'The archive as written does not have the expected hash.',
              { claimed: found ?? '–', known: seal.digest },
            ),
          ];
    const notes = [
      reason(
        'archive.head',
        `Letzter Hash des Protokolls: ${seal.head} (${seal.entries} Einträge).`,
        `Last hash of the audit trail: ${seal.head} (${seal.entries} entries).`,
      ),
    ];
    return judge(against, { ...seal }, { notes });
  }
}
