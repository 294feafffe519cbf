import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secondVerifier } from '../audit/second-verifier.js';
import { documentOf, errorOf, Folder, withEngine, type Ended } from './command-line.js';

/** Strings that stand nowhere but in what is erased. */
const PLANTED = [
  ...['Quietschbach', 'Zwirbelvoss', 'zwirbel@', 'Inhaltkwertz', 'namekwertz', 'Notizkwertz'],
  ...['Grundkwertz', 'Entwurfkwertz'],
];
const CLAIM = [
  ...['customer=Quietschbach GmbH', 'partner=Systemhaus', 'contacts=zwirbel@x.example'],
  ...['sourceProduct=uc-v4', 'sourceVersion=4.5.5', 'targetVersion=V9 SR1'],
].flatMap((pair) => ['--set', pair]);
const lena = ['--as', 'Lena Zwirbelvoss'];
const owner = ['--as', 'Olga Berg'];
const why = ['--reason', 'Antrag vom 3. Mai'];
let folder: Folder;
let run: string;
let project: string;
let here: (...args: readonly string[]) => Promise<Ended>;
let there: typeof here;

const at = (...names: readonly string[]) => join(folder.path, ...names);

beforeEach(async () => {
  folder = new Folder();
  const call = await withEngine();
  here = (...args) => call('--lang', 'en', '--data', at('data'), '--json', ...args);
  there = (...args) => call('--lang', 'en', '--data', at('other', 'data'), '--json', ...args);
  const made = documentOf(await here(...lena, 'project', 'new', '--customer', 'Quietschbach GmbH'));
  run = (made as { id: string }).id;
  const listed = documentOf(await here('project', 'list')) as { id: string; projectId: string }[];
  project = listed.find(({ id }) => id === run)?.projectId ?? '';
  const evidence = folder.file('namekwertz.txt', 'Inhaltkwertz von Lena Zwirbelvoss');
  await here(...lena, 'task', 'do', run, 'R-101', ...CLAIM, '--evidence', evidence);
  await here(...lena, 'task', 'note', run, 'R-101', '--text', 'Notizkwertz');
  mkdirSync(at('data', 'drafts'), { recursive: true });
  const draft = {
    run,
    step: 'R-102',
    savedAt: 'x',
    acknowledged: [],
    values: { a: 'Entwurfkwertz' },
  };
  writeFileSync(at('data', 'drafts', `${'a'.repeat(64)}.json`), JSON.stringify(draft));
});
afterEach(() => {
  folder.remove();
});

const cancel = () => here(...lena, 'project', 'cancel', run, '--reason', 'Grundkwertz');
const eraseProject = (...more: readonly string[]) =>
  here(...owner, 'erase', 'project', project, ...why, ...more);
const sound = async (call: typeof here, ...what: readonly string[]) => {
  const verified = await call('audit', 'verify', ...what);
  return [verified.code, (documentOf(verified) as { findings?: unknown }).findings];
};

/** Which of the planted strings stand in any file of a folder, in any spelling SQLite and we write. */
function planted(root = at('data')): string[] {
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((e) =>
    e.isFile(),
  );
  const bytes = files.map((e) => [e.name, readFileSync(join(e.parentPath, e.name))] as const);
  return PLANTED.filter((word) =>
    bytes.some(([name, content]) => name.includes(word) || content.includes(word)),
  );
}

