/** One call of a log that `recording` (strace.ts) wrote. */
export type Call =
  | { readonly kind: 'say'; readonly bytes: Buffer }
  | { readonly kind: 'write'; readonly path: string; readonly at?: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly path: string; readonly size: number }
  | { readonly kind: 'sync' | 'unlink'; readonly path: string }
  | { readonly kind: 'rename' | 'link'; readonly path: string; readonly to: string };

const LINE = /^(\d+)\s+(\w+)\((.*)\)\s+= (-?\d+)/;
const UNFINISHED = /^(\d+)\s+(.*) <unfinished \.\.\.>$/;
const RESUMED = /^(\d+)\s+<\.\.\. \w+ resumed>(.*)$/;

/** Calls that were carried out, in the order in which they were over. */
export function callsIn(log: string): Call[] {
  const begun = new Map<string, string>();
  const calls: Call[] = [];
  for (const line of log.split('\n')) {
    const [, thread = '', start] = UNFINISHED.exec(line) ?? [];
    if (start !== undefined) {
      begun.set(thread, start);
      continue;
    }
    const [, resuming = '', rest] = RESUMED.exec(line) ?? [];
    const whole = rest === undefined ? line : `${resuming} ${begun.get(resuming) ?? ''}${rest}`;
    const call = callIn(whole);
    if (call) calls.push(call);
  }
  return calls;
}

function callIn(line: string): Call | undefined {
  const [, , name = '', args = '', result = '-1'] = LINE.exec(line) ?? [];
  if (Number(result) < 0) return undefined;
  const place = /^(\d+)<([^>]*)>/.exec(args);
  const path = text(place?.[2] ?? '');
  const strings = [...args.matchAll(/"([^"]*)"/g)].map(([, found = '']) => bytesOf(found));
  const [first, second] = strings.map((found) => found.toString('utf8'));
  switch (name) {
    case 'write':
      if (place?.[1] === '1') return { kind: 'say', bytes: strings[0] ?? Buffer.alloc(0) };
      return {
        kind: 'write',
        path,
        bytes: (strings[0] ?? Buffer.alloc(0)).subarray(0, Number(result)),
      };
    case 'pwrite64': {
      const at = Number(args.slice(args.lastIndexOf(',') + 1));
      return { kind: 'write', path, at, bytes: strings[0] ?? Buffer.alloc(0) };
    }
    case 'ftruncate':
      return { kind: 'truncate', path, size: Number(args.slice(args.lastIndexOf(',') + 1)) };
    case 'fsync':
    case 'fdatasync':
      return { kind: 'sync', path };
    case 'unlink':
    case 'unlinkat':
      return { kind: 'unlink', path: first ?? '' };
    case 'rename':
    case 'renameat2':
    case 'link':
      return { kind: name === 'link' ? 'link' : 'rename', path: first ?? '', to: second ?? '' };
    default:
      return undefined;
  }
}

function text(given: string): string {
  return given.startsWith('\\x') ? bytesOf(given).toString('utf8') : given;
}

function bytesOf(hex: string): Buffer {
  return Buffer.from(hex.replaceAll('\\x', ''), 'hex');
}
