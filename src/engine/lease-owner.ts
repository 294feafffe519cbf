import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** States of a process that does nothing any more (man 5 proc): zombie, dead. */
const ENDED: ReadonlySet<string> = new Set(['Z', 'X', 'x']);

/** `host|boot|pid|start|nonce`: says which process of which boot of which host holds a lease. */
export function thisOwner(): string {
  const start = processStat(process.pid)?.start ?? '?';
  return [hostname(), bootId(), String(process.pid), start, randomBytes(4).toString('hex')].join(
    '|',
  );
}

/** Whether somebody holds this attempt at the time `now`, milliseconds: a lease that runs, of an owner that may live. */
export function isHeld(
  { owner, leaseUntil }: { readonly owner: string; readonly leaseUntil: number },
  now: number,
): boolean {
  return leaseUntil > now && !isGone(owner);
}

/**
 * Whether the owner certainly lives no more: same host, and another boot, no such process, one that ended and was not
 * collected by its parent (a zombie), or the number was given to a later process. An owner on another host, or one that
 * cannot be judged, is only known by its lease (ADR 0003).
 */
export function isGone(owner: string): boolean {
  const [host, boot, pid, start] = owner.split('|');
  if (host !== hostname()) return false;
  if (boot !== bootId()) return boot !== '?' && bootId() !== '?';
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    return (error as { code?: string }).code === 'ESRCH';
  }
  const now = processStat(Number(pid));
  if (now === undefined) return false;
  return ENDED.has(now.state) || (start !== '?' && now.start !== start);
}

function bootId(): string {
  return readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '?';
}

/**
 * State and start time in clock ticks since boot, fields 3 and 22 of /proc/PID/stat (man 5 proc); undefined where there
 * is no /proc.
 */
function processStat(pid: number): { readonly state: string; readonly start: string } | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  const [state, ...fields] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? [];
  const start = fields[18];
  return state === undefined || start === undefined ? undefined : { state, start };
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
