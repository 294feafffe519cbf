import { f2 } from '../connect/fold.js';
import type { ActedJson } from '../connect/model/acted.js';
import type { Assumptions } from '../connect/model/assumptions.js';
import type { Connector, ConnectorSource } from '../connect/model/connector.js';
import type { RunTotals } from '../connect/model/effect.js';
import { runConnector as runInModel } from '../connect/model/run-connector.js';
import { replaceFiles } from './replace-files.js';
import type { StandInServer } from './stand-in-server.js';

export interface ConnectorDone {
  readonly action: number;
  readonly round: number;
  readonly connector: string;
  readonly totals: RunTotals;
  readonly acted: ActedJson;
}

/** One run of a connector. Whoever is deleted loses the greetings; the ledger says by which run. */
export function runConnector(
  server: StandInServer,
  key: string,
  round: number,
  connector: Connector,
  source: ConnectorSource,
  assumptions: Assumptions,
): Promise<ConnectorDone> {
  const request = { round, connector };
  return server.act(key, 'connector', request, async (acting) => {
    const { rows, number } = acting;
    const before = await rows.state();
    const { state, effects, totals, acted } = runInModel(before, connector, source, assumptions);
    for (const { what, user, email } of effects) {
      if (what === 'deleted' && user !== null)
        await replaceFiles(acting, `user:${user}`, email, []);
    }
    await rows.setState(state);
    return { action: number, round, connector: connector.name, totals, acted };
  });
}

/** Stands for sound nobody can know here. */
const RECORDING = 'recorded-in-connect.txt';

/** Users who record a greeting of their own in Connect: the import will show them yellow (manual line 203). */
export function recordInConnect(
  server: StandInServer,
  key: string,
  ids: readonly string[],
): Promise<{ readonly action: number; readonly users: number }> {
  const named = new Set(ids.map(f2));
  return server.act(key, 'recording', { ids }, async ({ rows, contents, number }) => {
    const state = await rows.state();
    let recorded = 0;
    const users = [];
    for (const user of state.users) {
      if (user.data !== null || !named.has(f2(user.id))) {
        users.push(user);
        continue;
      }
      const text = `MODELL / MODEL: steht für eine eigene Aufnahme / stands for a recording of ${user.email}\n`;
      const bytes = Buffer.from(text, 'utf8');
      const sha256 = await contents.putBytes(bytes);
      const file = { path: RECORDING, sha256, size: bytes.length, action: null };
      await rows.replaceFiles(`user:${user.key}`, [file]);
      const data = { origin: 'recorded' as const, greetings: [RECORDING], recordedName: false };
      users.push({ ...user, data });
      recorded++;
    }
    await rows.setState({ ...state, users });
    return { action: number, users: recorded };
  });
}
