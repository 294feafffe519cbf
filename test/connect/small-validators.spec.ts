import { characterDiff, hardwareIdProblem } from '../../src/connect/hardware-id.js';
import { emailProblem, likelyTypo } from '../../src/connect/email.js';
import { macProblem, macsIn, parseMac, virtualMacReason } from '../../src/connect/mac.js';
import { domainPart, sidKind } from '../../src/connect/sid.js';
import { similar } from '../../src/connect/similarity.js';
import {
  compareVersions,
  parseRelease,
  parseVersion,
  releaseAtLeast,
  releaseProblem,
  versionProblem,
} from '../../src/connect/version.js';
import {
  insideWindowsPath,
  isWindowsPath,
  pathProblem,
  sameWindowsPath,
} from '../../src/connect/windows-path.js';

describe('MAC addresses', () => {
  it.each(['00-1a-2b-3c-4d-5e', '00:1A:2B:3C:4D:5E', '001a.2b3c.4d5e', ' 001A2B3C4D5E '])(
    'reads %s into one normal form',
    (text) => {
      expect(macProblem(text)).toBeUndefined();
      expect(parseMac(text)).toBe('00-1A-2B-3C-4D-5E');
    },
  );
  it.each([
    ['00-1A-2B-3C-4D', '10 Hexadezimalziffern'],
    ['00-1A-2B-3C-4D-5E-6F', '14 hexadecimal digits'],
    ['00-1A:2B-3C:4D-5E', 'keine MAC-Adresse'],
    ['', 'keine MAC-Adresse'],
    ['00-00-00-00-00-00', 'Nullen'],
    ['FF:FF:FF:FF:FF:FF', 'Broadcast'],
    ['01-00-5E-00-00-01', 'Multicast'],
  ])('refuses %s and says why in both languages', (text, part) => {
    expect(macProblem(text)).toContain(part);
    expect(macProblem(text)).toContain(' / ');
    expect(() => parseMac(text)).toThrow(RangeError);
  });
  it('warns of virtual adapters and locally assigned addresses only', () => {
    const codes = (mac: string): string[] => virtualMacReason(mac).map((r) => r.code);
    expect(codes('00-50-56-AA-BB-CC')).toEqual(['mac.virtual-prefix']);
    expect(codes('00:15:5d:00:00:01')).toEqual(['mac.virtual-prefix']);
    expect(codes('02-00-00-AA-BB-CC')).toEqual(['mac.locally-administered']);
    expect(codes('00-1A-2B-3C-4D-5E')).toEqual([]);
  });
  it('finds adapters in ipconfig output and leaves DUIDs, tunnels, GUIDs and phone numbers out', () => {
    const text = `
   Beschreibung. . . . . . . . . . . : Intel(R) Ethernet
   Physische Adresse . . . . . . . . : 00-1A-2B-3C-4D-5E
   Physische Adresse . . . . . . . . : 00-00-00-00-00-00-00-E0
   DHCPv6-Client-DUID. . . . . . . . : 00-01-00-01-2A-11-22-33-00-1A-2B-3C-4D-5E
   Adapter {0A1B2C3D-0000-0000-0000-ABCDEF012345}, Tel. 498912345678
   inet6 fe80::aa:bb:cc:dd:ee:ff ether 00:1b:2c:3d:4e:5f. Again 00-1A-2B-3C-4D-5E`;
    expect(macsIn(text)).toEqual(['00-1A-2B-3C-4D-5E', '00-1B-2C-3D-4E-5F']);
  });
});

describe('hardware IDs', () => {
  it('takes any text without inner blanks, because the format is not documented', () => {
    expect(hardwareIdProblem('  X7-ABCD-0O1l ')).toBeUndefined();
  });
  it('recognizes a MAC address typed in its place', () => {
    expect(hardwareIdProblem('00-1A-2B-3C-4D-5E')).toContain(
      'Das ist eine MAC-Adresse, gesucht ist die Hardware-ID des neuen Systems / ',
    );
  });
  it.each(['', '  ', 'AB CD', 'AB\u200bCD', 'AB\u00a0CD'])('refuses %j', (text) => {
    expect(hardwareIdProblem(text)).toContain(' / ');
  });
  it('shows which characters differ, also where one side is longer', () => {
    expect(characterDiff('AB0D', 'ABODX')).toEqual([
      { index: 2, a: '0', b: 'O' },
      { index: 4, a: '', b: 'X' },
    ]);
    expect(characterDiff('same', 'same')).toEqual([]);
  });
});

describe('versions and releases', () => {
  it('compares number by number', () => {
    expect(compareVersions('4.10', '4.5.5')).toBeGreaterThan(0);
    expect(compareVersions('4.5.5', '4.5.5')).toBe(0);
    expect(compareVersions('4.5.4', '4.5.5')).toBeLessThan(0);
    expect(compareVersions('4.5', '4.5.0')).toBe(0);
  });
  it('says that the third part is missing, or gives an example', () => {
    expect(versionProblem('4.5')).toContain('dritte Teil');
    expect(versionProblem('vier')).toContain('`4.5.5`');
    expect(() => parseVersion('vier')).toThrow(RangeError);
  });
  it('keeps the typed text when it dropped something', () => {
    expect(parseVersion('4.5.5')).toEqual({ parts: [4, 5, 5] });
    expect(parseVersion('4.5.5a')).toEqual({ parts: [4, 5, 5], normalizedFrom: '4.5.5a' });
    expect(parseVersion('V4.5.5.120').normalizedFrom).toBe('V4.5.5.120');
  });
  it('reads releases and asks instead of guessing a missing service release', () => {
    expect(parseRelease('V5 SR3')).toEqual({ version: 5, serviceRelease: 3 });
    expect(parseRelease('xphone connect v9')).toEqual({ version: 9, serviceRelease: null });
    expect(releaseAtLeast('V5 SR3', 'V5 SR3')).toBe(true);
    expect(releaseAtLeast('V5 SR2', 'V5 SR3')).toBe(false);
    expect(releaseAtLeast('V4 SR9', 'V5 SR3')).toBe(false);
    expect(releaseAtLeast('V9', 'V5 SR3')).toBe(true);
    expect(releaseAtLeast('V5', 'V5 SR3')).toBeUndefined();
    expect(releaseProblem('fünf')).toContain('`V5 SR3`');
  });
});

