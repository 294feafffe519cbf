// A long-lived process that sends COUNT commands to one run, each with the revision it expects, and tries again when
// somebody else was faster. Runs the built program: node test/engine/hammer.mjs DATA RUN NAME COUNT
import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/app.module.js';
import { StepRegistry } from '../../dist/engine/step-registry.js';
import { commandLineWho, Umstieg } from '../../dist/engine/umstieg.js';

const [dataFolder, run, name, count] = process.argv.slice(2);
const app = await NestFactory.createApplicationContext(AppModule, { logger: false });
const umstieg = await Umstieg.open(app.get(StepRegistry), { dataFolder });
const who = commandLineWho(name);
const answered = [];
let conflicts = 0;

for (let i = 0; i < Number(count); i++) {
  for (let tries = 0; ; tries++) {
    const { revision } = await umstieg.queries.run(run);
    try {
      const key = `${name}-${String(i)}-${String(tries)}`;
      const command = { do: 'assign', step: 'R-101', to: `${name} ${String(i % 3)}` };
      const answer = await umstieg.command(run, command, { who, key, revision });
      answered.push({ key, revision: answer.revision });
      break;
    } catch (error) {
      if (error.code !== 'run.conflict') throw error;
      conflicts++;
    }
  }
}
await umstieg.close();
process.stdout.write(JSON.stringify({ answered, conflicts }));
process.exit(0);
