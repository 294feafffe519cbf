import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play, type PlayResult } from '../../src/cli/play.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import type { Answer } from '../../src/drill/answer.js';
import { answersFile } from '../../src/drill/answers.js';
import type { Customer } from '../../src/drill/customer.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho, engineWho, Umstieg } from '../../src/engine/umstieg.js';
import { writeReport } from '../../src/report/index.js';
import { makeFolder } from '../steps/temporary-folder.js';
import { StepContract } from './step-contract.js';
import { WatchedRegistry } from './watched-registry.js';

export interface PracticeRun {
  readonly contract: StepContract;
  readonly umstieg: Umstieg;
  readonly runId: string;
  /** Data folder of the installation. */
  readonly data: string;
  readonly result: PlayResult;
}

/** Plays answers of a practice customer through the real engine on a real file, every attempt under the contract. */
export async function practiceRun(
  app: INestApplicationContext,
  customer: Customer,
  answers: readonly Answer[],
): Promise<PracticeRun> {
  const folder = makeFolder();
  const [drill, data] = [join(folder, 'drill'), join(folder, 'data')];
  await newDrill({ out: drill, users: customer.people.length, seed: customer.seed });
  const played = join(drill, 'played.yaml');
  writeFileSync(played, answersFile(answers));
  mkdirSync(join(drill, 'out'));
  const contract = new StepContract({
    folder,
    own: ['umstieg.sqlite', 'work', 'evidence', 'keys'].map((name) => join(data, name)),
    outputs: [join(data, 'bundles')],
    secrets: [customer.requestCode, customer.securityCode],
  });
  const registry = new WatchedRegistry(app.get(DiscoveryService), DOCUMENTED, contract.watch);
  const umstieg = await Umstieg.open(registry, {
    dataFolder: data,
    report: async (opened, run) => ({
      html: await writeReport(opened, run, 'html', 'de'),
      json: await writeReport(opened, run, 'json', 'de'),
    }),
  });
  const who = commandLineWho('Anna Berg');
  const { runId } = await umstieg.newProject({ customer: customer.name, kind: 'drill', who });
  const session = {
    umstieg,
    who: (name: string | undefined) => (name === undefined ? engineWho() : commandLineWho(name)),
    report: (run: string, format: 'html' | 'json', language: 'de' | 'en') =>
      writeReport(umstieg, run, format, language),
    close: () => umstieg.close(),
  };
  const file = await readAnswers(played);
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  const result = await play({ session, runId, file, as: undefined, environment: {}, ...quiet });
  return { contract, umstieg, runId, data, result };
}
