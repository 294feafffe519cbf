import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { readAnswers, type AnswersFile } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { serveSession, stopServers, type Api } from './api.js';

const LIST = 'email,name\nanna@muster.example,Anna\n';
const SECRET = 'geheimnis:x:0:0';
/** The first step that reads a file somebody names. */
const STEP = 'R-109';

let session: Session;
let api: Api;
let folder = '';
let run = '';
let before: AnswersFile;
const at = (...parts: string[]) => join(folder, ...parts);

beforeAll(async () => {
  folder = makeFolder();
  for (const name of ['open', 'closed', 'real']) mkdirSync(at(name));
  writeFileSync(at('open', 'list.csv'), LIST);
  writeFileSync(at('open', 'passwd'), `${SECRET}\nzweite Zeile\n`);
  writeFileSync(at('closed', 'passwd'), `${SECRET}\nzweite Zeile\n`);
  symlinkSync(at('closed', 'passwd'), at('open', 'link.csv'));
  symlinkSync(at('closed'), at('open', 'way'));
  symlinkSync(at('real'), at('by-link'));
  writeFileSync(at('real', 'list.csv'), LIST);
  const { out } = await newDrill({ out: at('drill'), users: 20, seed: 3 });
  const file = await readAnswers(join(out, 'answers.yaml'));
  before = {
    ...file,
    answers: file.answers.slice(
      0,
      file.answers.findIndex(({ id }) => id === STEP),
    ),
  };
  session = await openSession(DOCUMENTED, { dataFolder: at('open', 'data') });
  api = await serveSession(session, [], undefined, [at('open'), at('by-link')]);
}, 60_000);
afterAll(async () => {
  await stopServers();
  await session.close();
  removeFolders();
});
beforeEach(async () => {
  run = await project('Muster GmbH');
});

/** A project whose practice was played until the step opens. */
async function project(customer: string): Promise<string> {
  const who = commandLineWho('Anna');
  const { runId } = await session.umstieg.newProject({ customer, kind: 'drill', who });
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  await play({ session, runId, file: before, as: undefined, environment: {}, ...quiet });
  return runId;
}

const claim = (set: object, o: { run?: string; step?: string } = {}) =>
  api.post(`/api/runs/${o.run ?? run}/steps/${o.step ?? STEP}/claims`, { set, evidence: [] });
const listAt = (v4Users: string) => claim({ v4Source: 'supplied-list', v4Users });
const shownNow = async () => {
  await session.umstieg.settle(run);
  const page = await api.get(`/api/runs/${run}/steps/${STEP}`);
  return JSON.stringify(page.body);
};
const upload = (to: string, name: string, text: string) =>
  api.call('POST', `/api/runs/${to}/evidence?name=${name}`, new TextEncoder().encode(text), {});
const uploaded = (text: string) => `upload:${createHash('sha256').update(text).digest('hex')}`;

describe('a path that comes over the network', () => {
  it.each([
    ['to a file of the system', () => '/etc/passwd'],
    ['to the environment of the server', () => '/proc/self/environ'],
    ['that climbs out', () => at('open', '..', 'closed', 'passwd')],
    ['whose last part is a link', () => at('open', 'link.csv')],
    ['that goes through a link', () => at('open', 'way', 'passwd')],
    ['into the data of Umstieg', () => at('open', 'data', 'keys', 'signing.pem')],
    ['beside an open folder with the same beginning', () => at('open-2', 'list.csv')],
    ['with a NUL character', () => `${at('open', 'list.csv')}\0.txt`],
    ['to a share, with slashes', () => '//server/share/list.csv'],
    ['that is relative', () => 'package.json'],
    ['to a file that does not exist', () => '/no/such/file.csv'],
  ])('%s is refused with the same words as any other, and recorded', async (_which, path) => {
    const answer = await listAt(path());
    expect([answer.status, answer.body['code']]).toEqual([409, 'path.refused']);
    expect(answer.body['errors']).toMatchObject([{ field: 'v4Users' }]);
    const known = (await listAt('/etc/hostname')).body['detail'];
    expect(answer.body['detail']).toBe(known);
    const trail = await api.get(`/api/runs/${run}/entries?order=newest&kind=refused`);
    expect(JSON.stringify(trail.body)).toContain('path.refused');
  });

  it.each(['\\\\server\\share\\list.csv', 'C:\\Windows\\win.ini'])(
    'that is %s names another computer: nothing is read',
    async (path) => {
      await listAt(path);
      expect(await shownNow()).toMatch(/file\.not-absolute/);
    },
  );

  it('is refused in every field that names a file or folder', async () => {
    const set = { v4Source: 'ad', directory: 'ldaps://dc.muster.example', directoryBase: 'dc=x' };
    const answer = await claim({
      ...set,
      ...{ directoryPasswordFile: '/etc/passwd', directoryCa: '/etc/passwd' },
    });
    const fields = (answer.body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(['directoryPasswordFile', 'directoryCa']);
  });
});

describe('a path that may be read', () => {
  it('into an open folder is read, also where the folder was named by a link', async () => {
    for (const path of [at('open', 'list.csv'), at('by-link', 'list.csv'), at('real', 'list.csv')])
      expect(
        (await claim({ v4Source: 'supplied-list', v4Users: path }, { run: await project('A') }))
          .status,
      ).toBe(202);
  });

  it('is looked at again when the step reads', async () => {
    const path = at('open', 'later.csv');
    writeFileSync(path, LIST);
    await session.umstieg.command(
      run,
      { do: 'pause', reason: 'Übung' },
      { who: commandLineWho('A') },
    );
    const real = at('open', 'list.csv');
    const { namedPaths } = session.umstieg;
    const { spec } = session.umstieg.core.registry.get(STEP);
    const given = { input: { v4Users: path }, evidence: [], actor: 'A', within: [at('open')] };
    expect(await namedPaths.readable(spec, given)).toEqual({ v4Users: path });
    renameSync(path, `${real}.old`);
    symlinkSync(at('closed', 'passwd'), path);
    await expect(namedPaths.readable(spec, given)).rejects.toMatchObject({ code: 'path.refused' });
    rmSync(path);
  });

  it('may be any for whoever sits at this computer', async () => {
    const set = { v4Source: 'supplied-list', v4Users: at('real', 'list.csv') };
    const who = { who: commandLineWho('Anna') };
    await session.umstieg.submit(run, STEP, { set, evidence: [] }, who);
    expect(await shownNow()).toContain('"done"');
  });
});

describe('a file that was uploaded', () => {
  it('may be named where a path is expected, and is evidence of the claim under its own name', async () => {
    await upload(run, 'v4.csv', LIST);
    expect((await listAt(uploaded(LIST))).status).toBe(202);
    const shown = await shownNow();
    expect(shown).toContain('"done"');
    const evidence = await api.get(`/api/runs/${run}/evidence`);
    expect(JSON.stringify(evidence.body)).toContain('"v4.csv"');
  });

  it('to another project is not there', async () => {
    const other = await project('Fremd AG');
    const text = `${LIST}fremd@fremd.example,F\n`;
    await upload(other, 'v4.csv', text);
    const answer = await listAt(uploaded(text));
    expect([answer.status, answer.body['code']]).toEqual([422, 'evidence.unusable']);
  });
});

describe('a file that is not what was expected', () => {
  it('is not repeated in the verdict: only how many columns came', async () => {
    await listAt(at('open', 'passwd'));
    const shown = await shownNow();
    expect(shown).toContain('column.missing');
    expect(shown).toContain('columns: 1');
    expect(shown).not.toContain('geheimnis');
  });
});
