import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fieldMeta, type SecretMark } from '../../src/core/fields.js';
import type { Facts } from '../../src/core/facts.js';
import type { Fingerprint, Outcome } from '../../src/core/outcome.js';
import type {
  ArchivePort,
  EvidencePort,
  EvidenceRef,
  RehearsedRun,
  StepContext,
  StepSpec,
} from '../../src/core/step.js';
import type { FingerprintPort, WorkPort } from '../../src/core/step.js';
import type { TaskStatus } from '../../src/core/task-status.js';
import { STEP_KEY } from '../../src/steps/step.decorator.js';

/** The clock of every context unless a test says otherwise. */
export const NOW = new Date('2026-03-02T09:30:00Z');

type Plain = Omit<
  StepContext,
  | 'evidence'
  | 'store'
  | 'work'
  | 'fingerprints'
  | 'archive'
  | 'rehearsed'
  | 'fact'
  | 'status'
  | 'statuses'
>;

export interface ContextOverrides extends Partial<Plain> {
  /** Facts of settled steps, by row id. */
  readonly facts?: Partial<Facts> & Readonly<Record<string, unknown>>;
  /** Statuses by row id; a step with a fact is `done`, all others are `locked`. */
  readonly tasks?: Readonly<Record<string, TaskStatus>>;
  /** Evidence handed in with the claim. */
  readonly files?: readonly {
    readonly name: string;
    readonly bytes: string | Uint8Array;
  }[];
  /** What the durable work folder holds already. */
  readonly workFiles?: Readonly<Record<string, string>>;
  /** Numbers already accepted in other projects, in clear text. */
  readonly usedElsewhere?: readonly {
    readonly kind: Fingerprint['kind'];
    readonly value: string;
    readonly project: string;
  }[];
  readonly archive?: Partial<ArchivePort>;
  /** Facts of the project's rehearsal; without it there is none. */
  readonly rehearsed?: Partial<Facts>;
}

/**
 * A context for unit tests of steps: real evidence bytes and a real HMAC, everything in memory
 * (`store.path` writes a temporary file on demand). Defaults: a live run of Muster GmbH, actor `anna`, {@link NOW}.
 */
export function buildContext(overrides: ContextOverrides = {}): StepContext {
  const {
    facts = {},
    tasks = {},
    files = [],
    workFiles = {},
    usedElsewhere = [],
    archive,
    rehearsed,
    ...plain
  } = overrides;
  const store = new MemoryEvidence();
  const known = facts as Readonly<Record<string, unknown>>;
  const status = (id: string): TaskStatus => tasks[id] ?? (id in known ? 'done' : 'locked');
  return {
    runId: 'run-1',
    projectId: 'project-1',
    kind: 'live',
    customer: 'Muster GmbH',
    now: NOW,
    idempotencyKey: 'key-1',
    round: 0,
    actor: 'anna',
    signal: new AbortController().signal,
    progress: () => undefined,
    ...plain,
    evidence: files.map((f) => store.add(f.name, f.bytes)),
    store,
    work: memoryWork(workFiles),
    fingerprints: memoryFingerprints(usedElsewhere),
    archive: {
      report: () => notBuilt('report'),
      seal: () => notBuilt('seal'),
      ...archive,
    },
    rehearsed: () => Promise.resolve(rehearsed && rehearsedRun(rehearsed)),
    fact: (id) => known[id] as never,
    status,
    statuses: () =>
      [...new Set([...Object.keys(tasks), ...Object.keys(known)])].map((id) => ({
        id,
        part: '',
        status: status(id),
      })),
  };
}

function rehearsedRun(facts: Partial<Facts>): RehearsedRun {
  return {
    runId: 'rehearsal-1',
    madeAt: '2026-02-20T09:00:00Z',
    fact: (id) => facts[id] as never,
  };
}

/** In-memory evidence store; also usable on its own. */
export class MemoryEvidence implements EvidencePort {
  private readonly files = new Map<string, { bytes: Buffer; name: string }>();
  private folder: string | undefined;

  add(name: string, bytes: Uint8Array | string): EvidenceRef {
    const buffer = Buffer.from(bytes as Uint8Array);
    const digest = createHash('sha256').update(buffer).digest('hex');
    this.files.set(digest, { bytes: buffer, name });
    return { digest, size: buffer.length, name };
  }

