import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X509Certificate } from 'node:crypto';
import {
  directoryQuestion,
  type DirectoryAddress,
} from '../../src/directory/directory-question.js';
import { readCaFile, readPasswordFile } from '../../src/directory/secret-files.js';
import { REPLAY_CA } from './replay-server.js';

const ask = (address: Partial<DirectoryAddress>, password?: string) =>
  directoryQuestion(
    { url: 'ldaps://dc1.firma.example', base: 'DC=firma,DC=example', ...address },
    password === undefined ? {} : { password },
  );
const INVALID = expect.objectContaining({ code: 'input.invalid', exitCode: 2 }) as Error;

describe('a question to a directory', () => {
  it.each([
    ['ldaps://dc1.firma.example', { secure: 'ldaps', host: 'dc1.firma.example', port: 636 }],
    ['ldap://10.0.0.5', { secure: 'starttls', host: '10.0.0.5', port: 389 }],
    ['ldaps://[::1]:6360/', { secure: 'ldaps', host: '::1', port: 6360 }],
  ])('takes %s; ldap:// always means StartTLS', (url, expected) => {
    expect(ask({ url })).toMatchObject(expected);
  });

  it.each([
    ...['http://dc1', 'dc1.firma.example', 'ldaps://', 'ldaps://dc1/DC=firma', 'ldaps://dc1?sub'],
    ...['ldaps://anna:geheim@dc1', 'ldaps://dc%201', 'ldap://dc1:99999'],
  ])('refuses the address %s', (url) => {
    expect(() => ask({ url })).toThrow(INVALID);
  });

  it('never shows a password that was typed into the address', () => {
    expect(() => ask({ url: 'ldaps://anna:geheim@dc1/x' })).toThrow(
      expect.objectContaining({
        message: expect.not.stringContaining('geheim') as string,
      }) as Error,
    );
  });

  it.each(['anna@firma.example', 'FIRMA\\anna', 'CN=Anna,DC=firma,DC=example'])(
    'signs in as %s',
    (bind) => {
      expect(ask({ bind }, 'x').bind).toEqual({ name: bind, password: 'x' });
    },
  );

  it.each(['anna', 'EXTERNAL', 'PLAIN', ''])('refuses %s as a name to sign in with', (bind) => {
    expect(() => ask({ bind }, 'x')).toThrow(INVALID);
  });

  it.each([undefined, ''])('refuses to sign in with the password %p', (password) => {
    expect(() => ask({ bind: 'anna@firma.example' }, password)).toThrow(INVALID);
  });

  it.each(['', 'firma.example', '*'])('refuses the base %s', (base) => {
    expect(() => ask({ base })).toThrow(INVALID);
  });

  it.each(['(mail=*', '(mail=*))', '(&)', '()', '(=x)', '(mail=a)(mail=b)', ''])(
    'refuses the filter %s',
    (filter) => {
      expect(() => ask({ filter })).toThrow(INVALID);
    },
  );
});

describe('the files of a question', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'umstieg-secret-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  const file = (content: string | Buffer, mode = 0o600): string => {
    const path = join(folder, 'file');
    writeFileSync(path, content);
    chmodSync(path, mode);
    return path;
  };

  it.each(['p ä+', 'p ä+\n', 'p ä+\r\n', '\ufeffp ä+\r\n'])(
    'give the password without its line break: %j',
    async (content) => {
      expect(await readPasswordFile(file(content))).toEqual({ password: 'p ä+', notes: [] });
    },
  );

  it.each(['', '\n', 'one\ntwo\n'])(
    'must hold exactly one line with a password: %j',
    async (content) => {
      await expect(readPasswordFile(file(content))).rejects.toThrow(INVALID);
    },
  );

  it('are hinted at when others may read the password', async () => {
    const { notes } = await readPasswordFile(file('p', 0o644));
    expect(notes.map((note) => note.code)).toEqual(['password.readable']);
  });

  it('give the certificates of an authority from PEM, several in one file, and DER', async () => {
    const { raw } = new X509Certificate(REPLAY_CA);
    const one = new X509Certificate(REPLAY_CA).toString();
    expect(await readCaFile(file(raw))).toBe(one);
    expect(await readCaFile(file(`text before\n${REPLAY_CA}\n${REPLAY_CA}`))).toBe(one + one);
  });

  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'must hold a certificate: %j',
    async (content) => {
      await expect(readCaFile(file(content))).rejects.toMatchObject({ code: 'file.unreadable' });
    },
  );

  it('are named when they cannot be read', async () => {
    await expect(readPasswordFile(join(folder, 'gone'))).rejects.toMatchObject({
      code: 'file.unreadable',
      details: { place: { file: join(folder, 'gone') } },
    });
  });
});
