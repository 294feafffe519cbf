// A long-lived process that sends COUNT commands to one run, each with the revision it expects, and tries again when
// somebody else was faster. Runs the built program: node test/engine/hammer.mjs DATA RUN NAME COUNT
import { DOCUMENTED } from '../../dist/documented-sequence.js';
import { openSession } from '../../dist/open-session.js';

const [dataFolder, run, name, count] = process.argv.slice(2);
const session = await openSession(DOCUMENTED, { dataFolder });
const { umstieg } = session;
const who = session.who(name);
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
await session.close();
process.stdout.write(JSON.stringify({ answered, conflicts }));
process.exit(0);
