// A real OpenID provider (oidc-provider) in a process of its own, for the specs of signing in. Whoever types a name at its own
// pages is that subject; all of them have the same mail. What it answers can be spoiled, to see what is done about it.
import { generateKeyPairSync, sign } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const [own, foreign] = [newKey(), newKey()];
const jwk = { ...own.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256' };

let provider;
let spoil = 'nothing';
const asked = [];

const server = createServer((request, response) => {
  asked.push(new URL(request.url, 'http://here').pathname);
  if (spoil === 'redirect')
    return response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
  if (spoil === 'huge') return response.end(Buffer.alloc(2 * 1024 * 1024, 0x20));
  if (spoil === 'broken') return response.writeHead(500).end('<h1>no</h1>');
  if (request.url.startsWith('/token')) spoilToken(response);
  if (request.url.startsWith('/.well-known')) spoilDocument(response);
  provider.callback()(request, response);
});

/** @param change from the document that would be sent to the one that is */
function changeAnswer(response, change) {
  const end = response.end.bind(response);
  response.end = (body) => {
    const text = JSON.stringify(change(JSON.parse(body.toString())));
    response.setHeader('content-length', Buffer.byteLength(text));
    return end(text);
  };
}

function spoilToken(response) {
  const how = {
    signature: ({ id_token: token }) => {
      const [head, body, signature] = token.split('.');
      return `${head}.${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    },
    algorithm: ({ id_token: token }) => {
      return `${part({ alg: 'none' })}.${token.split('.')[1]}.`;
    },
    key: ({ id_token: token }) => signed(claimsOf(token), foreign),
    nonce: ({ id_token: token }) => signed({ ...claimsOf(token), nonce: 'of another sign-in' }),
    issuer: ({ id_token: token }) =>
      signed({ ...claimsOf(token), iss: 'https://elsewhere.example' }),
    audience: ({ id_token: token }) => signed({ ...claimsOf(token), aud: 'another client' }),
    time: ({ id_token: token }) =>
      signed({ ...claimsOf(token), exp: 1_700_000_000, iat: 1_699_999_000 }),
  }[spoil];
  if (how)
    changeAnswer(response, (answer) =>
      answer.id_token ? { ...answer, id_token: how(answer) } : answer,
    );
}

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

function signed(claims, key = own) {
  const text = `${part({ alg: 'RS256', kid: 'k1' })}.${part(claims)}`;
  return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

function spoilDocument(response) {
  const how = {
    'other-issuer': (document) => ({ ...document, issuer: 'https://elsewhere.example' }),
    'private-token': (document) => ({ ...document, token_endpoint: 'https://10.0.0.1/token' }),
    'private-keys': (document) => ({ ...document, jwks_uri: 'https://localhost:1/keys' }),
    'plain-token': (document) => ({ ...document, token_endpoint: 'http://192.0.2.1/token' }),
  }[spoil];
  if (how) changeAnswer(response, how);
}

function begin({ issuer, redirectUri }) {
  provider = new Provider(issuer, {
    clients: [
      {
        ...{ client_id: 'umstieg', client_secret: 'what only the two of them know' },
        ...{ redirect_uris: [redirectUri], response_types: ['code'] },
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [jwk] },
    cookies: { keys: ['a key of this test'] },
    claims: { openid: ['sub', 'email', 'email_verified'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: 'team@example.com', email_verified: true }),
    }),
  });
}

server.listen(0, '127.0.0.1', () => {
  process.send({ issuer: `http://127.0.0.1:${server.address().port}` });
});
process.on('message', (message) => {
  if (message.redirectUri) begin(message);
  if (message.spoil) spoil = message.spoil;
  process.send({ done: true, asked: asked.splice(0) });
});
process.on('disconnect', () => process.exit());
