import { UmstiegError } from '../core/errors.js';
import { noteNext } from './next-command.js';
import type { CommandOptions } from '../engine/engine.js';
import type { PromotedClaim, Promotion } from '../engine/promoter.js';
import { opensAfter, type Opening } from '../engine/promotion.js';
import type { Umstieg } from '../engine/umstieg.js';
import { act, type Acted } from './act.js';
import { actedDocument, actedLines } from './acted-lines.js';
import { argument, flagOption, listOption, option, withEngine, type Handler } from './call.js';
import { commandOptions } from './command-options.js';
import { stepList } from './fork-action.js';
import { knownRun } from './known-run.js';
import { reportProgress } from './progress.js';
import type { Screen } from './screen.js';
import { wrapped } from './typography.js';

/** What became of one chosen step. */
interface Promoted {
  readonly claim?: PromotedClaim;
  readonly acted?: Acted;
  readonly error?: UmstiegError;
  /** With --dry-run: it is refused only because steps chosen before it are not promoted yet. */
  readonly opening?: Opening;
  readonly step: string;
}

/**
 * `run promote FROM TO --step R-… --reason T`: in documented order, each checked again; stops at the first that is refused or
 * not accepted and says what has been handed in. With `--dry-run` nothing is handed in and every step is looked at.
 */
export const promoteClaims: Handler = (call) => {
  const dry = flagOption(call, 'dryRun');
  const look = { startPaused: dry };
  return withEngine(
    call,
    async (session) => {
      const { umstieg } = session;
      const { screen } = call;
      const options = commandOptions(call, session);
      const [from, to] = [argument(call, 0), argument(call, 1)];
      const promotion = { from, to, reason: option(call, 'reason') ?? (dry ? '–' : '') };
      for (const run of [from, to]) await knownRun(session, run, call.globals.as);
      if (!dry) await umstieg.resume(to);
      reportProgress(umstieg, screen);
      const steps = await umstieg.promoter.choose(
        promotion,
        stepList(listOption(call, 'step')),
        options,
      );
      const promoted: Promoted[] = [];
      for (const step of steps) {
        const before = promoted.filter(({ error }) => !error).map((one) => one.step);
        const one = await promote(umstieg, promotion, step, {
          before,
          options,
          dry,
          first: promoted.length === 0,
        });
        promoted.push(one);
        if (!dry && (one.error ?? (one.acted?.exit ?? 0) > 0)) break;
      }
      const document = {
        from,
        to,
        dryRun: dry,
        steps: promoted.map((one) => documentOf(one, screen)),
      };
      const failed = promoted.find(({ error }) => error)?.error;
      await screen.answer(
        failed && !screen.json ? document : withError(document, failed, screen),
        () => lines(promoted, { dry, left: steps.slice(promoted.length) }, screen),
      );
      noteNext(failed, call, screen);
      return failed?.exitCode ?? promoted.at(-1)?.acted?.exit ?? 0;
    },
    look,
  );
};

async function promote(
  umstieg: Umstieg,
  p: Promotion,
  step: string,
  o: {
    readonly options: CommandOptions;
    readonly dry: boolean;
    readonly first: boolean;
    readonly before: readonly string[];
  },
): Promise<Promoted> {
  try {
    const { revision } = await umstieg.queries.run(p.to);
    const { promoter } = umstieg;
    const claim = o.dry
      ? await promoter.plan(p, step, o.options.key)
      : await promoter.prepare(p, step, o.options);
    if (o.dry || claim.before) return { step, claim };
    const expected = o.first ? (o.options.revision ?? revision) : revision;
    const acted = await act(umstieg, p.to, {
      options: { ...o.options, revision: expected },
      judged: true,
      send: (engine, options) => engine.promoter.handIn(p, claim, options),
    });
    return { step, claim, acted };
  } catch (error) {
    if (!(error instanceof UmstiegError) || error.family === 'invariant') throw error;
    const opening = o.dry ? opensAfter(error, o.before) : undefined;
    const only = opening?.also.length === 0;
    return { step, ...(opening ? { opening } : {}), ...(only ? {} : { error }) };
  }
}

function documentOf({ step, claim, acted, error, opening }: Promoted, screen: Screen): object {
  return {
    step,
    ...(claim
      ? {
          set: claim.input,
          evidence: claim.evidence.map(({ digest, name }) => ({ digest, name })),
          otherBasis: claim.otherBasis,
          alreadyHandedIn: claim.before,
        }
      : {}),
    ...(opening ? { opensAfter: opening.after, alsoNeeds: opening.also } : {}),
    ...(acted ? { outcome: actedDocument(acted) } : {}),
    ...(error ? { refused: { code: error.code, message: screen.say(error.text) } } : {}),
  };
}

function withError(document: object, error: UmstiegError | undefined, screen: Screen): object {
  if (!error) return document;
  const { code, text } = error;
  return { error: { code, message: screen.say(text), messageEn: text.en }, ...document };
}

function lines(
  promoted: readonly Promoted[],
  o: { readonly dry: boolean; readonly left: readonly string[] },
  screen: Screen,
): string[] {
  const all = promoted.flatMap((one) => stepLines(one, o.dry, screen));
  const nothing = screen.pick(
    'Nichts wurde eingereicht (--dry-run).',
    'Nothing was handed in (--dry-run).',
  );
  const left = `${screen.pick('Nicht mehr eingereicht', 'Not handed in any more')}: ${o.left.join(', ')}`;
  return [...all, ...(o.dry ? [nothing] : []), ...(o.left.length > 0 ? [left] : [])];
}

function stepLines(
  { step, claim, acted, error, opening }: Promoted,
  dry: boolean,
  screen: Screen,
): string[] {
  if (opening) return wrapped(openingText(step, opening, screen), screen.width, '', '  ');
  if (error) return wrapped(`✗ ${screen.say(error.text)} [${error.code}]`, screen.width, '', '  ');
  if (!claim) return [];
  if (claim.before)
    return [`${step}: ${screen.pick('wurde schon eingereicht', 'was handed in before')}`];
  const basis = screen.pick(
    `Beruht hier auf anderen Ergebnissen als dort: ${claim.otherBasis.join(', ')}`,
    `Stands on other results here than there: ${claim.otherBasis.join(', ')}`,
  );
  const fields = Object.entries(claim.input).flatMap(([name, value]) =>
    wrapped(
      `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`,
      screen.width,
      '  ',
      '    ',
    ),
  );
  const files = claim.evidence.map(
    ({ name }) => `  ${screen.pick('Nachweis', 'evidence')}: ${name}`,
  );
  return [
    ...(acted ? actedLines(acted, screen) : [screen.paint('strong', step)]),
    ...(dry ? [...fields, ...files] : []),
    ...(claim.otherBasis.length > 0 ? wrapped(`! ${basis}`, screen.width, '  ', '    ') : []),
  ];
}

function openingText(step: string, { after, also }: Opening, screen: Screen): string {
  const [one, more] = [after.join(', '), also.join(', ')];
  const text = screen.pick(
    `${step}: öffnet sich frühestens nach ${one}`,
    `${step}: opens after ${one} at the earliest`,
  );
  if (more === '') return text;
  return text + screen.pick(`; es fehlt außerdem: ${more}`, `; also missing: ${more}`);
}
