/**
 * One look at the database for everybody who asks before it begins; whoever asks later shares the next one. So an answer is
 * never older than the question, and one look at a time is on its way, however many ask.
 */
export function sharedLook<T>(look: () => Promise<T>): () => Promise<T> {
  let coming: Promise<T> | undefined;
  let before: Promise<unknown> = Promise.resolve();
  return () => {
    coming ??= before.then(() => {
      coming = undefined;
      const now = look();
      before = now.catch(() => undefined);
      return now;
    });
    return coming;
  };
}
