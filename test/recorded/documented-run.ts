import 'reflect-metadata';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../src/app.module.js';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play, type PlayResult } from '../../src/cli/play.js';
import { StepRegistry } from '../../src/engine/step-registry.js';
import { commandLineWho, engineWho, Umstieg } from '../../src/engine/umstieg.js';
import type { DefinitionJson } from '../../src/machines/definition.js';
import { writeReport } from '../../src/report/index.js';

export interface Documented {
  readonly umstieg: Umstieg;
  newRun(customer: string): Promise<string>;
  /** Plays those answers of a drill folder whose ids `choose` leaves. */
  play(
    runId: string,
    drill: string,
    choose: (ids: readonly string[]) => readonly string[],
  ): Promise<PlayResult>;
  close(): Promise<void>;
}

/** A data folder with the real steps under a definition of the documented sequence. */
export async function openDocumented(
  dataFolder: string,
  definition: DefinitionJson,
  now?: () => Date,
): Promise<Documented> {
  const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
  const umstieg = await Umstieg.open(app.get(StepRegistry), {
    dataFolder,
    definition,
    ...(now ? { now } : {}),
    report: async (opened, run) => ({
      html: await writeReport(opened, run, 'html', 'de'),
      json: await writeReport(opened, run, 'json', 'de'),
    }),
  });
  const close = async () => {
    await umstieg.close();
    await app.close();
  };
  const session = {
    umstieg,
    who: (name: string | undefined) => (name === undefined ? engineWho() : commandLineWho(name)),
    report: (run: string, format: 'html' | 'json', language: 'de' | 'en') =>
      writeReport(umstieg, run, format, language),
    close,
  };
  return {
    umstieg,
    close,
    newRun: async (customer) => {
      const who = commandLineWho('Anna Berg');
      return (await umstieg.newProject({ customer, kind: 'drill', who })).runId;
    },
    play: async (runId, drill, choose) => {
      const file = await readAnswers(join(drill, 'answers.yaml'));
      const chosen = new Set(choose(file.answers.map((a) => a.id)));
      const answers = file.answers.filter((a) => chosen.has(a.id));
      const quiet = { onEntry: () => undefined, warn: () => undefined };
      return play({
        session,
        runId,
        file: { ...file, answers },
        as: undefined,
        environment: {},
        ...quiet,
      });
    },
  };
}
