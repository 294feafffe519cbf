import type { Reason } from '../../core/outcome.js';
import type { StepContext } from '../../core/step.js';
import { planSchema, type SimulationPlan } from '../../connect/simulation/plan.js';
import type { UserList, UserListOptions } from '../../connect/user-list.js';
import { reason } from '../verdicts.js';
import { readStored, takeList, type StoredList } from './list-files.js';
import type { ForecastInput } from './forecast-form.js';

/** Sources of the planned connectors; the names stand for paths in the plan. */
type SourceName = 'AD' | 'Text' | 'UserLinesDynamic.csv' | 'Connect';

export interface PlannedLists {
  readonly lists: ReadonlyMap<SourceName, UserList>;
  readonly digests: readonly string[];
  /** Planned connectors whose list is not there. */
  readonly missing: readonly Reason[];
}

/** The lists the planned connectors would read: those of the claim, else those the run knows. A reason when one cannot be read. */
export async function plannedLists(
  claim: ForecastInput,
  context: StepContext,
): Promise<PlannedLists | Reason> {
  const wanted = new Map<SourceName, Promise<StoredList | Reason> | undefined>();
  const methods = context.fact('R-702')?.methods ?? [];
  const sid: UserListOptions = { needed: ['sid'] };
  const connector: UserListOptions = { ...sid, comments: true };
  const take = (path: string | undefined, digest: string | null | undefined, name: SourceName) => {
    const options = name === 'AD' ? sid : name === 'Connect' ? { needed: [] } : connector;
    if (path !== undefined) return takeList(path, context, options);
    return digest ? readStored(digest, name, context.store, options) : undefined;
  };
  if (methods.includes('ad') || claim.adUsers !== undefined) {
    wanted.set('AD', take(claim.adUsers, context.fact('R-109')?.v4Users.digest, 'AD'));
  }
  if (methods.includes('text') && claim.textRuns !== 'none') {
    wanted.set('Text', take(claim.textUsers, context.fact('R-411')?.file, 'Text'));
  }
  if (context.fact('R-106')?.dynamicLines && claim.dynamicRuns !== 'none') {
    const name = 'UserLinesDynamic.csv';
    wanted.set(name, take(undefined, context.fact('R-408')?.sha256, name));
  }
  if (claim.existing !== undefined) wanted.set('Connect', take(claim.existing, null, 'Connect'));
  const lists = new Map<SourceName, UserList>();
  const digests: string[] = [];
  const missing: Reason[] = [];
  for (const [name, reading] of wanted) {
    const read = await reading;
    if (read === undefined) missing.push(noList(name));
    else if (!('list' in read)) return read;
    else {
      lists.set(name, read.list);
      digests.push(read.digest);
    }
  }
  return { lists, digests, missing };
}

/** The plan the claim describes, in the order of R-702; undefined when there is no list for any connector. */
export function planFor(
  claim: ForecastInput,
  { lists }: PlannedLists,
  context: StepContext,
): SimulationPlan | undefined {
  const ad = {
    name: 'AD',
    type: 'ad',
    source: 'AD',
    line: claim.adLine ?? 'every-run',
    domain: claim.noTrust ? 'no-trust' : 'member',
    windowsLogin: claim.windowsLogin,
  };
  const runs = (schedule: ForecastInput['textRuns']) => (schedule === 'once' ? 'once' : 'every');
  const text = { name: 'Text', type: 'text', source: 'Text', rounds: runs(claim.textRuns) };
  const dynamic = {
    name: 'UserLinesDynamic.csv',
    type: 'text',
    source: 'UserLinesDynamic.csv',
    rounds: runs(claim.dynamicRuns),
  };
  const textFirst = context.fact('R-702')?.methods[0] === 'text';
  const order = [...(textFirst ? [text, ad] : [ad, text]), dynamic];
  const connectors = order.filter(({ source }) => lists.has(source as SourceName));
  if (connectors.length === 0) return undefined;
  const assumptions = Object.fromEntries(
    claim.assumptions.map((one) => one.split('=', 2) as [string, string]),
  );
  const users = lists.has('Connect') ? { users: { file: 'Connect' } } : {};
  return planSchema.parse({ rounds: claim.rounds, connectors, assumptions, ...users });
}

function noList(name: SourceName): Reason {
  return reason(
    'forecast.list-missing',
    'Zu diesem geplanten Konnektor gibt es keine Liste. Er ist nicht gerechnet.',
    'There is no list for this planned connector. It is not calculated.',
    { claimed: name },
  );
}
