import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP forwarder that counts, listens in, and can fall silent: what lies between a client and a real server. */
export class Forwarder {
  connections = 0;
  /** Told of every piece of an answer: how many bytes all answers have together. */
  onAnswer: (bytes: number) => void = () => undefined;
  private answered = 0;
  /** Everything the client sent, as it went over the wire. */
  readonly sent: Buffer[] = [];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /** @param silentAfter bytes of the server's answers that are let through on each connection */
  constructor(
    private readonly host: string,
    targetPort: number,
    silentAfter = Number.POSITIVE_INFINITY,
  ) {
    this.server = createServer((near) => {
      this.connections++;
      const far = connect(targetPort, host);
      for (const socket of [near, far]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
      }
      let answered = 0;
      near.on('data', (bytes: Buffer) => {
        this.sent.push(bytes);
        far.write(bytes);
      });
      far.on('data', (bytes: Buffer) => {
        answered += bytes.length;
        this.answered += bytes.length;
        this.onAnswer(this.answered);
        if (answered <= silentAfter) near.write(bytes);
      });
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    });
  }

  /** @returns the port; it listens where the server does, so that the server's certificate holds. */
  async listen(address = this.host): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, address, done));
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((done) => this.server.close(done));
  }
}
