import fc from 'fast-check';
import { CURRENT_COST, PasswordHash } from '../../src/access/password-hash.js';
import { LONGEST, requireGoodPassword, SHORTEST } from '../../src/access/password-rules.js';
import { CHEAP, codeOf, PASSWORD } from './office.js';

const passwords = new PasswordHash(CHEAP);
const judged = (password: string, own: readonly string[] = []) =>
  codeOf(Promise.resolve().then(() => requireGoodPassword(password, own)));

describe('a password record', () => {
  it('is made with the parameters OWASP asks for, and says them', async () => {
    const real = new PasswordHash();
    const record = await real.make(PASSWORD);
    expect(record).toMatch(/^\$scrypt\$ln=17,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(CURRENT_COST).toEqual({ ln: 17, r: 8, p: 1 });
    expect(await real.fits(PASSWORD, record)).toBe(true);
    expect(await real.fits(`${PASSWORD}.`, record)).toBe(false);
    expect(real.isOld(record)).toBe(false);
    expect(real.isOld(await passwords.make(PASSWORD))).toBe(true);
  });

  it('has a salt of its own', async () => {
    expect(await passwords.make(PASSWORD)).not.toBe(await passwords.make(PASSWORD));
  });

  it('fits however the keyboard composed the characters', async () => {
    const record = await passwords.make('Bäume wachsen über den Zaun'.normalize('NFD'));
    expect(await passwords.fits('Bäume wachsen über den Zaun'.normalize('NFC'), record)).toBe(true);
  });

  it('fits nobody where there is none, and nothing where it is damaged', async () => {
    expect(await passwords.fits(PASSWORD, undefined)).toBe(false);
    expect(await passwords.fits(PASSWORD, '$scrypt$ln=4,r=8,p=1$short$short')).toBe(false);
  });

  it('sends away who would wait behind very many others', async () => {
    const tries = Array.from({ length: 40 }, () => passwords.fits(PASSWORD, undefined));
    const ended = await Promise.all(tries.map((one) => codeOf(one)));
    expect(ended.filter((code) => code === 'sign-in.busy')).toHaveLength(8);
    expect(await passwords.fits(PASSWORD, undefined)).toBe(false);
  });
});

describe('a new password', () => {
  it(`has ${SHORTEST} to ${LONGEST} characters of any kind`, async () => {
    expect(await judged('a b c d e f g h'.slice(0, 14))).toBe('password.weak');
    expect(await judged('zebra im regen.')).toBe('nothing refused');
    expect(await judged('🦓🦒🐘🦏🦛🐪🐫🦙🦘🦬🐃🐂🐄🐎🐖')).toBe('nothing refused');
    expect(await judged('ab'.padEnd(LONGEST, 'xyz!'))).toBe('nothing refused');
    expect(await judged('ab'.padEnd(LONGEST + 1, 'xyz!'))).toBe('password.weak');
  });

  it.each([
    '123456789012345',
    '987654321098765',
    'abcdefghijklmnop',
    'QWERTZUIOPASDFGH',
    'passwordpassword',
    'aaaaaaaaaaaaaaaa',
    'abc123abc123abc123',
  ])('is not %s', async (guessed) => {
    expect(await judged(guessed)).toBe('password.weak');
  });

  it('is not the name of its person', async () => {
    expect(await judged('Anna Beispiel 2026', ['Anna Beispiel'])).toBe('password.weak');
  });

  it('is never one piece over and over, whatever the piece', async () => {
    const piece = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
    await fc.assert(
      fc.asyncProperty(piece, async (text) => {
        const twice = text.repeat(Math.max(2, Math.ceil(SHORTEST / Array.from(text).length)));
        expect(await judged(twice)).toBe('password.weak');
      }),
    );
  });
});