describe('SIDs', () => {
  it.each([
    ['S-1-5-21-1111111111-2222222222-3333333333-1105', 'domain-user'],
    ['S-1-5-21-1-2-3-500', 'well-known'],
    ['S-1-5-32-544', 'builtin'],
    ['S-1-5-18', 'well-known'],
    ['S-1-5-21-9999999999-2-3-1105', 'not-a-sid'],
    [' S-1-5-21-1-2-3-1105', 'not-a-sid'],
    ['anna', 'not-a-sid'],
    [' ', 'empty'],
  ])('calls %j %s', (text, kind) => {
    expect(sidKind(text)).toBe(kind);
  });
  it('cuts the domain part', () => {
    expect(domainPart('S-1-5-21-1-2-3-1105')).toBe('S-1-5-21-1-2-3');
    expect(domainPart('S-1-5-32-544')).toBeUndefined();
  });
});

describe('e-mail addresses', () => {
  it.each(['anna@firma.example', 'a.b+c@sub.firma.example', 'jürgen@müller.example'])(
    'takes %s',
    (text) => {
      expect(emailProblem(text)).toBeUndefined();
    },
  );
  it.each([
    '',
    'anna',
    '@firma.de',
    'anna@',
    'anna@firma',
    'an na@firma.de',
    'anna@firma.de ',
    'anna\u200b@firma.de',
    'a..b@firma.de',
    '.a@firma.de',
    'a@@firma.de',
    'a@firma..de',
    'a@-firma.de',
    `${'a'.repeat(65)}@firma.de`,
  ])('refuses %j', (text) => {
    expect(emailProblem(text)).toContain(' / ');
  });
  it('asks back for likely typing errors and leaves known domains alone', () => {
    expect(likelyTypo('gmial.com')).toBe('gmail.com');
    expect(likelyTypo('gxm.de')).toBe('gmx.de');
    expect(likelyTypo('firma.con')).toBe('firma.com');
    expect(likelyTypo('beispiel-frima.de', ['beispiel-firma.de'])).toBe('beispiel-firma.de');
    expect(likelyTypo('web.de')).toBeUndefined();
    expect(likelyTypo('ganz-anders.de', ['beispiel-firma.de'])).toBeUndefined();
    expect(likelyTypo('x.constructor')).toBeUndefined();
  });
});

describe('Windows paths', () => {
  it('compares by Windows rules', () => {
    const path = 'C:\\ProgramData\\C4B\\Migration';
    expect(sameWindowsPath(path, 'c:/programdata/c4b/./x/../MIGRATION\\')).toBe(true);
    expect(sameWindowsPath(path, `\\\\?\\${path}. `)).toBe(true);
    expect(sameWindowsPath('\\\\?\\UNC\\srv\\share\\a', '\\\\SRV\\share\\a\\')).toBe(true);
    expect(sameWindowsPath(path, `${path}2`)).toBe(false);
  });
  it('knows what lies inside', () => {
    expect(insideWindowsPath('C:\\a', 'c:\\A\\b\\c')).toBe(true);
    expect(insideWindowsPath('C:\\', 'C:\\a')).toBe(true);
    expect(insideWindowsPath('C:\\a', 'C:\\a\\')).toBe(false);
    expect(insideWindowsPath('C:\\a', 'C:\\ab')).toBe(false);
    expect(insideWindowsPath('C:\\a', 'C:\\a\\..\\b')).toBe(false);
  });
  it('tells absolute paths from others', () => {
    expect(['C:\\a', 'c:/a', '\\\\srv\\share', '\\\\?\\C:\\a'].every(isWindowsPath)).toBe(true);
    expect(['C:a', '\\a', '/home', 'a\\b', ''].some(isWindowsPath)).toBe(false);
  });
  it.each(['"C:\\a b"', 'C:a', 'C:\\a|b', 'C:\\con\\x', 'C:\\a.\\b', `C:\\${'x'.repeat(260)}`])(
    'refuses %s',
    (text) => {
      expect(pathProblem(text)).toContain(' / ');
    },
  );
  it('takes the path of the manual and shares', () => {
    expect(pathProblem('C:\\ProgramData\\C4B\\Migration\\XPhoneServerMigration')).toBeUndefined();
    expect(pathProblem('\\\\server\\freigabe\\Export 2026')).toBeUndefined();
  });
});

describe('similarity', () => {
  it('ignores case, umlaut spelling, punctuation and word order', () => {
    expect(similar('Müller, Hans', 'hans MUELLER')).toBe(1);
    expect(similar('Beispiel GmbH', 'Beispiel GmbH & Co. KG')).toBeGreaterThan(0.6);
    expect(similar('Beispiel GmbH', 'Zander AG')).toBeLessThan(0.4);
    expect(similar('', '')).toBe(0);
  });
});
