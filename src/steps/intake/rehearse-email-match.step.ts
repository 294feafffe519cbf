import type { z } from 'zod';
import { form, localPath } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { EvidenceRef, StepContext } from '../../core/step.js';
import { disabledAccounts } from '../../connect/disabled-accounts.js';
import { Unreadable } from '../../connect/finding.js';
import { matchJson } from '../../connect/match-json.js';
import { Matching, type MatchTotals } from '../../connect/matching.js';
import { ComputedStep } from '../computed-step.js';
import { listed } from '../listed-findings.js';
import { choice } from '../choices.js';
import { Step } from '../step.decorator.js';
import { consistent, contradicts, reason } from '../verdicts.js';
import { DIRECTORY_FIELDS, takeDirectory, type DirectoryOrigin } from '../directory-source.js';
import { blockingRows, nearMisses, type NearMiss } from './email-rehearsal.js';
import { readFolderNames, readListFile, readStored } from './user-lists.js';

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
  /** Where the Active Directory's list was read, when Umstieg read it itself (D15). */
  readonly directory?: DirectoryOrigin;
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
  v4Users: needed(
    path(
      'Pfad der V4-Liste oder des Ordners UserData',
      'Path of the V4 list or of the folder UserData',
    ).optional(),
    {
      de: 'nötig, wenn Umstieg sie nicht aus dem Active Directory liest',
      en: 'needed unless Umstieg reads it from the Active Directory',
    },
  ),
  adUsers: needed(
    path('Pfad der Liste aus dem Active Directory', 'Path of the Active Directory list').optional(),
    {
      de: 'zum Vergleich diese oder die Liste aus Connect',
      en: 'to compare, this or the list of Connect',
    },
  ),
  connectUsers: needed(path('Pfad der Liste aus Connect', 'Path of the Connect list').optional(), {
    de: 'zum Vergleich diese oder die Liste aus dem Active Directory',
    en: 'to compare, this or the list of the Active Directory',
  }),
  ...DIRECTORY_FIELDS,
}).check((ctx) => {
  const { v4Users, adUsers, directory } = ctx.value;
  const issue = (field: string, message: string) =>
    ctx.issues.push({ code: 'custom', path: [field], input: undefined, message });
  if (v4Users === undefined && !asV4List(ctx.value)) {
    issue('v4Users', 'Erwartet: die V4-Liste / Expected: the V4 list');
  }
  if (directory !== undefined && adUsers !== undefined) {
    issue('adUsers', 'Erwartet: Datei oder Active Directory / Expected: a file or the directory');
  }
});
type Input = z.output<typeof input>;

/** The list that is read from the directory stands for V4 where the person says so and gives no file. */
function asV4List(claim: Pick<Input, 'v4Source' | 'v4Users' | 'directory'>): boolean {
  return claim.v4Source === 'ad' && claim.v4Users === undefined && claim.directory !== undefined;
}

@Step({
  id: 'R-109',
  part: 'intake',
  kind: 'step',
  title: { de: 'E-Mail-Abgleich früh proben', en: 'Rehearse the e-mail match early' },
  instruction: {
    de: 'Geben Sie die Benutzerliste von V4 an, dazu die aus dem Active Directory oder aus Connect, sobald es sie gibt. Umstieg zeigt, wer sich später zuordnen lässt. Das Active Directory kann Umstieg auch selbst lesen. Doppelte und fehlende E-Mail-Adressen bereinigen Sie jetzt. Für eine V4-Liste nennt das Handbuch keinen Weg: Woher sie stammt, entscheidet, was die Probe wert ist.',
    en: 'Give the user list of V4, and the one from the Active Directory or from Connect as soon as there is one. Umstieg shows who can be matched later. Umstieg can also read the Active Directory itself. Clear up duplicate and missing e-mail addresses now. The manual names no way to get a V4 list: where it comes from decides what the rehearsal is worth.',
  },
  lines: [93, 95, 171, 173, 261],
  warnings: ['W-15'],
  gaps: ['D10', 'D15'],
  form: input,
  agrees: {
    de: 'In der V4-Liste fehlt keine E-Mail-Adresse, und in keiner der angegebenen Listen kommt eine doppelt vor.',
    en: 'In the V4 list no e-mail address is missing, and in none of the lists you gave one stands there twice.',
  },
  undo: {
    possible: 'yes',
    how: { de: 'Listen berichtigen und neu proben.', en: 'Correct the lists and rehearse again.' },
  },
})
export class RehearseEmailMatch extends ComputedStep<Input, RehearsalFacts> {
  protected async compute(claim: Input, context: StepContext): Promise<Outcome<RehearsalFacts>> {
    try {
      return await this.rehearse(claim, context);
    } catch (error) {
      if (error instanceof Unreadable) return contradicts(error.reason);
      throw error;
    }
  }

  private async rehearse(claim: Input, context: StepContext): Promise<Outcome<RehearsalFacts>> {
    const pulled = claim.directory === undefined ? undefined : await takeDirectory(claim, context);
    if (pulled && !('evidence' in pulled)) return contradicts(pulled);
    const taken = pulled && (await readStored(pulled.evidence, context));
    const folders = claim.v4Source === 'userdata-folders';
    const v4 =
      claim.v4Users === undefined
        ? taken
        : await (folders ? readFolderNames : readListFile)(claim.v4Users, context);
    if (!v4) throw new Error('a claim without a V4 list passed the form');
    const second = asV4List(claim) ? undefined : taken;
    const ad = claim.adUsers ? await readListFile(claim.adUsers, context) : second;
    const connect = claim.connectUsers
      ? await readListFile(claim.connectUsers, context)
      : undefined;
    const stored = [v4, ad, connect].filter((s) => s !== undefined);
    const files = stored.slice(1).filter((s) => s !== taken); // the pull names its own disabled accounts
    const disabled = files.flatMap((s) => disabledAccounts(s.list));
    const named = await listed('disabled-accounts', disabled, context);
    const withAd = ad && new Matching(v4.list, ad.list);
    const withConnect = connect && new Matching(v4.list, connect.list);
    const kept = await keep(withConnect ?? withAd, context);
    const evidence = [...stored.map((s) => s.evidence.digest), ...named.evidence, ...kept];

    const targets = stored.slice(1).map((s) => s.list);
    const [first, ...others] = blockingRows(v4.list, targets);
    const origin = [...(pulled?.notes ?? []), ...named.reasons];
    if (first) return { ...contradicts<RehearsalFacts>(first, ...others, ...origin), evidence };
    const near = [withAd, withConnect].flatMap((m) => (m ? nearMisses(m) : []));
    const facts: RehearsalFacts = {
      v4Source: claim.v4Source,
      v4Users: v4.evidence,
      users: v4.list.size,
      ...(pulled ? { directory: pulled.origin } : {}),
      totals: {
        ...(withAd ? { ad: withAd.totals } : {}),
        ...(withConnect ? { connect: withConnect.totals } : {}),
      },
      nearMisses: near,
    };
    const reasons = [...origin, ...notes(targets.length, near.length)];
    return consistent(facts, { evidence, reasons });
  }
}

/** The comparison for the pages, row by row; with Connect where there is its list, since that is what the import compares with. */
async function keep(matching: Matching | undefined, { store }: StepContext): Promise<string[]> {
  if (!matching) return [];
  return [(await store.put('match.json', [...matchJson(matching)].join(''))).digest];
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
