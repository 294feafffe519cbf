import type { z } from 'zod';
import { form, localPath } from '../../core/fields.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { EvidenceRef, StepContext } from '../../core/step.js';
import { Unreadable } from '../../connect/finding.js';
import { Matching, type MatchTotals } from '../../connect/matching.js';
import { ComputedStep } from '../computed-step.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';
import { blockingRows, nearMisses, type NearMiss } from './email-rehearsal.js';
import { readFolderNames, readListFile } from './user-lists.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** The rehearsal of the e-mail match: stored lists, totals by outcome for each comparison, near misses with rows. */
    'R-109': RehearsalFacts;
  }
}

export interface RehearsalFacts {
  readonly v4Source: 'supplied-list' | 'ad' | 'userdata-folders';
  readonly v4Users: EvidenceRef;
  readonly users: number;
  readonly totals: { readonly ad?: MatchTotals; readonly connect?: MatchTotals };
  readonly nearMisses: readonly NearMiss[];
}

const path = (de: string, en: string) => localPath({ de, en });

const input = form({
  v4Source: choice({ de: 'Woher stammt die V4-Liste?', en: 'Where does the V4 list come from?' }, [
    'supplied-list',
    'ad',
    'userdata-folders',
  ]),
  v4Users: path(
    'Pfad der V4-Liste oder des Ordners UserData',
    'Path of the V4 list or of the folder UserData',
  ),
  adUsers: path(
    'Pfad der Liste aus dem Active Directory',
    'Path of the Active Directory list',
  ).optional(),
  connectUsers: path('Pfad der Liste aus Connect', 'Path of the Connect list').optional(),
});

@Step({
  id: 'R-109',
  part: 'intake',
  kind: 'step',
  title: { de: 'E-Mail-Abgleich früh proben', en: 'Rehearse the e-mail match early' },
  instruction: {
    de: 'Geben Sie die Benutzerliste von V4 an, dazu die aus dem Active Directory oder aus Connect, sobald es sie gibt. Umstieg zeigt, wer sich später zuordnen lässt. Doppelte und fehlende E-Mail-Adressen bereinigen Sie jetzt. Für eine V4-Liste nennt das Handbuch keinen Weg: Woher sie stammt, entscheidet, was die Probe wert ist.',
    en: 'Give the user list of V4, and the one from the Active Directory or from Connect as soon as there is one. Umstieg shows who can be matched later. Clear up duplicate and missing e-mail addresses now. The manual names no way to get a V4 list: where it comes from decides what the rehearsal is worth.',
  },
  lines: [93, 95, 171, 173, 261],
  warnings: ['W-15'],
  gaps: ['D10', 'D15'],
  form: input,
  undo: {
    possible: 'yes',
    how: { de: 'Listen berichtigen und neu proben.', en: 'Correct the lists and rehearse again.' },
  },
})
export class RehearseEmailMatch extends ComputedStep<z.output<typeof input>, RehearsalFacts> {
  protected async compute(
    claim: z.output<typeof input>,
    context: StepContext,
  ): Promise<Outcome<RehearsalFacts>> {
    try {
      return await this.rehearse(claim, context);
    } catch (error) {
      if (error instanceof Unreadable) return contradicts(error.reason);
      throw error;
    }
  }

  private async rehearse(
    claim: z.output<typeof input>,
    context: StepContext,
  ): Promise<Outcome<RehearsalFacts>> {
    const folders = claim.v4Source === 'userdata-folders';
    const v4 = await (folders ? readFolderNames : readListFile)(claim.v4Users, context);
    const ad = claim.adUsers ? await readListFile(claim.adUsers, context) : undefined;
    const connect = claim.connectUsers
      ? await readListFile(claim.connectUsers, context)
      : undefined;
    const stored = [v4, ad, connect].filter((s) => s !== undefined);
    const evidence = stored.map((s) => s.evidence.digest);

    const targets = stored.slice(1).map((s) => s.list);
    const [first, ...others] = blockingRows(v4.list, targets);
    if (first) return { ...contradicts<RehearsalFacts>(first, ...others), evidence };
    const withAd = ad && new Matching(v4.list, ad.list);
    const withConnect = connect && new Matching(v4.list, connect.list);
    const near = [withAd, withConnect].flatMap((m) => (m ? nearMisses(m) : []));
    const facts: RehearsalFacts = {
      v4Source: claim.v4Source,
      v4Users: v4.evidence,
      users: v4.list.size,
      totals: {
        ...(withAd ? { ad: withAd.totals } : {}),
        ...(withConnect ? { connect: withConnect.totals } : {}),
      },
      nearMisses: near,
    };
    return consistent(facts, { evidence, reasons: notes(targets.length, near.length) });
  }
}

function notes(targets: number, near: number): Reason[] {
  if (targets === 0) {
    return [
      reason(
        'match.no-target',
        'Ohne zweite Liste wurde nur die V4-Liste selbst geprüft.',
        'Without a second list only the V4 list itself was checked.',
      ),
    ];
  }
  if (near === 0) return [];
  const known = String(near);
  return [
    reason(
      'match.near-misses',
      'Einige Adressen sind ähnlich, aber nicht gleich. So werden sie nicht zugeordnet.',
      'Some addresses are similar, but not equal. Like this they are not matched.',
      { known },
    ),
  ];
}
