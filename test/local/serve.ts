/** Puts a local AWS service behind a real HTTP port for the length of a test, so that real SDK clients can call it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AwsService } from '../../local/aws/service.ts';

export interface ServedService {
  readonly endpoint: string;
  /** Settings for an SDK client: `new DynamoDBClient(served.client)`. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
    readonly maxAttempts: number;
  };
  /** Stops listening; the service itself is the test's to close. */
  stop(): Promise<void>;
}

export const serve = async (service: Pick<AwsService, 'handle'>): Promise<ServedService> => {
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const response = await service.handle({
      method: incoming.method ?? 'GET',
      path: (incoming.url ?? '/').split('?')[0]!,
      query: url.searchParams,
      headers,
      body: Buffer.concat(chunks),
    });
    outgoing.writeHead(response.status, { 'content-length': Buffer.byteLength(response.body), ...response.headers });
    outgoing.end(response.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    endpoint,
    client: {
      endpoint,
      region: 'eu-central-1',
      credentials: { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
