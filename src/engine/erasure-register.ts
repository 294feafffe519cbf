import { z } from 'zod';
import { erasedIn } from '../audit/erased.js';
import type { AuditEntry } from '../audit/entry.js';
import type { RunValue } from './erasable.js';

const line = z.strictObject({
  v: z.literal(1),
  erasure: z.string(),
  run: z.string(),
  at: z.string(),
  gone: z.array(z.string()),
});

/** One entry of the register of erasures, which is kept beside backups: names of values, never a value. */
export type ErasedLine = z.infer<typeof line>;

export function erasedLine(entry: AuditEntry): ErasedLine {
  const { erasure } = entry.inputs ?? {};
  return {
    v: 1,
    ...{ erasure: typeof erasure === 'string' ? erasure : '', run: entry.run, at: entry.at },
    gone: erasedIn(entry),
  };
}

export function registerText(lines: readonly ErasedLine[]): string {
  return lines.map((one) => `${JSON.stringify(one)}\n`).join('');
}

/** @throws SyntaxError | z.ZodError for a line of another form */
export function parseRegister(text: string): ErasedLine[] {
  return text
    .split('\n')
    .filter((one) => one.trim() !== '')
    .map((one) => line.parse(JSON.parse(one)));
}

/** What a line names, as values of its run; names of another form name nothing. */
export function valuesOf({ run, gone }: Pick<ErasedLine, 'run' | 'gone'>): RunValue[] {
  return gone.flatMap((name): RunValue[] => {
    const [of = '', first = '', second = ''] = name.split(' ');
    const key = name.slice(of.length + 1);
    if (of === 'opening' || of === 'attempt' || of === 'outcome' || of === 'answer')
      return [{ of, runId: run, key }];
    if (of === 'evidence' || of === 'fact')
      return [{ of, runId: run, step: first, digest: second }];
    return [];
  });
}

/** Digests of the evidence that lines name. */
export function evidenceIn(lines: readonly ErasedLine[]): ReadonlySet<string> {
  const values = lines.flatMap(valuesOf);
  return new Set(values.flatMap((value) => (value.of === 'evidence' ? [value.digest] : [])));
}
