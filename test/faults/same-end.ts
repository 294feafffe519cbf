import type { StoredRun } from './stored-run.js';

/** Facts of these name the chain itself (report, bundle, signatures), which differs from run to run by its salts. */
const NAMES_THE_CHAIN = new Set(['R-1003', 'R-1004', 'R-1005']);

interface State {
  readonly root: unknown;
  readonly parts: unknown;
  readonly status: Readonly<Record<string, string>>;
  readonly flags: object;
  readonly timers: unknown;
  readonly inbox: unknown;
  readonly off: unknown;
  readonly clock: unknown;
}

/** What must be equal after any kill, each as a list of words. */
function view({ row, attempts, entries, facts, files }: StoredRun): Record<string, string[]> {
  const { root, parts, status, flags, timers, inbox, off, clock } = JSON.parse(row.state) as State;
  const outcomes = entries.filter((e) => e.kind === 'attempt' && e.verdict !== undefined);
  const commands = entries.filter((e) => e.command !== null && e.kind !== 'sealed');
  const own = <T extends { step: string }>(list: readonly T[]) =>
    list.filter(({ step }) => !NAMES_THE_CHAIN.has(step));
  const named = ({ step, digest }: { step: string; digest: string }) => `${step} ${digest}`;
  return {
    status: [row.status],
    'machine states': [JSON.stringify({ root, parts })],
    'step statuses': Object.entries(status).map(String),
    flags: Object.entries(flags).map((flag) => JSON.stringify(flag)),
    'timers, inbox, clock': [JSON.stringify({ timers, inbox, off, clock })],
    facts: own(facts).map(named),
    'evidence files': own(files).map(named),
    'effects, each once': outcomes.map((e) => e.event),
    'commands, each once': commands.map((e) => `${e.command ?? ''} ${e.kind} ${e.event}`),
    'attempts that succeeded': attempts.filter((a) => a.status === 'succeeded').map((a) => a.step),
  };
}

/** What differs from a run that nothing happened to, each as one sentence. Empty when both ended the same. */
export function differences(wanted: StoredRun, found: StoredRun): string[] {
  const [a, b] = [view(wanted), view(found)];
  const problems = Object.keys(a).flatMap((key) => difference(key, a[key] ?? [], b[key] ?? []));
  const started = found.attempts.filter((attempt) => attempt.status === 'started');
  return [
    ...found.chain.map((what) => `chain: ${what}`),
    ...problems,
    ...started.map(({ step }) => `left started: ${step}`),
  ];
}

function difference(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  if ([...wanted].sort().join('\n') === [...found].sort().join('\n')) return [];
  const without = (all: readonly string[], others: readonly string[]) =>
    JSON.stringify(all.filter((one) => !others.includes(one))).slice(0, 300);
  const [lost, more] = [without(wanted, found), without(found, wanted)];
  return [`${what}: missing ${lost}, more ${more} (${wanted.length}/${found.length})`];
}
