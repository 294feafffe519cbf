import type { EvidencePort, StepContext } from '../../src/core/step.js';

/** A context that knows nothing but the claim, and notices when a step takes in a file that the claim names. */
export class Unknowing {
  stored = false;
  readonly context: StepContext;

  constructor(real: StepContext) {
    const { store } = real;
    const noted =
      <A extends unknown[], R>(take: (...args: A) => R) =>
      (...args: A): R => {
        this.stored = true;
        return take(...args);
      };
    const watched: EvidencePort = {
      put: noted((name, bytes) => store.put(name, bytes)),
      putFile: noted((path) => store.putFile(path)),
      read: (digest) => store.read(digest),
      path: (digest) => store.path(digest),
    };
    this.context = {
      ...real,
      evidence: [],
      store: watched,
      fingerprints: {
        hmac: (value) => real.fingerprints.hmac(value),
        usedElsewhere: () => Promise.resolve([]),
      },
      customer: '',
      rehearsed: () => Promise.resolve(undefined),
      fact: () => undefined,
      status: () => 'locked',
      statuses: () => [],
    };
  }
}