describe('erase project', () => {
  it('takes every personal byte out of the data folder; chain, tree and bundles still verify', async () => {
    await cancel();
    const [before, after] = [at('before.zip'), at('after.zip')];
    await here(...lena, 'bundle', 'export', run, '-o', before);
    const head = at('head.txt');
    await here('audit', 'head', '-o', head);
    expect(planted()).toEqual(PLANTED);

    const counted = documentOf(await eraseProject('--dry-run'));
    expect(counted).toMatchObject({ dryRun: true, runs: [{ run, kept: 0 }] });
    expect(planted()).toEqual(PLANTED);

    const erased = await eraseProject();
    expect([erased.code, documentOf(erased)]).toMatchObject([
      0,
      { dryRun: false, runs: (counted as { runs: unknown }).runs },
    ]);
    expect(planted()).toEqual([]);
    expect(await sound(here, run)).toEqual([0, []]);
    expect(await sound(here, '--anchor', head)).toEqual([0, []]);
    expect((await here('doctor')).code).toBe(0);

    await here(...owner, 'bundle', 'export', run, '-o', after);
    const { verify } = await secondVerifier();
    for (const file of [before, after]) {
      expect((await here('bundle', 'verify', file)).code).toBe(0);
      expect(verify(file)).toMatchObject({ status: 'consistent-signer-unverified' });
    }
    expect(planted(folder.path).length).toBeGreaterThan(0); // the archive that was given away before
    const trail = await here('audit', 'show', run);
    expect(trail.stdout).toContain('values.erased');
    expect((await here('project', 'show', run)).code).toBe(0);
    expect((await here('project', 'show', run, '--all')).code).toBe(0);
    expect((await here('report', run, '--format', 'html')).code).toBe(0);
  });

  it('again changes nothing, and finishes what was interrupted', async () => {
    await cancel();
    await eraseProject();
    const trail = (await here('audit', 'show', run)).stdout;
    expect(documentOf(await eraseProject())).toMatchObject({ runs: [] });
    expect((await here(...owner, 'erase', 'finish')).code).toBe(0);
    expect((await here('audit', 'show', run)).stdout).toBe(trail);
  });

  it('waits until every run of the project has ended, and is given a reason without the name', async () => {
    const open = await eraseProject();
    expect([open.code, errorOf(open).code]).toEqual([3, 'erase.run-open']);
    await cancel();
    const none = await here(...owner, 'erase', 'project', project);
    expect(errorOf(none).code).toBe('reason.required');
    const named = await here(
      ...owner,
      'erase',
      'project',
      project,
      '--reason',
      'Quietschbach GmbH will',
    );
    expect(errorOf(named).code).toBe('input.invalid');
    expect(planted()).toEqual(PLANTED);
  });
});

describe('erase person', () => {
  it('takes out what names somebody; an open run keeps what it still reads, until it has ended', async () => {
    const erase = () =>
      here(...owner, 'erase', 'person', 'Lena Zwirbelvoss', '--also', 'zwirbel@x.example', ...why);
    const first = documentOf(await erase()) as { runs: { run: string; kept: number }[] };
    expect(first.runs.find((one) => one.run === run)?.kept).toBeGreaterThan(0);
    expect(await sound(here, run)).toEqual([0, []]);
    const again = await here(...lena, 'task', 'redo', run, 'R-101', '--reason', 'falsch');
    expect(again.code).toBe(0);
    await here('--as', 'Otto', 'project', 'cancel', run, '--reason', 'Ende');
    await erase();
    expect(planted()).toEqual(['Quietschbach', 'Notizkwertz', 'Entwurfkwertz']);
    expect(await sound(here, run)).toEqual([0, []]);
    expect(await sound(here)).toEqual([0, []]);
  });
});

describe('a backup from before an erasure', () => {
  it('is restored without what was erased since, by the register beside the evidence', async () => {
    await cancel();
    const old = at('safe', 'old.backup');
    await here(...owner, 'backup', '-o', old);
    await eraseProject();
    await here(...owner, 'backup', '-o', at('safe', 'new.backup'));
    expect(
      readdirSync(at('safe', 'evidence')).filter(
        (name) => name !== 'erasures.jsonl' && readdirSync(at('safe', 'evidence', name)).length > 0,
      ),
    ).toEqual([]);
    const restored = await there(
      ...owner,
      'restore',
      old,
      '--evidence',
      at('safe', 'evidence'),
      ...why,
    );
    expect([restored.code, documentOf(restored)]).toMatchObject([0, { ok: true }]);
    expect((documentOf(restored) as { repeated: number }).repeated).toBeGreaterThan(5);
    expect(planted(at('other', 'data'))).toEqual([]);
    expect(await sound(there, run)).toEqual([0, []]);
    expect(await sound(there)).toEqual([0, []]);
  });
});
