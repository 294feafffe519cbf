import { join } from 'node:path';
import { assumptionsOf, simulationOf } from '../connect/simulation/simulation-of-plan.js';
import { isDue } from '../connect/simulation/simulate.js';
import type { Decisions, Rehearsal } from '../connect/rehearsal/document.js';
import { writeDurably } from '../persistence/durable-file.js';
import { connectCsv } from './connect-list.js';
import { ExportedContent } from './exported-content.js';
import { readPlanLists, readV4, recordedIds, type Inputs } from './inputs.js';
import { rehearsalDocument, type Played } from './rehearsal-document.js';
import { makeSafetyExport } from './safety-export.js';
import { importSettings, installSettings } from './settings.js';
import type { StandInServer } from './stand-in-server.js';
import { importUserData, overwrittenAgain } from './user-data.js';
import { recordInConnect, runConnector, type ConnectorDone } from './users.js';

export interface PlayOptions {
  readonly decisions: Decisions;
  /** Groups of settings that are ticked; default all. */
  readonly select?: readonly string[];
  /** Imports the user data a second time, with the same decisions. */
  readonly again?: boolean;
  /** Told before each action. */
  readonly progress?: (key: string) => void;
}

export interface PlayedRehearsal {
  readonly rehearsal: Rehearsal;
  /** Users of the left table nobody has decided on. */
  readonly undecided: readonly string[];
}

/**
 * Plays the part of the sequence that happens on the Connect server, and writes `connect-users.csv` (before the import of
 * user data) and `rehearsal.json`. What was played already is not done again.
 * @throws RequestError file.unreadable | command.mismatch
 */
export async function playRehearsal(
  server: StandInServer,
  o: PlayOptions,
): Promise<PlayedRehearsal> {
  const inputs = (await server.about('inputs')) as Inputs;
  const player = new Player(server, inputs, o);
  const played = await player.play();
  const rehearsal = await rehearsalDocument(server, inputs, played);
  const file = join(server.folder, 'rehearsal.json');
  await writeDurably(file, `${JSON.stringify(rehearsal, null, 1)}\n`);
  return { rehearsal, undecided: played.userData.undecided };
}

class Player {
  private readonly content: ExportedContent;
  private readonly folder: { readonly root: string; readonly content: ExportedContent };

  constructor(
    private readonly server: StandInServer,
    private readonly inputs: Inputs,
    private readonly o: PlayOptions,
  ) {
    this.content = new ExportedContent(inputs.export.files);
    this.folder = { root: inputs.export.root, content: this.content };
  }

  async play(): Promise<Played> {
    const { server, inputs, folder } = this;
    const assumptions = assumptionsOf(inputs.plan);
    await installSettings(server, [...folder.content.groups.keys()]);
    const settings = [await this.settings(1), await this.settings(2)];
    const connectors = await this.connectors(1, 1);
    this.say('recording-1');
    await recordInConnect(server, 'recording-1', await recordedIds(server.folder, inputs));
    const v4 = await readV4(server.folder, inputs);
    await this.listUsers();
    const userData = await this.userData(1);
    if (this.o.again === true) await this.userData(2);
    const more = await this.connectors(2, inputs.plan.rounds);
    const exported = folder.content.userData(v4);
    const again = overwrittenAgain(await server.state(), exported, assumptions);
    return { settings, connectors: [...connectors, ...more], userData, again, assumptions };
  }

  /** Safety export, then the ticked groups; the second time everything is overwritten again. */
  private async settings(time: number) {
    const { server, folder, o } = this;
    const selected = o.select ?? [...folder.content.groups.keys()];
    this.say(`safety-settings-${time}`);
    await makeSafetyExport(server, `safety-settings-${time}`, 'settings');
    this.say(`settings-${time}`);
    return importSettings(server, `settings-${time}`, folder, selected);
  }

  private async connectors(from: number, to: number): Promise<ConnectorDone[]> {
    const { server, inputs } = this;
    const files = await readPlanLists(server.folder, inputs);
    const { connectors, order, assumptions } = simulationOf(inputs.plan, files);
    const runs = new Map<string, number>();
    const done: ConnectorDone[] = [];
    for (let round = 1; round <= to; round++) {
      for (const [place, name] of order.entries()) {
        const planned = connectors.find((c) => c.connector.name === name);
        const before = runs.get(name) ?? 0;
        if (!planned || !isDue(planned, round, before)) continue;
        runs.set(name, before + 1);
        const source = planned.sources[Math.min(before, planned.sources.length - 1)];
        if (!source || round < from) continue;
        const key = `connector-${round}-${place + 1}-${name}`;
        this.say(key);
        const { connector } = planned;
        done.push(await runConnector(server, key, round, connector, source, assumptions));
      }
    }
    return done;
  }

  private async userData(time: number) {
    const { server, inputs, folder, o } = this;
    this.say(`safety-user-data-${time}`);
    await makeSafetyExport(server, `safety-user-data-${time}`, 'user-data');
    this.say(`user-data-${time}`);
    const v4 = await readV4(server.folder, inputs);
    const assumptions = assumptionsOf(inputs.plan);
    return importUserData(server, `user-data-${time}`, folder, v4, o.decisions, assumptions);
  }

  /** The list for R-706, as it is before the import. */
  private async listUsers(): Promise<void> {
    const actions = await this.server.actions();
    if (actions.some(({ kind }) => kind === 'user-data-import')) return;
    const csv = connectCsv(await this.server.state());
    await writeDurably(join(this.server.folder, 'connect-users.csv'), csv);
  }

  private say(key: string): void {
    this.o.progress?.(key);
  }
}
