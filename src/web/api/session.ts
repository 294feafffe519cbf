import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { isSignedOut, OtherPerson } from './api-error.js';
import { csrf } from './csrf.js';
import { ownWindow } from './own-window.js';
import { get, request } from './request.js';
import type { Session } from './shapes.js';

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
