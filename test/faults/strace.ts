/** What makes strace interfere with system calls: `CALL:error=EIO:when=N`, `CALL:signal=SIGKILL:when=N` (man 1 strace). */
export function injecting(injections: readonly string[], paths: readonly string[] = []): string[] {
  return [
    ...['strace', '-f', '-qq', '-o', '/dev/null'],
    ...paths.flatMap((path) => ['-P', path]),
    ...injections.flatMap((one) => ['-e', `inject=${one}`]),
  ];
}

/** strace counts calls for each thread by itself: with one thread for files, the n-th call is the n-th. */
export const ONE_THREAD = { UV_THREADPOOL_SIZE: '1' };
