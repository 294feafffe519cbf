import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { isSignedOut, OtherPerson } from './api-error.js';
import { csrf } from './csrf.js';
import { ownWindow } from './own-window.js';
import { get, request } from './request.js';
import type { ProviderAddress, Session, SignInProvider } from './shapes.js';

/** Who is signed in here; 401 for nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }) => ownWindow.check(await get<Session>('/api/session', signal)),
  staleTime: 60_000,
});

export interface SignIn {
  readonly name: string;
  readonly password: string;
}

/** Afterwards everything is asked anew: another person sees other things. */
export async function signIn(who: SignIn, queries: QueryClient): Promise<void> {
  ownWindow.leave();
  const { body } = await request<Session>('/api/session', { method: 'POST', body: who });
  begin(body, queries);
}

/** Where people may sign in beside here. */
export const providersQuery = queryOptions({
  queryKey: ['providers'],
  queryFn: async ({ signal }) =>
    (await get<{ items: readonly SignInProvider[] }>('/api/session/providers', signal)).items,
  staleTime: 60_000,
});

/** Leaves this page for the provider; the browser comes back to `/sign-in/return`. */
export async function goToProvider(provider: string, invitation?: string): Promise<void> {
  const path = `/api/session/providers/${encodeURIComponent(provider)}`;
  const body = invitation === undefined ? {} : { invitation };
  location.assign((await request<ProviderAddress>(path, { method: 'POST', body })).body.address);
}

/** @param query all that stood behind `?` when the browser came back */
export async function finishAtProvider(query: string, queries: QueryClient): Promise<void> {
  ownWindow.leave();
  const path = '/api/session/provider-answer';
  begin((await request<Session>(path, { method: 'POST', body: { query } })).body, queries);
}

/** What an invitation asks of whoever uses it; `name` only where the link names nobody. */
export interface Acceptance {
  readonly token: string;
  readonly password: string;
  readonly name?: string;
}

export async function acceptInvitation(body: Acceptance, queries: QueryClient): Promise<void> {
  ownWindow.leave();
  const path = '/api/invitations/accept';
  begin((await request<Session>(path, { method: 'POST', body })).body, queries);
}

/**
 * Also when the server no longer knows the session, or this browser has that of somebody else by now.
 * @throws ApiError, NoAnswer the person is still signed in
 */
export async function signOut(queries: QueryClient): Promise<void> {
  try {
    await request('/api/session', { method: 'DELETE' });
  } catch (error) {
    if (!isSignedOut(error) && !(error instanceof OtherPerson)) throw error;
  }
  csrf.forget();
  ownWindow.leave();
  queries.clear();
}

function begin(session: Session, queries: QueryClient): void {
  csrf.forget();
  ownWindow.take(session);
  queries.clear();
  queries.setQueryData(sessionQuery.queryKey, session);
}
