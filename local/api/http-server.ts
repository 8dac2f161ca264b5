/** The API's HTTP shell: reads each request whole, within API Gateway's limits, and writes the answer. */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type ApiAnswer, INTERNAL_SERVER_ERROR, TOO_LARGE } from './answer.ts';
import type { ApiRequest } from './event.ts';
import { MAX_BODY_BYTES } from './http-api.ts';

/** HTTP APIs tell requests by sixteen characters, as `JKJaXmPLvHcESHA=`. */
const REQUEST_ID_BYTES = 11;

/** Request line and headers together, in bytes; beyond it API Gateway, like Node's parser, answers 431. */
const MAX_HEADER_BYTES = 10_240;

/** Headers about the connection, which belong to this server and not to the function. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'trailer', 'te', 'expect']);

/** Names in lower case, repeated headers joined with commas (cookies with semicolons), as the function will see them. */
const readHeaders = (message: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(message.headersDistinct)
      .filter(([name]) => !HOP_BY_HOP.has(name))
      .map(([name, values = []]) => [name, values.join(name === 'cookie' ? '; ' : ',')]),
  );

/** The whole body, or undefined when it is too large; the rest is then read and thrown away, so that the client hears us. */
const readBody = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  return size > MAX_BODY_BYTES ? undefined : Buffer.concat(chunks);
};

const write = (response: ServerResponse, method: string | undefined, { status, headers, body }: ApiAnswer): void => {
  for (const [name, value] of Object.entries(headers))
    if (!HOP_BY_HOP.has(name) && name !== 'content-length') response.setHeader(name, value as string | string[]);
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(method === 'HEAD' || status === 204 || status === 304 ? undefined : body);
};

/** A server that answers every request with `answer`. It is not listening yet. */
export const createApiServer = (
  answer: (request: ApiRequest) => Promise<ApiAnswer>,
  clock: () => number,
  log: (line: string) => void,
): Server => {
  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAt = clock();
    const body = await readBody(message);
    if (body === undefined) {
      write(response, message.method, TOO_LARGE);
      return;
    }
    const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s, 2);
    const request: ApiRequest = {
      requestId: randomBytes(REQUEST_ID_BYTES).toString('base64'),
      method: message.method ?? 'GET',
      path,
      query,
      headers: readHeaders(message),
      body,
      sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
      receivedAt,
    };
    try {
      write(response, message.method, await answer(request));
    } catch (error) {
      log(`the HTTP API failed: ${error instanceof Error ? error.stack : String(error)}`);
      if (!response.headersSent) write(response, message.method, INTERNAL_SERVER_ERROR);
    }
  };
  const server = createServer({ maxHeaderSize: MAX_HEADER_BYTES }, (message, response) => {
    // A client that hangs up while sending is nobody to answer.
    serve(message, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 75_000;
  return server;
};
