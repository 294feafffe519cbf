import { z } from 'zod';
import { cell, form, localPath, number, rows } from '../../core/fields.js';
import { needed } from '../../core/needed.js';
import type { Outcome, Reason } from '../../core/outcome.js';
import type { StepContext, TaskStep } from '../../core/step.js';
import { f2 } from '../../connect/fold.js';
import { choice } from '../choices.js';
import { namedTwice } from '../named-twice.js';
import { Step } from '../step.decorator.js';
import { few, judge } from '../user-creation/judge.js';
import { cannotRead, reason } from '../verdicts.js';
import { comparisonsOf, fates, prepareMatch } from './prepared-match.js';
import { withRehearsed } from './rehearsed.js';

declare module '../../core/facts.js' {
  interface Facts {
    /** One decision for each yellow user (manual line 203). Evidence digest of the list, and counts. */
    'R-805': { decisions: string; kept: number; overwritten: number };
  }
}

const decision = z.strictObject({
  email: cell({ de: 'E-Mail-Adresse', en: 'E-mail address' }, z.string().min(1)),
  decision: choice({ de: 'Entscheidung', en: 'Decision' }, ['keep', 'overwrite']).default('keep'),
  reason: needed(cell({ de: 'Begründung', en: 'Reason' }, z.string().min(1)).optional(), {
    de: 'nötig beim Überschreiben',
    en: 'needed to overwrite',
  }),
});
export type YellowDecision = z.output<typeof decision>;

const input = form({
  decisions: rows(
    { de: 'Entscheidung je gelbem Benutzer', en: 'Decision per yellow user' },
    decision,
    { about: ['import-overwrites'] },
  ),
  rehearsal: localPath({
    de: 'Entscheidungen aus einer Probe übernehmen (`rehearsal.json`)',
    en: 'Take decisions from a rehearsal (`rehearsal.json`)',
  }).optional(),
  approvalAbove: number({
    de: 'Zweite Person ab mehr als so vielen Überschreibungen',
    en: 'Second person above this many overwrites',
  }).default(5),
});
type Input = z.output<typeof input>;

@Step({
  id: 'R-805',
  part: 'voicemail-import',
  kind: 'task',
  title: { de: 'Gelbe Benutzer entscheiden', en: 'Decide on the yellow users' },
  instruction: {
    de: 'Gelb heißt: Der Benutzer hat schon Ansagen, und der Klick auf `Importieren` würde sie überschreiben. Entfernen Sie das Häkchen bei jedem, der sie behalten soll. Ohne Entscheidung gilt: behalten. Überschreiben braucht einen Grund.',
    en: 'Yellow means: the user already has greetings, and clicking `Importieren` would overwrite them. Remove the tick for everyone who shall keep them. Without a decision: keep. Overwriting needs a reason.',
  },
  lines: [203],
  warnings: ['W-16'],
  gaps: ['D6'],
  form: input,
  reads: ['R-802', 'R-803'],
  agrees: {
    de: 'Jeder der gelben Benutzer aus R-803 hat genau eine Entscheidung.',
    en: 'Each of the yellow users of R-803 has exactly one decision.',
  },
  undo: { possible: 'yes', how: { de: 'Häkchen wieder setzen.', en: 'Set the ticks again.' } },
  hard: true,
  neverWaive: true,
})
export class DecideYellow implements TaskStep<Input> {
  async verify(
    { decisions: own, rehearsal, approvalAbove }: Input,
    context: StepContext,
  ): Promise<Outcome> {
    const taken = await withRehearsed(own, rehearsal, (r) => r.decisions.yellow, context);
    const { decisions, notes } = taken;
    const seen = context.fact('R-803');
    const overwritten = decisions.filter((d) => d.decision === 'overwrite');
    const { digest } = await context.store.put('yellow-decisions.json', JSON.stringify(decisions));
    const facts = {
      decisions: digest,
      kept: decisions.length - overwritten.length,
      overwritten: overwritten.length,
    };
    const against = [
      ...taken.against,
      ...listProblems(decisions),
      ...(await userProblems(decisions, context)),
    ];
    if (seen && decisions.length !== seen.yellow) {
      against.push(
        reason(
          'yellow.count-differs',
          'Es braucht genau eine Entscheidung für jeden gelben Benutzer.',
          'Exactly one decision is needed for each yellow user.',
          { claimed: String(decisions.length), known: String(seen.yellow) },
        ),
      );
    }
    if (against.length === 0 && !seen) {
      return cannotRead(
        facts,
        reason(
          'overview.not-read',
          'Die Zahlen aus R-803 fehlen.',
          'The numbers of R-803 are missing.',
        ),
      );
    }
    const many = {
      de: `${overwritten.length} Benutzer verlieren ihre Ansagen. Eine zweite Person gibt das frei (W-16).`,
      en: `${overwritten.length} users lose their greetings. A second person releases this (W-16).`,
    };
    return judge(against, facts, {
      evidence: [digest, ...taken.evidence],
      notes,
      flags: { overwritten: overwritten.length },
      ...(overwritten.length > approvalAbove ? { approval: many } : {}),
    });
  }
}

function listProblems(decisions: readonly YellowDecision[]): Reason[] {
  const twice = namedTwice(decisions.map((d) => f2(d.email)));
  const bare = decisions.filter((d) => d.decision === 'overwrite' && d.reason === undefined);
  const found: Reason[] = [];
  if (twice.length > 0) {
    found.push(
      reason(
        'yellow.twice',
        `Doppelt entschieden: ${few(twice)}.`,
        `Decided twice: ${few(twice)}.`,
      ),
    );
  }
  if (bare.length > 0) {
    const names = few(bare.map((d) => d.email));
    found.push(
      reason(
        'yellow.no-reason',
        `Überschreiben ohne Grund: ${names} (W-16).`,
        `Overwriting without a reason: ${names} (W-16).`,
      ),
    );
  }
  return found;
}

/** Decisions for nobody in the overview, and users imported before for whom there is no decision. */
async function userProblems(
  decisions: readonly YellowDecision[],
  context: StepContext,
): Promise<Reason[]> {
  const prepared = await prepareMatch(context);
  if (prepared === undefined) return [];
  if ('code' in prepared) return [prepared];
  const comparisons = comparisonsOf(
    context.fact('R-802')?.hypotheses ?? [],
    context.fact('R-803')?.fitting ?? [],
  );
  const before = new Set(prepared.before.map(f2));
  const decided = new Set(decisions.map((d) => f2(d.email)));
  const shown = new Set<string>();
  const missing: string[] = [];
  for (const { email, target, found } of fates(prepared.matching, comparisons)) {
    if (target === undefined) continue;
    const names = [f2(email), f2(target)];
    names.forEach((name) => shown.add(name));
    const earlier = found === 'always' && before.has(f2(target));
    if (earlier && !names.some((name) => decided.has(name))) missing.push(target);
  }
  const strange = decisions.filter((d) => !shown.has(f2(d.email))).map((d) => d.email);
  const problems: Reason[] = [];
  if (missing.length > 0) {
    problems.push(
      reason(
        'yellow.missing',
        `Schon importiert, aber nicht entschieden: ${few(missing)}.`,
        `Imported before but not decided: ${few(missing)}.`,
      ),
    );
  }
  if (strange.length > 0) {
    problems.push(
      reason(
        'yellow.unknown',
        `Nicht in der Übersicht zu erwarten: ${few(strange)}.`,
        `Not to be expected in the overview: ${few(strange)}.`,
      ),
    );
  }
  return problems;
}
