import { MIGRATION_COMMANDS } from './cli/migration-commands.js';
import { runProgram } from './run-program.js';

await runProgram({
  purpose: {
    de: 'Begleitet die Migration von XPhone UC V4 zu XPhone Connect: geprüft, fortsetzbar, nachweisbar.',
    en: 'Guides the migration from XPhone UC V4 to XPhone Connect: checked, resumable, provable.',
  },
  sequence: async () => (await import('./documented-sequence.js')).DOCUMENTED,
  commands: MIGRATION_COMMANDS,
});
