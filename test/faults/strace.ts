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

/** Calls that change what lies on a disk. `write` is not among them: what it did counts only once it was flushed. */
export const DURABLE = [
  ...['pwrite64', 'fsync', 'fdatasync', 'ftruncate', 'mkdir'],
  ...['rename', 'renameat2', 'link', 'unlink', 'unlinkat'],
] as const;

/** The n-th call of a kind in one thread. */
export interface Point {
  readonly call: string;
  readonly n: number;
}

/** Writes every call of these to `log`; bytes in hexadecimal, files by their paths. */
export function recording(calls: readonly string[], log: string): string[] {
  const told = ['-xx', '-y', '-s', '2000000'];
  return ['strace', '-f', '-qq', ...told, '-o', log, '-e', `trace=${calls.join(',')}`];
}

/** Every point of a log that `recording` wrote, in the order in which they were reached first. */
export function pointsIn(log: string): Point[] {
  const counts = new Map<string, number>();
  const points = new Map<string, Point>();
  for (const line of log.split('\n')) {
    const [, thread = '', call = ''] = /^(\d+)\s+(\w+)\(/.exec(line) ?? [];
    if (call === '') continue;
    const n = (counts.get(`${thread} ${call}`) ?? 0) + 1;
    counts.set(`${thread} ${call}`, n);
    points.set(`${call} ${String(n)}`, { call, n });
  }
  return [...points.values()];
}
