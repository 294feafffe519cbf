import { randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { type ErrorDetails, RequestError, UmstiegError, InvariantError } from '../core/errors.js';
import { ERROR_CODES, type ErrorCode } from '../core/error-codes.js';
import type { Text } from '../core/text.js';
import type { Addition, AttemptRow } from '../persistence/write-batch.js';
import type { Turn } from '../persistence/unit-of-work.js';
import type { StoredCommand } from '../persistence/run.store.js';
import type { CommandAnswer, RunCommand } from './commands.js';
import { Ask } from './ask.js';
import { answerOf, decide } from './decide.js';
import type { EngineCore } from './engine-core.js';
import { commandProblem } from './sound-command.js';
import { TurnBuilder, type EntryParts, type LoadedRun } from './turn-builder.js';
import type { Who } from './who.js';

export interface CommandOptions {
  readonly who: Who;
  /** Idempotency key; without one the command is its own. */
  readonly key?: string | undefined;
  /** Expected revision; a different one is a conflict. */
  readonly revision?: number | undefined;
  /** Exit code the caller reckons with: a refusal that has it is the answer, whatever another moment would bring. */
  readonly expects?: number | undefined;
}

interface Answered {
  readonly answer: CommandAnswer;
  readonly started: readonly AttemptRow[];
}

/** Takes commands: decides them in the group commit, records every acceptance and refusal, starts what they began. */
export class Engine {
  constructor(private readonly core: EngineCore) {}

  /**
   * @param given the command, or what makes it (checks the form, takes evidence in); what that throws is an audited refusal
   * @throws RequestError the refusal; the same key gives the same answer again, and the same refusal where it is final
   */
  async command(
    runId: string,
    request: object,
    given: RunCommand | (() => RunCommand | Promise<RunCommand>),
    options: CommandOptions,
  ): Promise<CommandAnswer> {
    const problem = commandProblem(request, options.key);
    if (problem) {
      const unnamed = { ...options, key: undefined };
      return this.command(runId, {}, () => Promise.reject(problem), unnamed);
    }
    const fingerprint = this.core.keys.hmac(canonicalize(request) ?? '');
    let command: RunCommand | UmstiegError;
    if (typeof given === 'function') {
      const earlier = await this.answered(runId, options.key, fingerprint);
      if (earlier) return earlier();
      command = await prepared(given);
    } else command = given; // nothing is done for it before it is decided, and deciding looks for its key too
    const { answer, started } = await this.core.commit(
      runId,
      options.key ?? null,
      (run, previous) => this.turn(run, previous, command, fingerprint, options),
    );
    this.core.start(started);
    return answer;
  }

  /** The first answer to this key, before any work is done for it. */
  private async answered(runId: string, key: string | undefined, request: string) {
    if (key === undefined) return undefined;
    const found = (await this.core.store.commands([{ runId, key }])).values().next().value;
    return found ? () => replay(found, request) : undefined;
  }

  private turn(
    run: LoadedRun,
    previous: StoredCommand | undefined,
    command: RunCommand | UmstiegError,
    request: string,
    options: CommandOptions,
  ): Turn<Answered> {
    if (previous) return { settle: () => ({ answer: replay(previous, request), started: [] }) };
    const key = options.key ?? randomUUID();
    try {
      if (command instanceof UmstiegError) throw command;
      return this.accept(run, command, key, request, options);
    } catch (error) {
      if (!(error instanceof UmstiegError) || error.family === 'invariant') throw error;
      return this.refuse(run, command, error, key, request, options);
    }
  }

  private accept(
    run: LoadedRun,
    command: RunCommand,
    key: string,
    request: string,
    o: CommandOptions,
  ): Turn<Answered> {
    const { row } = run.stored;
    if (o.revision !== undefined && o.revision !== row.revision)
      throw stale(o.revision, row.revision);
    const builder = new TurnBuilder(this.core.env, run, o.who);
    const ask = new Ask(run, this.core.registry, builder, o.who.name, builder.person(o.who.name));
    const parts = decide(ask, command);
    const answer = answerOf(ask, command, row.revision + 1);
    remember(builder.addition, row.id, key, request, { answer });
    const next = this.core.loaded(
      builder.finish({ ...parts, command: key }, { changes: true, seal: true }),
      builder,
    );
    const started = builder.addition.attempts.filter(
      (a) => a.status === 'started' && a.leaseUntil > 0,
    );
    return { next, addition: builder.addition, settle: () => ({ answer, started }) };
  }

  /**
   * A refusal moves the audit head, not the revision. It is kept under its key unless another moment can lift it: a command
   * that came too early, or second, may be sent again.
   */
  private refuse(
    run: LoadedRun,
    command: RunCommand | UmstiegError,
    error: UmstiegError,
    key: string,
    request: string,
    o: CommandOptions,
  ): Turn<Answered> {
    const builder = new TurnBuilder(this.core.env, run, o.who);
    if (!ERROR_CODES[error.code].passing || error.exitCode === o.expects) {
      const { code, text, details } = error;
      const { expected, place, remedy } = details;
      const refusal = { error: { code, text, details: { expected, place, remedy } } };
      remember(builder.addition, run.stored.row.id, key, request, refusal);
    }
    const named = command instanceof UmstiegError ? undefined : command;
    const step = named && 'step' in named ? named.step : error.details.step;
    const parts: EntryParts = {
      kind: 'refused',
      event: `${step ?? 'command'}.${named?.do ?? 'submit'}`,
      step: step ?? null,
      command: key,
      code: error.code,
    };
    const next = this.core.loaded(builder.finish(parts, { changes: false }), builder);
    return {
      next,
      addition: builder.addition,
      settle: () => {
        throw error;
      },
    };
  }
}

async function prepared(
  make: () => RunCommand | Promise<RunCommand>,
): Promise<RunCommand | UmstiegError> {
  try {
    return await make();
  } catch (error) {
    if (!(error instanceof UmstiegError) || error.family === 'invariant') throw error;
    return error;
  }
}

interface StoredAnswer {
  readonly answer?: CommandAnswer;
  readonly error?: {
    code: ErrorCode;
    text: Text;
    details: Pick<ErrorDetails, 'expected' | 'place' | 'remedy'>;
  };
}

export function remember(
  addition: Addition,
  runId: string,
  key: string,
  request: string,
  answer: StoredAnswer,
): void {
  addition.commands.push({ runId, key, request, answer: JSON.stringify(answer) });
}

/** @throws RequestError the first refusal, or command.mismatch when the key was used for something else */
export function replay(previous: StoredCommand, request: string): CommandAnswer {
  if (previous.request !== request) {
    throw new RequestError('command.mismatch', {
      de: 'Dieser Schlüssel wurde schon für einen anderen Befehl verwendet: andere Angaben oder ein anderer Inhalt eines Nachweises.',
      en: 'This key was already used for another command: other fields, or other content of an evidence file.',
    });
  }
  const { answer, error } = JSON.parse(previous.answer) as StoredAnswer;
  if (error) throw new RequestError(error.code, error.text, error.details);
  if (!answer)
    throw new InvariantError('store.failed', { de: 'Antwort fehlt.', en: 'Answer is missing.' });
  return answer;
}

export function stale(expected: number, found: number): RequestError {
  return new RequestError(
    'run.conflict',
    {
      de: `Jemand war schneller: erwartet war Stand ${expected}, der Lauf steht bei ${found}. Ansehen und wiederholen.`,
      en: `Someone else was faster: revision ${expected} was expected, the run is at ${found}. Look and repeat.`,
    },
    { expected: [String(found)] },
  );
}
