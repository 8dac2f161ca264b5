/** The gateway's HTTP shell: reads each request whole and writes the answer. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AwsRequest, AwsResponse } from '../aws/service.ts';

/** Far above anything the app sends at once; a laptop has no use for S3's 5 GB single PUT. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;

const readBody = async (message: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
};

const readRequest = (message: IncomingMessage, body: Buffer): AwsRequest => {
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s, 2);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  return { method: message.method ?? 'GET', path, query: new URLSearchParams(query), headers, body };
};

const write = (response: ServerResponse, answer: AwsResponse): void => {
  const length = Buffer.byteLength(answer.body);
  // A HEAD answer states the length of the body it leaves out, so a length the service gave is kept.
  response.writeHead(answer.status, { 'content-length': length, ...answer.headers });
  response.end(answer.body);
};

/** A server that answers every request with `handle`. It is not listening yet. */
export const createGatewayServer = (handle: (request: AwsRequest) => Promise<AwsResponse>): Server => {
  const server = createServer((message, response) => {
    const answer = async (): Promise<void> => {
      const body = await readBody(message);
      if (body === undefined) {
        response.writeHead(413, { connection: 'close' }).end('the local gateway accepts at most 256 MiB at once');
        return;
      }
      write(response, await handle(readRequest(message, body)));
    };
    answer().catch((error: unknown) => response.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  // SDK clients keep idle connections; a server that closes first makes their next request fail now and then.
  server.keepAliveTimeout = 120_000;
  server.headersTimeout = 125_000;
  return server;
};
