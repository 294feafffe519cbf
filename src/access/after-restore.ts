import type { AccessStore } from './access.store.js';

/**
 * After a backup was restored: every session and every open invitation has ended, since some of them may have been ended
 * after it was made. Accounts and roles are those of the backup.
 */
export function endAllAfterRestore(store: AccessStore): Promise<void> {
  return store.change(async (now) => {
    const accounts = await store.accounts();
    const sessions = await Promise.all(accounts.map(({ id }) => store.sessions(id)));
    const sessionsEnded = sessions.flat().map(({ id }) => id);
    const endedAt = now.toISOString();
    const open = await store.openInvitations();
    return {
      event: { event: 'backup.restored', sessions: sessionsEnded.length },
      change: { sessionsEnded, invitations: open.map((one) => ({ ...one, endedAt })) },
      answer: () => undefined,
    };
  });
}
