import 'reflect-metadata';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { readAnswers } from '../../src/cli/answers-file.js';
import { play } from '../../src/cli/play.js';
import type { Session } from '../../src/cli/ports.js';
import { DOCUMENTED } from '../../src/documented-sequence.js';
import { newDrill } from '../../src/drill/new-drill.js';
import { History } from '../../src/engine/history.js';
import { commandLineWho } from '../../src/engine/umstieg.js';
import { openSession } from '../../src/open-session.js';
import { makeFolder, removeFolders } from '../steps/temporary-folder.js';
import { Forwarder } from './forwarder.js';
import { Server, type Samba } from './servers.js';

/** The steps that ask a directory, through the engine and a real data folder, against a real Samba domain controller. */
const samba = new Server<Samba>('samba');
const UNIT = 'OU=Büro\\, Nord\\+Süd,OU=Mitarbeiter';
const FILTER = '(mail=u*)';
let session: Session;
let folder: string;
let runId: string;
let forwarder: Forwarder;

interface Entry {
  readonly id: string;
  readonly step?: string;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly expect?: { readonly exit: number };
}

beforeAll(async () => {
  await samba.start();
  folder = makeFolder({});
  await newDrill({ out: join(folder, 'drill'), users: 13, seed: 3 });
  writeFileSync(join(folder, 'password'), samba.facts.password, { mode: 0o600 });
  forwarder = new Forwarder(samba.facts.address, 636);
  session = await openSession(DOCUMENTED, { dataFolder: join(folder, 'data') });
  const who = commandLineWho('Anna Berg');
  ({ runId } = await session.umstieg.newProject({ customer: 'Übung', kind: 'drill', who }));
}, 1_200_000);
afterAll(async () => {
  await session.close();
  await forwarder.close();
  await samba.stop();
  removeFolders();
});

function directory(more: Readonly<Record<string, unknown>> = {}) {
  const { address, base, reader, ca } = samba.facts;
  return {
    directory: `ldaps://${address}`,
    directoryBase: `${UNIT},${base}`,
    directoryBind: `${reader}@corp.example.test`,
    directoryPasswordFile: join(folder, 'password'),
    directoryCa: ca,
    directoryFilter: FILTER,
    ...more,
  };
}

/** Plays the practice customer from one row up to another, with other answers in place of some. */
async function playTo(last: string, changed: Readonly<Record<string, Partial<Entry>>>) {
  const all = parse(readFileSync(join(folder, 'drill', 'answers.yaml'), 'utf8')) as Entry[];
  const entries = all
    .slice(0, all.findIndex(({ id }) => id === last) + 1)
    .map((entry) => ({ ...entry, ...changed[entry.id] }));
  const path = join(folder, 'drill', `to-${last}.yaml`);
  writeFileSync(path, stringify(entries, { aliasDuplicateObjects: false }));
  const quiet = { onEntry: () => undefined, warn: () => undefined };
  const file = await readAnswers(path);
  const { stopped } = await play({
    session,
    runId,
    file,
    as: undefined,
    environment: {},
    ...quiet,
  });
  expect(stopped).toBeUndefined();
}

async function attemptsOf(step: string) {
  const all = await new History(session.umstieg.core).attempts(runId);
  return all.filter((one) => one.step === step).map(({ attempt }) => attempt);
}
const codesOf = (attempt?: { reasons?: readonly { code: string }[] | null }) =>
  (attempt?.reasons ?? []).map(({ code }) => code);

/** Rows of the lists that were pulled into the evidence store. */
function pulledLists(): number[] {
  const store = join(folder, 'data', 'evidence');
  const files = readdirSync(store, { recursive: true, withFileTypes: true });
  return files
    .filter((one) => one.isFile())
    .map((one) => readFileSync(join(one.parentPath, one.name), 'utf8'))
    .filter((text) => text.startsWith('sid,account,firstname,name,mail,'))
    .map((text) => text.trimEnd().split('\n').length - 1);
}

const inUnit = () =>
  samba.company.users.filter((u) => u.dn.includes(`,${UNIT},`) && /^u/i.test(u.mail));

describe('the steps that ask a directory', () => {
  it('R-109 tries again by itself when the server is killed in the middle, and keeps nothing half', async () => {
    const port = await forwarder.listen();
    const whole = {
      ...directory({ directory: `ldaps://${samba.facts.address}:${port}` }),
      ...{ directoryBase: samba.facts.base, directoryFilter: '(sAMAccountName=u*)' },
    };
    const set = { v4Source: 'ad', ...whole };
    let killed = false;
    forwarder.onAnswer = (bytes) => {
      if (killed || bytes < 900_000) return;
      killed = true;
      process.kill(samba.facts.pid, 'SIGKILL');
    };
    await playTo('R-109', { 'R-109': { set, expect: { exit: 1 } } });
    expect(killed).toBe(true);
    expect(forwarder.connections).toBeGreaterThan(1);
    expect(pulledLists()).toEqual([]);

    await samba.start();
    await playTo('R-109', { 'R-109': { id: 'R-109-again', set, expect: { exit: 5 } } });
    expect(pulledLists()).toEqual([5_000]);
    const codes = codesOf((await attemptsOf('R-109')).at(-1));
    expect(codes).toEqual(expect.arrayContaining(['email.duplicate', 'email.empty']));
  });

  it('R-109, R-703 and R-706 take what the directory holds, R-707 says where to repair', async () => {
    const users = inUnit().length;
    const source = { path: 'v4-users.csv' };
    await playTo('R-703', {
      'R-109': {
        id: 'R-109-right',
        set: { v4Source: 'supplied-list', v4Users: source, ...directory() },
      },
      'R-703': { expect: { exit: 5 }, set: { ...RUN, ...connector(users + 1) } },
    });
    expect(codesOf((await attemptsOf('R-703')).at(-1))).toContain('connector.directory-differs');
    await playTo('R-707', {
      'R-109': {
        id: 'R-109-right',
        set: { v4Source: 'supplied-list', v4Users: source, ...directory() },
      },
      'R-703': { id: 'R-703-right', set: { ...RUN, ...connector(users) } },
      'R-706': { set: { source: 'ad', ...directory() } },
      'R-707': { set: directory(), expect: { exit: 5 } },
    });
    expect(pulledLists()).toContain(users);
    const compared = codesOf((await attemptsOf('R-707')).at(-1));
    expect(compared).toEqual(
      expect.arrayContaining(['list.pulled', 'match.none', 'match.directory-lacks-it']),
    );
  });

  it('keep the password nowhere', () => {
    const data = join(folder, 'data');
    const files = readdirSync(data, { recursive: true, withFileTypes: true });
    const holding = files
      .filter((one) => one.isFile())
      .filter((one) => readFileSync(join(one.parentPath, one.name)).includes(samba.facts.password));
    expect(holding).toEqual([]);
  });
});

const RUN = {
  ...{ onlyOnCreation: 'only-on-creation', domainTrust: 'member', windowsLogin: true },
  ...{ runAt: '2026-03-09T09:40:00Z', status: 'finished' },
};

/** The scope itself is where the search begins. */
function connector(usersCreated: number) {
  const { directoryBase, ...asked } = directory();
  return { ...asked, scopeOu: directoryBase, usersCreated };
}
