import type { z } from 'zod';
import type { Action } from '../access/rights.js';
import type { OperationRecord } from '../engine/operation-record.js';
import type { OperationWork } from '../engine/operations.js';
import type { Umstieg } from '../engine/umstieg.js';
import type { Who } from '../engine/who.js';
import type { newOperation } from './schemas/requests.js';

export type Wanted = z.output<typeof newOperation>;

interface OperationKind {
  /** Who may ask for it and see what it came to. */
  readonly action: Action;
  /** Name under which its file is downloaded. */
  fileName?(run: string): string;
  work(o: {
    readonly umstieg: Umstieg;
    readonly run: string;
    readonly who: Who;
    readonly wanted: Wanted;
    readonly use: OperationWork;
  }): Promise<OperationRecord['result']>;
}

/** Long work that can be asked for over HTTP; whatever writes, writes its own file of the data folder and nothing else. */
export const OPERATION_KINDS: Readonly<Record<Wanted['kind'], OperationKind>> = {
  verify: {
    action: 'audit.see',
    work: async ({ umstieg, run, wanted, use }) => {
      const key = wanted.kind === 'verify' ? wanted.key : undefined;
      const verdict = await umstieg.verify(run, key, use);
      return JSON.parse(JSON.stringify(verdict)) as OperationRecord['result'];
    },
  },
  export: {
    action: 'run.export',
    fileName: (run) => `${run}.zip`,
    work: async ({ umstieg, run, who, wanted, use }) => {
      const handOver = wanted.kind === 'export' ? wanted.handOver : undefined;
      const { digest, entries, head, signer } = await umstieg.archive.export(
        ...([run, use.file, who, handOver, use] as const),
      );
      return { digest, entries, head, signer };
    },
  },
};

/** Undefined for a kind that this program does not know any more. */
export function operationKind(kind: string): OperationKind | undefined {
  return (OPERATION_KINDS as Readonly<Record<string, OperationKind>>)[kind];
}
