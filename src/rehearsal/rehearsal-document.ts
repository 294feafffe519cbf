import type { ActedJson } from '../connect/model/acted.js';
import type { Assumptions } from '../connect/model/assumptions.js';
import { REHEARSAL_FORMAT, type Rehearsal } from '../connect/rehearsal/document.js';
import { addActed } from '../connect/simulation/simulate.js';
import { assumptionsUsed, rulesActed } from '../connect/simulation/simulation-json.js';
import { MODEL_NOTE } from '../connect/simulation/simulation-words.js';
import type { Inputs, KeptFile } from './inputs.js';
import type { SettingsDone } from './settings.js';
import type { StandInServer } from './stand-in-server.js';
import type { UserDataDone } from './user-data.js';
import type { ConnectorDone } from './users.js';

/** What the actions of a rehearsal answered. */
export interface Played {
  readonly settings: readonly SettingsDone[];
  readonly connectors: readonly ConnectorDone[];
  readonly userData: UserDataDone;
  readonly again: readonly string[];
  readonly assumptions: Assumptions;
}

/** `rehearsal.json` */
export async function rehearsalDocument(
  server: StandInServer,
  { v4, recorded, planFiles, export: exported }: Inputs,
  { settings, connectors, userData, again, assumptions }: Played,
): Promise<Rehearsal> {
  const acted: ActedJson = addActed([...settings, ...connectors, userData].map((d) => d.acted));
  return {
    format: REHEARSAL_FORMAT,
    model: MODEL_NOTE,
    inputs: {
      v4: named(v4),
      export: { contentHash: exported.contentHash, files: exported.files.length },
      recorded: recorded === null ? null : named(recorded),
      connectors: planFiles.map(([, file]) => named(file)),
    },
    actions: await server.actions(),
    settings: settings.map(({ action, groups }) => ({ action, groups: [...groups] })),
    connectors: connectors.map(({ action, round, connector, totals }) => {
      return { action, round, connector, totals: { ...totals } };
    }),
    dialog: {
      hypothesis: `${assumptions.emailMatch}/with-users-without-data`,
      totals: userData.totals,
    },
    hypotheses: [...userData.hypotheses],
    users: [...userData.users],
    decisions: userData.decisions,
    ledger: await server.ledger(),
    again: { overwritten: [...again] },
    rules: rulesActed(acted),
    assumptions: assumptionsUsed(assumptions, acted).map((a) => ({
      ...a,
      possible: [...a.possible],
    })),
  };
}

function named({ file, sha256 }: KeptFile) {
  return { file, sha256 };
}
