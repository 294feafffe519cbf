import { DOCUMENTED } from '../../src/documented-sequence.js';
import { runProgram } from '../../src/run-program.js';
import { changedDefinition } from '../recorded/changed-definition.js';

/** The real command line of a later release: a state of the documented sequence has another name. */
await runProgram({
  purpose: { de: 'Spätere Fassung', en: 'Later release' },
  sequence: () =>
    Promise.resolve({
      ...DOCUMENTED,
      definition: changedDefinition(DOCUMENTED.definition, {
        version: '2.0.0',
        part: 'transfer',
        rename: ['verified', 'proven'],
      }),
    }),
});
