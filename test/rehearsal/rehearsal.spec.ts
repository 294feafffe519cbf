import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '../../src/connect/manifest.js';
import { fit, type ObservedTotals } from '../../src/connect/prediction-fit.js';
import { parseRehearsal } from '../../src/connect/rehearsal/document.js';
import { inventCustomer } from '../../src/drill/customer.js';
import { answerKey, count, hasData } from '../../src/drill/key.js';
import { errorOf, withoutEngine } from '../cli/command-line.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { madeRehearsal, played } from './made-rehearsal.js';

afterAll(removeFolders);

const file = (name: string, content: string) => {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  return path;
};
const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');

describe('a rehearsal of the practice customer', () => {
  it.each([
    [6, 1],
    [13, 3],
    [25, 8],
  ])('shows the numbers of the practice window: %i users, seed %i', async (users, seed) => {
    const { folder } = await madeRehearsal(users, seed);
    const { code, found } = await played(folder);
    const customer = inventCustomer(users, seed);
    const { prediction } = answerKey(customer);
    const { green, yellow } = prediction.overviewOfAll;
    const { left, right, withoutData } = prediction;
    expect(code).toBe(0);
    expect(found.dialog.totals).toEqual({
      overview: users,
      green,
      yellow,
      left,
      right,
      withoutData,
    });
    const shown = found.dialog.totals as ObservedTotals;
    const fitting = fit(shown, found.hypotheses).fitting.map(({ id }) => id);
    expect(fitting).toContain(found.dialog.hypothesis);
    const [ad, lines] = found.connectors;
    expect(ad?.totals).toMatchObject({ created: users + 1, refused: 0 });
    expect(lines?.totals).toMatchObject({ changed: count(customer).dynamicUsers, created: 0 });
    const imported = found.users.filter(({ what }) => what === 'imported').length;
    expect(imported).toBe(customer.people.filter((p) => hasData(p) && !p.recordedInConnect).length);
  });

  it('is labeled as a model and names its assumptions in both languages', async () => {
    const { folder } = await madeRehearsal(6, 1);
    const { found } = await played(folder);
    const written = parseRehearsal(readFileSync(join(folder, 'rehearsal.json'), 'utf8'));
    expect({ ...written, file: join(folder, 'rehearsal.json'), undecided: [] }).toEqual(found);
    expect(found.model.en).toContain('model');
    expect(found.assumptions.find(({ id }) => id === 'emailMatch')?.used).toBeGreaterThan(0);
    for (const language of ['de', 'en']) {
      const { stdout } = await withoutEngine('rehearsal', 'play', folder, '--lang', language);
      expect(stdout).toMatch(/^MODELL \/ MODEL: /);
      expect(stdout).toContain('emailMatch = exact: ');
      const [created, replaced] =
        language === 'de' ? ['angelegt', 'überschrieben'] : ['created', 'overwritten'];
      expect(stdout).toMatch(new RegExp(`: ${created} \\d+\n`));
      expect(stdout).toMatch(new RegExp(`: ${replaced} \\d+\n`));
    }
  });

  it('says who is left without a decision and ends with 5 until somebody decides', async () => {
    const drill = await madeRehearsal(6, 1);
    const [gone] = inventCustomer(6, 1).people.slice(3);
    const ad = readFileSync(join(drill.drill, 'ad-users.csv'), 'utf8');
    const others = ad.split('\n').filter((line) => !line.startsWith(gone?.sid ?? '-'));
    const list = file('ad.csv', others.join('\n'));
    const first = await played((await madeRehearsal(6, 1, '--ad', list)).folder);
    expect(first).toMatchObject({ code: 5, found: { undecided: [gone?.email] } });
    const accept = `unmatched: [{email: ${gone?.email ?? ''}, decision: accept, reason: left}]`;
    const decisions = ['--decisions', file('decisions.yaml', accept)];
    const second = await played((await madeRehearsal(6, 1, '--ad', list)).folder, ...decisions);
    expect(second).toMatchObject({
      code: 0,
      found: { undecided: [], dialog: { totals: { left: 1 } } },
    });
  });
});

describe('the ledger', () => {
  it('names who was overwritten by which run, and what the file was before', async () => {
    const { folder, drill } = await madeRehearsal(13, 3);
    const [keeps, loses] = inventCustomer(13, 3).people.filter((p) => p.recordedInConnect);
    const text = `yellow: [{email: ${loses?.email ?? ''}, decision: overwrite, reason: asked for it}]`;
    const decisions = ['--decisions', file('decisions.yaml', text)];
    const { found } = await played(folder, ...decisions, '--again');
    const [first, second] = found.actions.filter(({ kind }) => kind === 'user-data-import');
    const rows = found.ledger.filter(({ owner }) => owner.startsWith('user:'));
    const of = (email = '', action = 0) =>
      rows.filter((row) => row.name === email && row.action === action);
    expect(of(keeps?.email, first?.number)).toEqual([]);
    const own = of(loses?.email, first?.number).filter(({ before }) => before !== null);
    expect(own).toMatchObject([
      { path: 'recorded-in-connect.txt', beforeAction: null, after: null },
    ]);
    const again = of(loses?.email, second?.number);
    expect(again.length).toBe(Number(loses?.greetings.length) + Number(loses?.recordedName));
    for (const { path, before, beforeAction, after } of again) {
      const bytes = readFileSync(join(drill, 'export', 'UserData', loses?.email ?? '', path));
      expect({ before, beforeAction, after }).toEqual({
        ...{ before: sha256(bytes), after: sha256(bytes) },
        beforeAction: first?.number,
      });
    }
  });

  it('does not overwrite users who were imported once and got no decision', async () => {
    const { folder } = await madeRehearsal(6, 1);
    const { found } = await played(folder, '--again');
    const second = found.actions.filter(({ kind }) => kind === 'user-data-import')[1]?.number;
    expect(found.ledger.filter(({ action }) => action === second)).toEqual([]);
    expect(found.again.overwritten.length).toBe(count(inventCustomer(6, 1)).usersWithData);
  });
});

