import { anna, cleanUp, newTinyRun, openTiny, temporaryFolder } from './tiny-sequence.js';

afterAll(cleanUp);

it('finds nothing wrong with a run that others go on working on while it is verified', async () => {
  const folder = await temporaryFolder();
  const worker = await openTiny(folder);
  const auditor = await openTiny(folder);
  const run = await newTinyRun(worker);
  const work = { going: true };
  const commands = (async () => {
    for (let i = 0; i < 150; i++)
      await worker.command(run, { do: 'assign', step: 'T-101', to: `Person ${i}` }, anna);
    work.going = false;
  })();
  const verdicts = [];
  while (work.going) verdicts.push(await auditor.verify(run));
  await commands;
  expect(verdicts.flatMap((v) => v.findings.map((f) => f.code))).toEqual([]);
  const lengths = verdicts.map((v) => v.entries);
  expect(new Set(lengths).size).toBeGreaterThan(2); // it was verified at several moments
  expect((await auditor.verify(run)).entries).toBeGreaterThan(150);
});