  put(name: string, bytes: Uint8Array | string): Promise<EvidenceRef> {
    return Promise.resolve(this.add(name, bytes));
  }

  putFile(path: string): Promise<EvidenceRef> {
    return Promise.resolve(this.add(basename(path), readFileSync(path)));
  }

  read(digest: string): Promise<Buffer> {
    const file = this.files.get(digest);
    return file ? Promise.resolve(file.bytes) : Promise.reject(new Error(`no evidence ${digest}`));
  }

  path(digest: string): string {
    this.folder ??= mkdtempSync(join(tmpdir(), 'umstieg-evidence-'));
    const path = join(this.folder, digest);
    writeFileSync(path, this.files.get(digest)?.bytes ?? '');
    return path;
  }
}

function memoryWork(initial: Readonly<Record<string, string>>): WorkPort {
  const files = new Map(Object.entries(initial));
  return {
    read: (name) => Promise.resolve(files.get(name)),
    write: (name, text) => {
      files.set(name, text);
      return Promise.resolve();
    },
  };
}

/** HMAC-SHA-256 under a key that only the tests know. */
export function testHmac(value: string): string {
  return createHmac('sha256', 'test instance key').update(value).digest('hex');
}

function memoryFingerprints(used: NonNullable<ContextOverrides['usedElsewhere']>): FingerprintPort {
  return {
    hmac: testHmac,
    usedElsewhere: ({ kind, hmac }) =>
      Promise.resolve(
        used.filter((u) => u.kind === kind && testHmac(u.value) === hmac).map((u) => u.project),
      ),
  };
}

function notBuilt(what: string): Promise<never> {
  return Promise.reject(new Error(`this test gave no archive.${what}`));
}

export type StepClass = new () => object;

/** The specification a step class carries. */
export function specOf(step: StepClass): StepSpec {
  return Reflect.getMetadata(STEP_KEY, step) as StepSpec;
}

/** What becomes of a claim: refused by the form (messages, `path: message`) or an outcome. */
export interface HandedIn {
  readonly refused: readonly string[];
  readonly outcome: Outcome<never> | undefined;
  /** Codes of the outcome's reasons. */
  readonly codes: readonly string[];
  readonly store: EvidencePort;
}

/**
 * Hands a claim in the way the engine does: validates the form, replaces secrets by marks, then verifies
 * (a task) or checks and executes (an automatic step).
 */
export async function handIn(
  step: StepClass,
  input: Record<string, unknown>,
  overrides: ContextOverrides = {},
): Promise<HandedIn> {
  const form = specOf(step).form;
  const parsed = form?.safeParse(input);
  const context = buildContext(overrides);
  const { store } = context;
  if (parsed && !parsed.success) {
    const refused = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
    return { refused, outcome: undefined, codes: [], store };
  }
  const values = parsed?.data ?? input;
  const marked = Object.entries(values).map(
    ([name, value]) => [name, markSecret(step, name, value)] as const,
  );
  const provider = new step() as Runnable;
  const claim = Object.fromEntries(marked);
  const outcome = provider.verify
    ? await provider.verify(claim, context)
    : ((await provider.check?.(claim, context)) ?? (await provider.execute?.(claim, context)));
  return {
    refused: [],
    outcome,
    codes: outcome?.reasons.map((r) => r.code) ?? [],
    store,
  };
}

interface Runnable {
  verify?(input: unknown, context: StepContext): Promise<Outcome<never>> | Outcome<never>;
  check?(input: unknown, context: StepContext): Promise<Outcome<never> | undefined>;
  execute?(input: unknown, context: StepContext): Promise<Outcome<never>>;
}

function markSecret(step: StepClass, name: string, value: unknown): unknown {
  const field = specOf(step).form?.shape[name] as Parameters<typeof fieldMeta>[0] | undefined;
  const meta = field ? fieldMeta(field) : undefined;
  if (meta?.privacy !== 'secret' || typeof value !== 'string') return value;
  const mark: SecretMark = {
    given: true,
    ...(meta.keep === 'fingerprint' ? { hmac: testHmac(value) } : {}),
    ...(meta.keep === 'fingerprint' && value.length >= 12 ? { last4: value.slice(-4) } : {}),
  };
  return mark;
}
