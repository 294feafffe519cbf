import { RequestError } from '../../core/errors.js';
import type { Identities } from '../identities.js';
import type { Invitations } from '../invitations.js';
import type { SignedIn } from '../sign-in.js';
import type { DeclaredProvider } from './declared-provider.js';
import { Provider } from './provider.js';
import { flowEnded, noSuchProvider, ownerNeedsPassword } from './refusals.js';
import type { SignInFlow, SignInFlows } from './sign-in-flow.js';

/** What came back with the browser. */
export interface CameBack {
  /** What the browser kept since the sign-in began. */
  readonly flow: string | undefined;
  /** All that stood behind `?` in the address the provider sent it to. */
  readonly query: string;
  /** That address: the same as at the begin. */
  readonly returnTo: string;
  /** Network address of who asks. */
  readonly address: string;
  /** Token of the session this browser had so far: it ends. */
  readonly earlier?: string | undefined;
}

/** Of `Access`. */
export interface ProviderSignInParts {
  readonly identities: Identities;
  readonly invitations: Invitations;
  readonly flows: SignInFlows;
  readonly now: () => Date;
}

/** Signing in at the providers an operator declared, there and back (ADR 0043). */
export class ProviderSignIn {
  private readonly providers: ReadonlyMap<string, Provider>;

  constructor(
    declared: readonly DeclaredProvider[],
    private readonly parts: ProviderSignInParts,
  ) {
    this.providers = new Map(declared.map((one) => [one.id, new Provider(one, parts.now)]));
  }

  /** What the sign-in page offers. */
  list(): { id: string; name: string }[] {
    return [...this.providers.values()].map(({ declared: { id, name } }) => ({ id, name }));
  }

  /**
   * Where to send the browser, and what it is to keep until it comes back.
   * @param invitation token of a link to be used
   * @throws RequestError provider.unknown, provider.unreachable, invitation.ended, invitation.needs-password
   */
  async begin(
    id: string,
    returnTo: string,
    invitation?: string,
  ): Promise<{ address: string; flow: string }> {
    const provider = this.providers.get(id);
    if (!provider) throw noSuchProvider();
    if (invitation !== undefined) {
      const { name } = await this.parts.invitations.look(invitation);
      if (name === null) throw ownerNeedsPassword();
    }
    const flow = this.parts.flows.begin(id, invitation, this.parts.now());
    return { address: await provider.address(flow, returnTo), flow: flow.text };
  }

  /**
   * Makes the session of whoever came back; every refusal is recorded. Where no sign-in had begun, nothing was tried, and nothing
   * is counted: a page that sends people here must not lock their address.
   * @throws RequestError sign-in.refused, sign-in.paused, provider.unreachable, identity.unbound, identity.taken, invitation.ended
   */
  async finish(back: CameBack): Promise<SignedIn> {
    const { identities, flows, now } = this.parts;
    const flow = flows.read(back.flow, now());
    if (!flow) throw flowEnded();
    await identities.begin(back.address, flow.provider);
    try {
      return await this.enter(back, flow);
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const isOurs = error.code === 'provider.unreachable';
      return await identities.fail(back.address, flow.provider, error, isOurs);
    }
  }

  private async enter(back: CameBack, flow: SignInFlow): Promise<SignedIn> {
    const provider = this.providers.get(flow.provider);
    if (!provider) throw noSuchProvider();
    const answer = new URL(back.returnTo);
    answer.search = back.query;
    const identity = await provider.identity(answer, flow);
    const { address, earlier } = back;
    const { id, name } = provider.declared;
    const returned = { identity, name, provider: id, address, earlier };
    return flow.invitation === undefined
      ? this.parts.identities.enter(returned)
      : this.parts.identities.bind(returned, flow.invitation);
  }
}
