import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Changes the code in small ways and asks whether a test notices. `npm run test:mutation` adds to this, file by file, which
 * specs look at it (scripts/mutation.mjs).
 */
export default {
  plugins: ['@stryker-mutator/jest-runner'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // jest never lets go of ES modules it has loaded (jestjs/jest issue 14605): the runner starts anew now and then
  maxTestRunnerReuse: 100,
  // the specs are named one by one; the runner's own search would take all that import the file by any way, hundreds of them
  jest: { projectType: 'custom', configFile: 'jest.config.mjs', enableFindRelatedTests: false },
  ignorePatterns: ['/dist', '/docs/screens', '/coverage'],
  // outside the project: other tests read every file in it
  tempDirName: join(tmpdir(), 'umstieg-mutation'),
  incremental: true,
  reporters: ['clear-text'],
  clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false },
  allowConsoleColors: false,
  warnings: { slow: false },
};
