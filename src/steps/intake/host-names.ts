/** Server names as people write them: case, a trailing dot and leading backslashes do not count. */
function fold(host: string): string {
  return host.trim().toLowerCase().replace(/^\\+/, '').replace(/\.$/, '');
}

/**
 * Do two names mean the same server? A short name equals a full one with the same first label
 * (`UC01` and `uc01.muster.local`); two full names must be equal as a whole.
 */
export function sameHost(a: string, b: string): boolean {
  const [x, y] = [fold(a), fold(b)];
  if (x === y) return true;
  if (x.includes('.') && y.includes('.')) return false;
  return x.split('.')[0] === y.split('.')[0];
}
