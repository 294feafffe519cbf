import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fieldMeta } from '../../src/core/fields.js';
import type { Outcome } from '../../src/core/outcome.js';
import {
  RehearseEmailMatch,
  type RehearsalFacts,
} from '../../src/steps/intake/rehearse-email-match.step.js';
import { CheckAddresses } from '../../src/steps/user-creation/check-addresses.step.js';
import { CompareAddresses } from '../../src/steps/user-creation/compare-addresses.step.js';
import { DIRECTORY_FIELDS } from '../../src/steps/directory-source.js';
import { REPLAY_CA, ReplayServer } from '../directory/replay-server.js';
import { handIn, NOW } from './build-context.js';
import { known } from './user-creation/known.js';
import { stored } from './user-creation/stored.js';

/** Steps that read an Active Directory; its answers are played back from a recording (test/directory). */
let folder: string;
let server: ReplayServer;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'umstieg-directory-'));
  server = new ReplayServer('samba-starttls');
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await server.close();
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

async function directory(scheme: 'ldap' | 'ldaps' = 'ldap') {
  const { base, bind, filter, password } = server.question;
  return {
    directory: `${scheme}://127.0.0.1:${await server.listen()}`,
    directoryBase: base,
    directoryBind: bind,
    directoryFilter: filter,
    directoryPasswordFile: file('password', password),
    directoryCa: file('ca.pem', REPLAY_CA),
  };
}

const codes = (outcome: Outcome | undefined) => outcome?.reasons.map((r) => r.code);

describe('R-109 with the Active Directory itself', () => {
  const v4 = () => file('v4.csv', 'email\nu0021@corp.example.test\nu0022@Corp.example.test\n');

  it('compares the V4 list with it and keeps the list with its origin', async () => {
    await server.close();
    server = new ReplayServer('samba-clean');
    const progress: string[] = [];
    const claim = { v4Source: 'supplied-list', v4Users: v4(), ...(await directory('ldaps')) };
    const { outcome } = await handIn(RehearseEmailMatch, claim, {
      progress: (done, total, unit) => progress.push(`${done}/${total} ${unit}`),
    });
    const facts = (outcome as Outcome<RehearsalFacts> | undefined)?.facts;
    expect(outcome?.verdict).toBe('consistent');
    expect(facts?.totals.ad).toMatchObject({ source: 2, target: 10 });
    expect(facts?.directory).toEqual({
      server: claim.directory,
      base: server.question.base,
      pulledAt: NOW.toISOString(),
      users: 10,
    });
    expect(outcome?.reasons[0]?.code).toBe('list.pulled');
    expect(outcome?.reasons[0]?.text.en).toContain(`pulled at ${NOW.toISOString()}: 10 users`);
    expect(outcome?.evidence).toHaveLength(3); // the list as it was pulled, its origin, the comparison row by row
    expect(progress).toEqual(['0/10 users', '10/10 users']);
    expect(JSON.stringify(outcome)).not.toContain(server.question.password);
  });

  it('takes it for the V4 list when the person says so, and finds its faults', async () => {
    const { outcome } = await handIn(RehearseEmailMatch, {
      v4Source: 'ad',
      ...(await directory()),
    });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes(outcome)).toEqual(
      expect.arrayContaining(['email.duplicate', 'email.empty', 'list.pulled']),
    );
    expect(outcome?.evidence).toHaveLength(1);
  });

  it('needs a V4 list, and one source for the directory', async () => {
    const pulled = await directory();
    expect(
      (await handIn(RehearseEmailMatch, { v4Source: 'supplied-list', ...pulled })).refused,
    ).toEqual([expect.stringMatching(/^v4Users: Erwartet/)]);
    const both = { v4Source: 'ad', v4Users: v4(), adUsers: v4(), ...pulled };
    expect((await handIn(RehearseEmailMatch, both)).refused).toEqual([
      expect.stringMatching(/^adUsers: Erwartet/),
    ]);
  });

  it.each([
    ['input.invalid', { directoryBase: 'firma' }],
    ['input.invalid', { directoryFilter: '(mail=*' }],
    ['input.invalid', { directoryPasswordFile: undefined }],
    ['file.unreadable', { directoryPasswordFile: '/nowhere/password' }],
    ['target.untrusted', { directoryCa: undefined }],
  ])('says %s for what the person can correct: %j', async (code, wrong) => {
    const claim = { v4Source: 'ad', ...(await directory()), ...wrong };
    const { outcome } = await handIn(RehearseEmailMatch, claim);
    expect([outcome?.verdict, codes(outcome)]).toEqual(['contradicts', [code]]);
  });

  it('leaves it to the engine to try again when the connection breaks', async () => {
    await server.close();
    server = new ReplayServer('samba-starttls', [20]);
    const handedIn = handIn(RehearseEmailMatch, { v4Source: 'ad', ...(await directory()) });
    await expect(handedIn).rejects.toMatchObject({ code: 'target.unreachable', retry: 'yes' });
    expect(server.connections).toBe(1);
  });
});

describe('R-706 with the Active Directory itself', () => {
  it('says that the list is derived, where it came from, and what is wrong with it', async () => {
    const { outcome } = await handIn(CheckAddresses, { source: 'ad', ...(await directory()) });
    expect(outcome?.verdict).toBe('contradicts');
    expect(codes(outcome)).toEqual(
      expect.arrayContaining(['list.derived', 'list.pulled', 'email.duplicate', 'email.empty']),
    );
    expect(outcome?.evidence).toHaveLength(1);
  });

  it('takes a file or the directory, not both and not neither', async () => {
    const both = { source: 'ad', list: file('ad.csv', 'email\n'), ...(await directory()) };
    expect((await handIn(CheckAddresses, both)).refused).toHaveLength(1);
    expect((await handIn(CheckAddresses, { source: 'ad' })).refused).toHaveLength(1);
  });
});

describe('R-707 with the Active Directory itself', () => {
  it('says for each user who is left over whether the directory holds the address', async () => {
    await server.close();
    server = new ReplayServer('samba-clean');
    const addresses = ['u0021@corp.example.test', 'nobody@corp.example.test'];
    const v4 = stored('v4.csv', 'email', ...addresses);
    const connect = stored('connect.csv', 'email', 'anna@corp.example.test');
    const facts = known({ 'R-109': { v4Users: v4.ref }, 'R-706': { list: connect.ref.digest } });
    const files = [v4.file, connect.file];
    const claim = await directory('ldaps');
    const { outcome } = await handIn(CompareAddresses, claim, { ...facts, files });
    const where = outcome?.reasons.filter((r) => r.code.startsWith('match.directory'));
    expect(where?.map((r) => [r.code, r.claimed, r.place?.row])).toEqual([
      ['match.directory-has-it', addresses[0], 2],
      ['match.directory-lacks-it', addresses[1], 3],
    ]);
    expect(outcome?.flags).toEqual({ matched: false, conflicts: true });
    expect(outcome?.evidence).toHaveLength(2);
  });
});

describe('the fields of a directory', () => {
  it('are personal, and none of them is for the password', () => {
    const fields = Object.entries(DIRECTORY_FIELDS).map(([name, field]) => [
      name,
      fieldMeta(field)?.privacy,
    ]);
    expect(fields.filter(([, privacy]) => privacy !== 'personal')).toEqual([]);
    expect(Object.keys(DIRECTORY_FIELDS).filter((name) => /password/i.test(name))).toEqual([
      'directoryPasswordFile',
    ]);
  });
});
