import { request } from 'node:http';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number | undefined;
  readonly text: string;
}

/** A request whose path goes out as it stands: no client tidies it. */
export function rawRequest(
  address: string,
  o: {
    readonly path: string;
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | Buffer;
  },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(address);
  const { path, method = 'GET', headers = {}, body } = o;
  return new Promise((done, fail) => {
    request({ hostname, port, path, method, headers, timeout: 20_000 }, (answer) => {
      let text = '';
      answer.on('data', (piece: Buffer) => (text += piece.toString()));
      answer.on('end', () => done({ status: answer.statusCode, text }));
    })
      .on('error', fail)
      .on('timeout', function (this: { destroy(error: Error): void }) {
        this.destroy(new Error('no answer'));
      })
      .end(body);
  });
}

/** Sends `begin`, then one byte of `rest` after the other. @returns what came back, once the server hung up */
export function dripped(address: string, begin: string, rest: string, everyMs: number) {
  const { hostname, port } = new URL(address);
  return new Promise<{ text: string; afterMs: number }>((done) => {
    const socket = connect(Number(port), hostname);
    const since = Date.now();
    let [text, at] = ['', 0];
    socket.write(begin);
    const timer = setInterval(() => {
      if (at < rest.length) socket.write(rest[at++] ?? '');
    }, everyMs);
    socket.on('data', (piece: Buffer) => (text += piece.toString()));
    socket.on('error', () => undefined); // the server may hang up while a byte is on its way
    socket.on('close', () => {
      clearInterval(timer);
      done({ text, afterMs: Date.now() - since });
    });
  });
}
