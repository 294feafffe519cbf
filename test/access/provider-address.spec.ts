import { isOpen } from '../../src/access/openid/bounded-fetch.js';
import { readDeclaration } from '../../src/access/openid/declared-provider.js';
import { RequestError } from '../../src/core/errors.js';

describe('an address that a provider may name beside its own', () => {
  it.each(['93.184.215.14', '2606:2800:21f::1', '172.32.0.1', '100.128.0.1'])(
    'lies in the open network: %s',
    (address) => expect(isOpen(address)).toBe(true),
  );

  it.each([
    ...['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.178.1', '0.0.0.0'],
    ...['169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255'],
    ...['::1', '::', 'fd00::1', 'fe80::1', 'ff02::1', '::ffff:10.0.0.1', '64:ff9b::a00:1'],
    ...['', 'localhost'],
  ])('lies inside or nowhere: %s', (address) => expect(isOpen(address)).toBe(false));
});

const sound = {
  ...{ id: 'entra', name: ' Entra ID ', clientId: 'abc', clientSecretFile: 'secret.txt' },
  issuer: 'https://login.example.com/realms/team',
};

function refusal(declared: unknown): RequestError {
  try {
    readDeclaration(typeof declared === 'string' ? declared : JSON.stringify(declared), 'p.json');
  } catch (error) {
    if (error instanceof RequestError) return error;
  }
  throw new Error('nothing refused');
}

describe('the declaration of a provider', () => {
  it('names issuer, client and where the secret lies', () => {
    const read = readDeclaration(JSON.stringify(sound), 'p.json');
    expect({ ...read, issuer: read.issuer.href }).toEqual({ ...sound, name: 'Entra ID' });
    const here = readDeclaration(JSON.stringify({ ...sound, issuer: 'http://[::1]:80' }), 'p.json');
    expect(here.issuer.protocol).toBe('http:');
  });

  it.each([
    'http://login.example.com',
    'http://127.0.0.1.example.com',
    'http://10.0.0.1',
    'file:///etc/passwd',
    'https://me:word@login.example.com',
    'https://login.example.com/?tenant=1',
    'https://login.example.com/.well-known/openid-configuration',
    'login.example.com',
    '',
  ])('is refused with the issuer “%s”, and says what is expected', (issuer) => {
    const { code, text, details } = refusal({ ...sound, issuer });
    expect([code, details.place]).toEqual([
      'provider.invalid',
      { file: 'p.json', column: 'issuer' },
    ]);
    expect(text.de).toContain('https://');
  });

  it.each([['no JSON'], [{ ...sound, id: 'Groß' }], [{ ...sound, clientSecret: 'x' }], [[]]])(
    'is refused as %j',
    (declared) => expect(refusal(declared).code).toBe('provider.invalid'),
  );
});
