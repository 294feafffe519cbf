import type { IncomingMessage } from 'node:http';

/** How the server is reached from outside: its names, whether that is encrypted, and who really asks. */
export interface Outside {
  /** Browsers talk TLS to it, here or at the proxy in front. */
  readonly secure: boolean;
  /** Names it answers to, for a refusal. */
  readonly names: readonly string[];
  /** @param host a `Host` header, in small letters */
  isOwnHost(host: string): boolean;
  /** @param origin an `Origin` header */
  isOwnOrigin(origin: string): boolean;
  /** Network address of whoever asks, for the throttle and nothing else. */
  addressOf(request: IncomingMessage): string;
}

/** Under this token the face is given its {@link Outside}. */
export const OUTSIDE = Symbol('outside');

/** This computer only, without TLS. @param port asked for late: 0 takes a free one */
export function onLoopback(port: () => number): Outside {
  const hosts = () => ['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port()}`);
  return {
    secure: false,
    get names() {
      return hosts();
    },
    isOwnHost: (host) => hosts().includes(host),
    isOwnOrigin: (origin) => hosts().some((host) => origin === `http://${host}`),
    addressOf: (request) => request.socket.remoteAddress ?? '',
  };
}
