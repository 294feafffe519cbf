import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Access } from './access/access.js';
import { AppModule } from './app.module.js';
import type { Session } from './cli/ports.js';
import type { Sequence } from './engine/sequence.js';
import { StepRegistry } from './engine/step-registry.js';
import { commandLineWho, engineWho, Umstieg, type UmstiegOptions } from './engine/umstieg.js';
import { wholeReport, writeReport } from './report/index.js';

/**
 * Opens a data folder for one sequence: engine, report and who acts.
 * @throws InvariantError definition.invalid, RequestError store.*
 */
export async function openSession(
  sequence: Sequence,
  options: Omit<UmstiegOptions, 'report'>,
): Promise<Session> {
  const app = await NestFactory.createApplicationContext(AppModule.of(sequence), {
    logger: false,
    abortOnError: false,
  });
  try {
    const umstieg = await Umstieg.open(app.get(StepRegistry), {
      ...options,
      report: (opened, runId) => wholeReport(opened, runId, 'de'),
    });
    const { database, keys } = umstieg.core;
    return {
      umstieg,
      access: new Access({ database, hmac: (value) => keys.hmac(value) }),
      require: () => Promise.resolve(),
      who: (name) => (name === undefined ? engineWho() : commandLineWho(name)),
      report: (runId, format, language) => writeReport(umstieg, runId, format, language),
      close: async () => {
        await umstieg.close();
        await app.close();
      },
    };
  } catch (error) {
    await app.close();
    throw error;
  }
}
