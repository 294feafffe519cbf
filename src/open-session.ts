import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Access } from './access/access.js';
import { ROLE_WORDS } from './access/role-words.js';
import { AppModule } from './app.module.js';
import type { Session } from './cli/ports.js';
import type { Sequence } from './engine/sequence.js';
import { StepRegistry } from './engine/step-registry.js';
import { commandLineWho, engineWho, Umstieg, type UmstiegOptions } from './engine/umstieg.js';
import { wholeReport, writeReport, type ReportWish } from './report/index.js';

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
      report: (opened, runId) =>
        wholeReport(opened, runId, { language: 'de', ...rolesOf(accessTo(opened)) }),
    });
    const access = accessTo(umstieg);
    return {
      umstieg,
      access,
      require: () => Promise.resolve(),
      who: (name) => (name === undefined ? engineWho() : commandLineWho(name)),
      report: (runId, format, wish) =>
        writeReport(umstieg, runId, format, { ...wish, ...rolesOf(access) }),
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

function accessTo({ core: { database, keys } }: Umstieg): Access {
  return new Access({ database, hmac: (value) => keys.hmac(value) });
}

/** The roles that accounts have in a project, in words. */
function rolesOf(access: Access): Pick<ReportWish, 'roles'> {
  return {
    roles: async (projectId) => {
      const known = await access.people.rolesIn(projectId);
      return new Map(
        [...known].map(([name, roles]) => [name, roles.map((role) => ROLE_WORDS[role])]),
      );
    },
  };
}
