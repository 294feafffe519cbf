import { newToken } from '../token.js';

/** How long somebody may take at the provider. */
export const FLOW_MS = 600_000;
/** A clock that was set back by more than this ends a flow. */
const CLOCK_STEP_MS = 60_000;
const FLOW = /^([a-z0-9-]{1,30})\.([0-9a-z]{1,12})\.([\w-]{43})\.([\w-]{0,200})$/;

/** A sign-in that has gone to the provider and not yet come back. The browser that began it keeps `text`. */
export interface SignInFlow {
  readonly text: string;
  readonly provider: string;
  /** Token of the link that is being used, where there is one. */
  readonly invitation?: string;
  /** Unguessable, and bound to all of `text`: of another flow none of them fits. */
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * Makes flows and reads them again. Nothing is stored: what the provider must give back is an HMAC over what the browser keeps,
 * so any replica finishes what another one began (ADR 0043).
 */
export class SignInFlows {
  /** @param hmac HMAC-SHA-256 under the instance key, hex: 64 signs, as a PKCE verifier may be (RFC 7636, 4.1) */
  constructor(private readonly hmac: (value: string) => string) {}

  begin(provider: string, invitation: string | undefined, now: Date): SignInFlow {
    const at = now.getTime().toString(36);
    return this.flow(`${provider}.${at}.${newToken()}.${invitation ?? ''}`, provider, invitation);
  }

  /** @returns undefined for what is none, or has taken too long */
  read(text: string | undefined, now: Date): SignInFlow | undefined {
    const [, provider, at = '', , invitation = ''] = FLOW.exec(text ?? '') ?? [];
    if (text === undefined || provider === undefined) return undefined;
    const age = now.getTime() - Number.parseInt(at, 36);
    if (age > FLOW_MS || age < -CLOCK_STEP_MS) return undefined;
    return this.flow(text, provider, invitation === '' ? undefined : invitation);
  }

  private flow(text: string, provider: string, invitation: string | undefined): SignInFlow {
    const secret = (what: string) => this.hmac(`openid ${what} ${text}`);
    return {
      ...{ text, provider, ...(invitation === undefined ? {} : { invitation }) },
      ...{ state: secret('state'), nonce: secret('nonce'), verifier: secret('verifier') },
    };
  }
}
