import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { checkConnectorFile } from '../connect/connector-check.js';
import { Matching } from '../connect/matching.js';
import { planSchema } from '../connect/simulation/plan.js';
import { findingsOf } from '../connect/simulation/simulation-findings.js';
import { simulationOf } from '../connect/simulation/simulation-of-plan.js';
import { simulate } from '../connect/simulation/simulate.js';
import { readUserList } from '../connect/user-list.js';
import type { Reason } from '../core/outcome.js';
import type { Flag, GradedKey } from './grade.js';

/** Two gateways, so that an extension alone is ambiguous (KB-NUM). */
const PLAN = {
  rounds: 1,
  connectors: [{ name: 'AD', type: 'ad', source: 'ad-users.csv', line: 'on-creation' }],
  gateways: [
    { name: 'Zentrale', dialing: ['München'] },
    { name: 'Filiale', dialing: ['Hamburg'] },
  ],
  dialingParameters: [
    { name: 'München', country: '49', area: '89', trunk: '99998' },
    { name: 'Hamburg', country: '49', area: '40', trunk: '99999' },
  ],
};

type Check = (folder: string) => Promise<readonly Reason[]>;

/** File commands by their words, as `umstieg` has them: each on the files of one trap. */
const CHECKS: Readonly<Record<string, Check>> = {
  'connector check': async (folder) => {
    const file = 'connector-users.csv';
    const source = () => createReadStream(join(folder, file));
    return (await checkConnectorFile(source, 'create-users', { file })).findings;
  },
  'connector simulate': async (folder) => {
    const list = await listOf(folder, 'ad-users.csv');
    const plan = planSchema.parse(PLAN);
    const told = new Set<string>();
    const runs = simulate(simulationOf(plan, new Map([['ad-users.csv', list]])));
    return [...runs].flatMap((run) => [...findingsOf(run, told)]);
  },
  match: async (folder) => {
    const [source, target] = await Promise.all([
      listOf(folder, 'v4-users.csv'),
      listOf(folder, 'connect-users.csv'),
    ]);
    const matching = new Matching(source, target);
    const rows = [...matching.rows()].filter(({ outcome }) => outcome !== 'exact');
    return [
      ...rows.map(({ outcome, row, reason }) => ({
        code: `match.${outcome}`,
        text: { de: reason, en: reason },
        place: { row },
      })),
      ...matching.findings,
    ];
  },
};

/** What the file commands say of the traps that are theirs, and of the drill's right lists. */
export async function checkFiles(drill: string, { planted }: GradedKey): Promise<Flag[]> {
  const asked = planted.filter(({ expected }) => expected.by in CHECKS);
  const traps = new Map(asked.map(({ trap, expected }) => [`traps/${trap}`, expected.by]));
  const flags: Flag[] = [];
  for (const [folder, by] of [['', 'match'], ['', 'connector simulate'], ...traps] as const) {
    const found = (await CHECKS[by]?.(join(drill, folder))) ?? [];
    flags.push(
      ...found.map(({ code, text, place }) => ({ by, code, text, ...(place ? { place } : {}) })),
    );
  }
  return flags;
}

function listOf(folder: string, file: string) {
  return readUserList(() => createReadStream(join(folder, file)), { file });
}
