/** One request over HTTP and its whole answer, on connections that are kept. */
import { type ClientRequest, Agent as PlainAgent, type RequestOptions, request as requestPlainly } from 'node:http';
import { Agent, request as requestSecurely } from 'node:https';

export interface Exchange {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until a connection must stand. */
  readonly connectionTimeout: number;
  /** Milliseconds without a byte from the other side. */
  readonly requestTimeout: number;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Connections are kept, as making one takes longer than most requests; 50 to one host, as the AWS SDK has them. */
const KEPT = { keepAlive: true, maxSockets: 50 } as const;
const secure = new Agent(KEPT);
const plain = new PlainAgent(KEPT);

/**
 * The answer, whatever its status.
 * @throws Error as Node names it where there is none; `TimeoutError` when it took too long, `AbortError` when the signal fired
 */
export const exchange = ({
  url,
  method,
  headers,
  body,
  signal,
  connectionTimeout,
  requestTimeout,
}: Exchange): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options: RequestOptions = {
      method,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      ...(signal === undefined ? {} : { signal }),
    };
    const request =
      url.protocol === 'http:'
        ? requestPlainly(url, { ...options, agent: plain })
        : requestSecurely(url, { ...options, agent: secure });
    limit(request, connectionTimeout, requestTimeout);
    request.on('error', reject);
    request.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    request.end(body);
  });

const limit = (request: ClientRequest, connectionTimeout: number, requestTimeout: number): void => {
  request.setTimeout(requestTimeout, () => request.destroy(timeout(`no answer for ${requestTimeout} ms`)));
  request.on('socket', (socket) => {
    if (!socket.connecting) return;
    const timer = setTimeout(
      () => request.destroy(timeout(`no connection within ${connectionTimeout} ms`)),
      connectionTimeout,
    );
    socket.once('connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  });
};

const timeout = (message: string): Error => Object.assign(new Error(message), { name: 'TimeoutError' });
