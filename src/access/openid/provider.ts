import {
  AuthorizationResponseError,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  None,
  ResponseBodyError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  type ClientAuth,
  type Configuration,
} from 'openid-client';
import type { RequestError } from '../../core/errors.js';
import { boundedFetch, Unreached } from './bounded-fetch.js';
import type { DeclaredProvider } from './declared-provider.js';
import { answerRefused, providerUnreachable } from './refusals.js';
import type { SignInFlow } from './sign-in-flow.js';

/** Who somebody is at a provider: these two together, and nothing else, name a human being (OpenID Connect Core 1.0, 5.7). */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

const FRESH_MS = 3_600_000;
/** A provider that is down is not asked again by everybody at once. */
const DOWN_MS = 5_000;

/** One declared provider: where to send people, and who came back. */
export class Provider {
  private known: { readonly asked: Promise<Configuration>; until: number } | undefined;

  constructor(
    readonly declared: DeclaredProvider,
    private readonly now: () => Date,
  ) {}

  /**
   * Where the browser goes: authorization code flow with PKCE, and no claim but who it is.
   * @throws RequestError provider.unreachable
   */
  async address({ state, nonce, verifier }: SignInFlow, returnTo: string): Promise<string> {
    const configuration = await this.configuration();
    const challenge = await calculatePKCECodeChallenge(verifier);
    return buildAuthorizationUrl(configuration, {
      ...{ redirect_uri: returnTo, scope: 'openid', state, nonce },
      ...{ code_challenge: challenge, code_challenge_method: 'S256' },
    }).href;
  }

  /**
   * Exchanges the code that came back and checks what it gave: state, nonce, PKCE, issuer, audience, times and signature.
   * @param answer where the browser was sent back to, with all that stood behind `?`
   * @throws RequestError provider.unreachable, sign-in.refused
   */
  async identity(answer: URL, { state, nonce, verifier }: SignInFlow): Promise<Identity> {
    const configuration = await this.configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, answer, {
        ...{ expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier },
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (!claims) throw answerRefused(this.declared.name, 'no-id-token');
      return { issuer: claims.iss, subject: claims.sub };
    } catch (error) {
      throw this.problem(error);
    }
  }

  private async configuration(): Promise<Configuration> {
    const now = this.now().getTime();
    if (!this.known || this.known.until <= now) {
      const known = { asked: this.discover(), until: now + FRESH_MS };
      this.known = known;
      known.asked.catch(() => (known.until = this.now().getTime() + DOWN_MS));
    }
    try {
      return await this.known.asked;
    } catch (error) {
      throw providerUnreachable(this.declared.name, reasonOf(error));
    }
  }

  private discover(): Promise<Configuration> {
    const { issuer, clientId, clientSecret } = this.declared;
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- marked so to make it stand out: only for this very computer
    const inTheClear = issuer.protocol === 'http:' ? [allowInsecureRequests] : [];
    return discovery(issuer, clientId, {}, inTheWayAskedFor(clientSecret), {
      [customFetch]: boundedFetch(issuer),
      // the signature counts although the token came over TLS: a second lock costs nothing
      execute: [enableNonRepudiationChecks, ...inTheClear],
      timeout: 10,
    });
  }

  private problem(error: unknown): RequestError | Error {
    const reason = reasonOf(error);
    if (isUnreached(error)) return providerUnreachable(this.declared.name, reason);
    const isAnswer =
      error instanceof AuthorizationResponseError ||
      error instanceof ResponseBodyError ||
      error instanceof ClientError;
    return isAnswer ? answerRefused(this.declared.name, reason) : (error as Error);
  }
}

/** By HTTP Basic, the default of OpenID Connect Core (9), unless the provider says that it only takes form fields. */
function inTheWayAskedFor(secret: string | undefined): ClientAuth {
  if (secret === undefined) return None();
  const [basic, post] = [ClientSecretBasic(secret), ClientSecretPost(secret)];
  return (server, client, body, headers) => {
    const ways = server.token_endpoint_auth_methods_supported;
    const way = ways === undefined || ways.includes('client_secret_basic') ? basic : post;
    return way(server, client, body, headers);
  };
}

function isUnreached(error: unknown): boolean {
  return causes(error).some(
    (one) => one instanceof Unreached || (one as { code?: unknown }).code === 'OAUTH_TIMEOUT',
  );
}

/** One word for the log and for whoever operates the server: never what somebody sent. */
function reasonOf(error: unknown): string {
  const chain = causes(error);
  const unreached = chain.find((one) => one instanceof Unreached);
  if (unreached) return unreached.code;
  const { error: told, code } = (chain[0] ?? {}) as { error?: unknown; code?: unknown };
  const word = typeof told === 'string' ? told : code;
  return typeof word === 'string' && /^[\w-]{1,60}$/.test(word) ? word : 'unreadable';
}

function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  for (let one = error; one instanceof Error && chain.length < 5; one = one.cause) chain.push(one);
  return chain;
}