describe('settings on the stand-in', () => {
  it('are overwritten where somebody changed them by hand, and the safety export holds the earlier', async () => {
    const { folder } = await madeRehearsal(6, 1);
    const earlier = file('pbx.xml', '<by-hand/>');
    await withoutEngine('rehearsal', 'change', folder, 'Pbx', earlier);
    const { found } = await played(folder, '--select', 'Pbx,Fax');
    const [first, second] = found.settings.map(
      ({ groups }) => new Map(groups.map((g) => [g.group, g.what])),
    );
    expect([first?.get('Pbx'), first?.get('Fax'), first?.get('Mwi')]).toEqual([
      'overwritten-by-hand',
      'overwritten',
      'not-selected',
    ]);
    expect([second?.get('Pbx'), second?.get('Fax')]).toEqual(['overwritten', 'overwritten']);
    const saved = join(folder, 'safety-exports', '003-settings');
    const manifest = parseManifest(readFileSync(join(saved, 'manifest.json'), 'utf8'));
    const saves = new Map(manifest.files.map(({ path, sha256: digest }) => [path, digest]));
    expect(saves.get('SystemConfig/Pbx/by-hand')).toBe(sha256('<by-hand/>'));
    expect([...saves.keys()]).toContain('SystemConfig/Fax/as-installed.txt');
    const held = readFileSync(join(saved, 'files', 'SystemConfig', 'Pbx', 'by-hand'), 'utf8');
    expect(held).toBe('<by-hand/>');
  });
});

describe('what a rehearsal refuses', () => {
  it('an export file that is no longer the one it was made with, by name', async () => {
    const { folder, drill } = await madeRehearsal(6, 1);
    const path = join(drill, 'export', 'SystemConfig', 'Fax', 'settings.xml');
    writeFileSync(path, 'changed');
    const ended = await withoutEngine('rehearsal', 'play', folder, '--json');
    expect(errorOf(ended)).toMatchObject({ code: 'file.unreadable', place: { file: path } });
  });

  it('other decisions for an import that was played already', async () => {
    const { folder } = await madeRehearsal(6, 1);
    await played(folder);
    const [yellow] = inventCustomer(6, 1).people;
    const text = `yellow: [{email: ${yellow?.email ?? ''}, decision: keep}]`;
    const other = ['--decisions', file('decisions.yaml', text), '--json'];
    const ended = await withoutEngine('rehearsal', 'play', folder, ...other);
    expect(errorOf(ended)).toMatchObject({ code: 'command.mismatch' });
  });

  it('a folder without a rehearsal, a folder that is not empty, a plan beside a list', async () => {
    const { drill, folder } = await madeRehearsal(6, 1);
    const empty = makeFolder();
    const nowhere = await withoutEngine('rehearsal', 'play', empty, '--json');
    expect(errorOf(nowhere)).toMatchObject({ code: 'file.unreadable' });
    expect(existsSync(join(empty, 'stand-in.sqlite'))).toBe(false);
    const lists = ['--export', join(drill, 'export'), '--users', join(drill, 'v4-users.csv')];
    const twice = await withoutEngine('rehearsal', 'new', ...lists, '-o', folder, '--json');
    expect(errorOf(twice)).toMatchObject({ code: 'path.refused' });
    const inside = ['-o', join(drill, 'export', 'new'), '--json'];
    const exported = await withoutEngine('rehearsal', 'new', ...lists, ...inside);
    expect(errorOf(exported)).toMatchObject({ code: 'path.refused' });
    const plan = ['--plan', 'p.yaml', '--ad', 'a.csv', '-o', join(empty, 'new'), '--json'];
    const both = await withoutEngine('rehearsal', 'new', ...lists, ...plan);
    expect(errorOf(both)).toMatchObject({ code: 'input.invalid' });
  });

  it('deletes users at the fourth round of a plan and says which greetings are gone', async () => {
    const drill = (await madeRehearsal(6, 1)).drill;
    const plan = [
      'rounds: 5',
      'connectors:',
      '  - {name: AD, type: ad, line: on-creation, rounds: once, source: ad-users.csv}',
      '  - {name: Lines, type: text, source: export/UserLinesDynamic.csv}',
    ];
    const path = join(drill, 'plan.yaml');
    writeFileSync(path, plan.join('\n'));
    const { folder } = await madeRehearsal(6, 1, '--plan', path);
    const { found } = await played(folder);
    const deleting = found.connectors.find(({ totals }) => Number(totals['deleted']) > 0);
    expect(deleting?.round).toBe(4);
    const gone = found.ledger.filter(
      ({ action, after }) => action === deleting?.action && after === null,
    );
    const lost = new Set(gone.map(({ name }) => name));
    const fixed = inventCustomer(6, 1).people.filter((p) => !p.dynamic && hasData(p));
    expect([...lost].sort()).toEqual(fixed.map(({ email }) => email).sort());
  });
});
