import { join } from 'node:path';
import { DiscoveryService, NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play, type PlayResult } from '../../src/cli/play.js';
import type { Sequence } from '../../src/engine/sequence.js';
import { commandLineWho, engineWho, Umstieg } from '../../src/engine/umstieg.js';
import { wholeReport, writeReport, type ReportWish } from '../../src/report/index.js';
import { StepContract } from './step-contract.js';
import { WatchedRegistry } from './watched-registry.js';
import { accessTo } from '../http/api.js';

export interface ContractRun {
  readonly contract: StepContract;
  readonly umstieg: Umstieg;
  readonly runId: string;
  /** Data folder of the installation. */
  readonly data: string;
  readonly result: PlayResult;
  close(): Promise<void>;
}

/**
 * Plays an answer file through the real engine on a real file, every attempt of every step under the contract.
 * @param o.folder everything the steps may reach; the data folder is made in it
 */
export async function contractRun(
  sequence: Sequence,
  o: {
    readonly folder: string;
    readonly answers: string;
    readonly customer: string;
    readonly secrets?: readonly string[];
  },
): Promise<ContractRun> {
  const data = join(o.folder, 'data');
  const contract = new StepContract({
    folder: o.folder,
    own: ['umstieg.sqlite', 'work', 'evidence', 'keys'].map((name) => join(data, name)),
    outputs: [join(data, 'bundles')],
    secrets: o.secrets ?? [],
  });
  const app = await NestFactory.createApplicationContext(AppModule.of(sequence), {
    logger: false,
  });
  const registry = new WatchedRegistry(app.get(DiscoveryService), sequence, contract.watch);
  const umstieg = await Umstieg.open(registry, {
    dataFolder: data,
    report: (opened, run) => wholeReport(opened, run, { language: 'de' }),
  });
  const who = commandLineWho('Anna Berg');
  const { runId } = await umstieg.newProject({ customer: o.customer, kind: 'drill', who });
  const close = async () => {
    await umstieg.close();
    await app.close();
  };
  const session = {
    umstieg,
    access: accessTo(umstieg),
    require: () => Promise.resolve(),
    close,
    who: (name: string | undefined) => (name === undefined ? engineWho() : commandLineWho(name)),
    report: (run: string, format: 'html' | 'json', wish: ReportWish) =>
      writeReport(umstieg, run, format, wish),
  };
  const file = await readAnswers(o.answers);
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  const result = await play({ session, runId, file, as: undefined, environment: {}, ...quiet });
  return { contract, umstieg, runId, data, result, close };
}
