import { connect, type Socket } from 'node:net';
import { readResponse, type RawResponse } from './raw-response.js';

/** One HTTP/1.1 connection on which requests are sent one behind the other, without waiting for answers. */
export class RawConnection {
  #received: Buffer = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => undefined;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined); // a refused connection closes, which is what is looked at
    socket.on('close', () => {
      this.#ended = true;
      this.#wake();
    });
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  send(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  /** The next answer; undefined when the server has closed the connection without one. */
  async next(method: string): Promise<RawResponse | undefined> {
    for (;;) {
      const read = readResponse(this.#received, method);
      if (read) {
        this.#received = this.#received.subarray(read.sizeBytes);
        return read;
      }
      if (this.#ended) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Ends the sending half: nothing more will come. */
  endSending(): void {
    this.socket.end();
  }

  close(): void {
    this.socket.destroy();
  }
}
