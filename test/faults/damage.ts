import {
  chmodSync,
  cpSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EvidenceStore } from '../../src/persistence/evidence.store.js';
import { databaseIn } from '../persistence/raw-file.js';
import { goesOn, historyProblems } from './aftermath.js';
import { changeRows, gone, laterRelease, twoRuns, type TwoRuns } from './damaged-folder.js';
import type { Bench, Fault, Trial } from './fault.js';
import { run as ended, umstieg, type Ended } from './processes.js';
import { copyTo, send } from './sent.js';

const PAGE = 4_096;

interface Damage {
  readonly name: string;
  readonly what: string;
  readonly behavior: string;
  readonly full: number;
  /** @param at a copy of the folder, to be damaged */
  harm(at: TwoRuns, random: () => number): void | Promise<void>;
  /** One of these codes `doctor` or the start has to say. */
  readonly codes: readonly string[];
  /** The run that is not touched and has to go on; absent where the whole file is unsound. */
  readonly other?: 'run' | 'later';
  /** The way out; the last copy of the folder is put back where nothing else is said. */
  wayOut?(at: TwoRuns): Promise<string[]>;
}

const BROKEN = ['store.corrupt', 'doctor.database', 'snapshot.corrupt', 'audit.chain-broken'];

const DAMAGES: readonly Damage[] = [
  {
    ...{ name: 'damage.page', full: 40, codes: BROKEN },
    what: 'a page of the database overwritten at random',
    behavior: '`doctor` finds it or the start is refused; the last copy of the folder goes on',
    harm: ({ data }, random) => {
      const file = databaseIn(data);
      const pages = Math.floor(statSync(file).size / PAGE);
      const bytes = readFileSync(file);
      const page = 1 + Math.floor(random() * (pages - 1));
      for (let i = 0; i < PAGE; i++) bytes[page * PAGE + i] = Math.floor(random() * 256);
      writeFileSync(file, bytes);
    },
  },
  {
    ...{ name: 'damage.snapshot', full: 10, codes: ['snapshot.corrupt'], other: 'later' },
    what: 'the stored state of a run changed',
    behavior: 'that run stands still and `doctor` names it; the others go on',
    harm: ({ data, run }, random) =>
      changeRows(
        data,
        `UPDATE run SET state = substr(state, 1, ${String(20 + Math.floor(random() * 200))}) || 'x' || substr(state, 300) WHERE id = '${run}'`,
      ),
  },
  {
    ...{ name: 'damage.audit', full: 10, codes: ['chain.', 'audit.'], other: 'later' },
    what: 'an audit entry of a run changed',
    behavior: '`doctor` names run and entry, exit 5; the others go on',
    harm: ({ data, run }, random) =>
      changeRows(
        data,
        `UPDATE audit_entry SET body = replace(body, '"kind":', '"kinD":') WHERE run_id = '${run}' AND seq = ${String(1 + Math.floor(random() * 3))}`,
      ),
  },
  {
    ...{ name: 'damage.evidence', full: 10, codes: ['bundle.evidence-'], other: 'later' },
    what: 'an evidence file changed or gone',
    behavior: '`doctor` names it; sent again it is whole',
    harm: ({ data, evidence }, random) => {
      const path = join(data, evidence[0]);
      if (random() < 0.5) return gone(path);
      chmodSync(path, 0o600);
      const bytes = readFileSync(path);
      bytes[Math.floor(random() * bytes.length)]! ^= 1 << Math.floor(random() * 8);
      writeFileSync(path, bytes);
    },
    wayOut: sentAgain,
  },
  {
    ...{ name: 'damage.evidence-swapped', full: 2, codes: ['bundle.evidence-'], other: 'later' },
    what: 'two evidence files swapped',
    behavior: '`doctor` names them; sent again they are whole',
    harm: ({ data, evidence: [one, other] }) => {
      const aside = join(data, 'aside');
      renameSync(join(data, one), aside);
      renameSync(join(data, other), join(data, one));
      renameSync(aside, join(data, other));
    },
    wayOut: sentAgain,
  },
  {
    ...{ name: 'damage.definition', full: 5, codes: ['definition.missing'], other: 'run' },
    what: 'a run whose definition is not in the database and not in the program',
    behavior:
      'that run stands still and `doctor` names it; the others go on; the last copy goes on',
    harm: ({ data, later }) =>
      changeRows(
        data,
        `DELETE FROM definition WHERE hash = (SELECT definition FROM run WHERE id = '${later}')`,
      ),
  },
];

/** As uploads do. */
async function sentAgain({ data, run, files }: TwoRuns): Promise<string[]> {
  const store = new EvidenceStore(join(data, 'evidence'));
  for (const file of files) await store.putFile(file);
  return goesOn(data, run);
}

export const damage: readonly Fault[] = DAMAGES.map((one) => ({
  name: one.name,
  provoked: one.what,
  behavior: one.behavior,
  needs: [],
  tries: { slice: 1, full: one.full },
  trials: (bench) => trials(one, bench),
}));

async function* trials(one: Damage, { folder, count, random }: Bench): AsyncIterable<Trial> {
  const base = await twoRuns(folder, async (data) => {
    const project = ['--as', 'Lena', 'project', 'new', '--customer', 'Spätere GmbH'];
    const { code, stdout, stderr } = await ended(laterRelease(data, ...project));
    if (code !== 0) throw new Error(`the later release: ${stderr}`);
    return (JSON.parse(stdout) as { id: string }).id;
  });
  for (let i = 0; i < count; i++) {
    const at = { ...base, data: copyTo(base.data, join(folder, String(i))) };
    await one.harm(at, random);
    const named = namedIn(await ended(umstieg(at.data, 'doctor')), one.codes);
    const others = one.other === undefined ? [] : await otherGoesOn(at, at[one.other]);
    const out = one.wayOut ? await one.wayOut(at) : await putBack(at, base);
    yield { what: `try ${String(i + 1)}`, problems: [...named, ...others, ...out] };
  }
}

/** `doctor` does not end with 0, says one of the codes, and a sentence for a person. */
function namedIn({ code, stdout, stderr }: Ended, codes: readonly string[]): string[] {
  const said = `${stdout}${stderr}`;
  if (code === 0) return ['`doctor` found nothing'];
  if (stderr.includes('[unexpected]')) return [`\`doctor\` broke: ${stderr}`];
  return codes.some((one) => said.includes(`"code": "${one}`)) ? [] : [`\`doctor\` says: ${said}`];
}

async function otherGoesOn(at: TwoRuns, run: string): Promise<string[]> {
  const { answered } = await send(at.data, run, { count: 2 });
  const refused = answered.filter((a) => a.code !== undefined);
  return [
    ...(answered.length === 2 ? [] : ['the other run did not answer']),
    ...refused.map((a) => `the other run: ${String(a.text)}`),
    ...(await historyProblems(at.data, run, answered)),
  ];
}

async function putBack(at: TwoRuns, base: TwoRuns): Promise<string[]> {
  rmSync(at.data, { recursive: true });
  cpSync(base.data, at.data, { recursive: true });
  return goesOn(at.data, at.run);
}
