import { StepFailure, UmstiegError } from '../core/errors.js';

/** Undefined as soon as the signal says so; what the work yields later is dropped. */
export async function unlessAborted<T>(
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T | undefined> {
  if (signal.aborted) return undefined;
  const result = work();
  result.catch(() => undefined);
  let leave = () => {};
  const left = new Promise<undefined>((resolve) => {
    leave = () => resolve(undefined);
    signal.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([result, left]);
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

/** What a step threw, as an error of ours. */
export function asFailure(error: unknown): UmstiegError {
  if (error instanceof UmstiegError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new StepFailure(
    'step.failed',
    { de: `Unerwarteter Fehler: ${message}`, en: `Unexpected error: ${message}` },
    'never',
    { cause: error },
  );
}

/** @throws StepFailure step.timeout, after the signal to stop was given */
export async function inTime<T>(
  work: Promise<T> | T,
  limitMs: number,
  step: string,
  abort: AbortController,
): Promise<T> {
  let clock: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    clock = setTimeout(() => {
      abort.abort();
      fail(tooLate(step, limitMs));
    }, limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(clock);
  }
}

function tooLate(step: string, limitMs: number): StepFailure {
  return new StepFailure(
    'step.timeout',
    {
      de: `${step} war nach ${limitMs / 1000} s nicht fertig.`,
      en: `${step} was not finished after ${limitMs / 1000} s.`,
    },
    'yes',
  );
}
