import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** `host|boot|pid|start|nonce`: says which process of which boot of which host holds a lease. */
export function thisOwner(): string {
  const start = processStart(process.pid) ?? '?';
  return [hostname(), bootId(), String(process.pid), start, randomBytes(4).toString('hex')].join(
    '|',
  );
}

/**
 * Whether the owner certainly lives no more: same host, and another boot, no such process, or the number was given to a
 * later process. An owner on another host, or one that cannot be judged, is only known by its lease (ADR 0003).
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
  const now = processStart(Number(pid));
  return now !== undefined && start !== '?' && now !== start;
}

function bootId(): string {
  return readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? '?';
}

/** Start time in clock ticks since boot, field 22 of /proc/PID/stat; undefined where there is no /proc. */
function processStart(pid: number): string | undefined {
  const stat = readProc(`/proc/${pid}/stat`);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

function readProc(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
