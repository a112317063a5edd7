import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import {
  createServer as createHttp2Server,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { Socket } from 'node:net';
import { answer, type Pipeline } from '../pipeline/answer.js';
import { HostGuard } from '../pipeline/host-guard.js';
import type { Routes } from '../pipeline/routes.js';
import type { WireCall } from '../wire-service.js';
import type { WireHead } from '../pipeline/wire-message.js';
import { answerMalformedHttp } from './malformed-http.js';
import { openPort } from './open-port.js';
import { sendResponse } from './send-response.js';
import { sniffConnection } from './connection-sniffer.js';

interface HttpEndpointOptions {
  readonly routes: Routes;
  readonly onDefect: (error: unknown) => void;
  readonly closeGraceMs: number;
  readonly nextRequestId: () => string;
  readonly now: () => number;
  readonly authorize: ((call: WireCall) => void) | undefined;
}

// Longer than the SDKs keep an idle connection, so that they close first and never write to one that is being closed.
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 30_000;
const REQUEST_MS = 300_000;
// A window of HTTP/2's 64 KiB would make a client wait in the middle of every larger batch.
const WINDOW_BYTES = 4 * 1024 * 1024;

const isCallerGone = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED', 'ECONNRESET', 'EPIPE'].includes(
    String((error as NodeJS.ErrnoException).code),
  );

/** The HTTP side: one listening server, whose connections go to HTTP/1.1 or to HTTP/2 by their first bytes. */
export class HttpEndpoint {
  readonly #http1: Server;
  readonly #http2: Http2Server;
  readonly #sockets = new Set<Socket>();
  /** Connections that have not yet said which HTTP they speak. */
  readonly #silent = new Set<Socket>();
  readonly #sessions = new Set<ServerHttp2Session>();
  #pipeline: Pipeline | undefined;
  #closing: Promise<void> | undefined;

  constructor(private readonly options: HttpEndpointOptions) {
    this.#http1 = createServer(
      { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, noDelay: true },
      (request, response) => void this.#serve(request, response),
    );
    this.#http2 = createHttp2Server(
      { settings: { initialWindowSize: WINDOW_BYTES } },
      (request, response) => void this.#serve(request, response),
    );
    this.#http1.on('clientError', answerMalformedHttp);
    this.#http2.on('session', (session) => {
      this.#keepSession(session);
    });
    this.#sniffConnections();
  }

  /** Resolves to the port. */
  async listen(host: string, port: number): Promise<number> {
    const opened = await openPort(this.#http1, host, port);
    const { routes, now, onDefect, authorize } = this.options;
    this.#pipeline = { routes, now, onDefect, authorize, hosts: new HostGuard(opened) };
    return opened;
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** The HTTP/1.1 server listens, since only so does it enforce its timeouts; its own reception of connections comes second. */
  #sniffConnections(): void {
    const receive = this.#http1.listeners('connection') as ((this: Server, socket: Socket) => void)[];
    this.#http1.removeAllListeners('connection');
    this.#http1.on('connection', (socket) => {
      this.#sockets.add(socket);
      this.#silent.add(socket);
      socket.once('close', () => {
        this.#sockets.delete(socket);
        this.#silent.delete(socket);
      });
      sniffConnection(socket, HEADERS_MS, (version) => {
        this.#silent.delete(socket);
        if (version === 'http2') this.#http2.emit('connection', socket);
        else for (const listener of receive) listener.call(this.#http1, socket);
      });
    });
  }

  #keepSession(session: ServerHttp2Session): void {
    this.#sessions.add(session);
    session.setLocalWindowSize(WINDOW_BYTES);
    session.once('close', () => this.#sessions.delete(session));
    // A breach of the protocol ends that session only.
    session.on('error', () => {
      session.destroy();
    });
  }

  async #serve(
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): Promise<void> {
    const head = this.#readHead(request);
    response.on('error', () => undefined); // The caller is gone; there is nobody to tell.
    try {
      if (!this.#pipeline) throw new Error('A request came before the port was open.');
      const answered = await answer(head, request, this.#pipeline);
      if (this.#closing && 'shouldKeepAlive' in response) response.shouldKeepAlive = false;
      await sendResponse(response, head, answered);
    } catch (error) {
      if (!isCallerGone(error)) this.options.onDefect(error);
      response.destroy();
    }
  }

  #readHead({ method = 'GET', url = '/', headers }: IncomingMessage | Http2ServerRequest): WireHead {
    const questionMark = url.indexOf('?');
    const path = questionMark < 0 ? url : url.slice(0, questionMark);
    const search = questionMark < 0 ? '' : url.slice(questionMark + 1);
    return { id: this.options.nextRequestId(), method, path, search, headers };
  }

  async #close(): Promise<void> {
    const closed = new Promise((resolve) => this.#http1.close(resolve));
    for (const socket of this.#silent) socket.destroy();
    for (const session of this.#sessions) session.close();
    const grace = AbortSignal.timeout(this.options.closeGraceMs);
    grace.addEventListener('abort', () => {
      for (const socket of this.#sockets) socket.destroy();
    });
    await closed;
  }
}
