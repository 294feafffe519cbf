import { PredictImport } from '../../../src/steps/voicemail-import/predict-import.step.js';
import { handIn, type ContextOverrides } from '../build-context.js';
import { manifest, stored } from '../user-creation/stored.js';

const HEADER = 'email,firstname,name';

/**
 * Five V4 users: Anna and Bert match, Cleo only without regard to letter case, Dora has no user in Connect, Emil matches but nothing was
 * exported for him. Connect has one more user, Zoe.
 */
const SOURCE = ['anna,Anna,A', 'bert,Bert,B', 'cleo,Cleo,Case', 'dora,Dora,D', 'emil,Emil,E'];
const TARGET = ['anna', 'bert', 'CLEO', 'emil', 'zoe'];
const WITH_DATA = ['anna', 'bert', 'cleo', 'dora'];

const at = (name: string) => `${name}@a.example`;

interface More {
  readonly [step: `R-${string}`]: unknown;
  /** Addresses imported by an earlier import. */
  readonly importedBefore?: readonly string[];
}

/** Facts up to R-707 of this customer. */
export function customer({ importedBefore, ...facts }: More = {}): ContextOverrides {
  const rows = SOURCE.map((line) => line.replace(/^\w+/, at));
  const v4 = stored('v4.csv', HEADER, ...rows);
  const connect = stored('connect.csv', 'email', ...TARGET.map(at));
  const exported = manifest(...WITH_DATA.map((name) => `UserData/${at(name)}/name.wav`));
  const ledger = stored('ledger.json', JSON.stringify({ ever: importedBefore ?? [] }));
  const earlier = importedBefore ? { 'R-808': { ledger: ledger.ref.digest } } : {};
  return {
    facts: {
      'R-109': { v4Users: v4.ref },
      'R-406': { manifest: exported.ref.digest },
      'R-706': { list: connect.ref.digest },
      ...earlier,
      ...facts,
    } as never,
    files: [v4.file, connect.file, exported.file, ledger.file],
  };
}

/** The same with the result of R-802, as the step itself computes it. */
export async function predicted(more: More = {}): Promise<ContextOverrides> {
  const { outcome } = await handIn(PredictImport, {}, customer(more));
  return customer({ 'R-802': outcome?.facts, ...more });
}
