// Property tests draw fresh examples at each run. SEED=n repeats a run, FC_RUNS=n asks for more examples where a test
// does not fix their number. Without either, fast-check is not even loaded.
const { SEED, FC_RUNS } = process.env;

if (SEED !== undefined || FC_RUNS !== undefined) {
  const { configureGlobal } = await import('fast-check');
  configureGlobal({
    ...(SEED === undefined ? {} : { seed: Number(SEED) }),
    ...(FC_RUNS === undefined ? {} : { numRuns: Number(FC_RUNS) }),
  });
}
