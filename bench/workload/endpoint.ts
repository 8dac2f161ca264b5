/** An AWS that does as it is asked at once, and keeps nothing: in a process of its own, so that its work is nobody else's. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { ENVIRONMENT } from './handler.ts';

/** Opens the project of the benchmarks to whatever key is looked up. */
const GRANT = { Item: { s: { S: JSON.stringify({ project: 'bench', keyId: 'bench', scopes: ['ingest'] }) } } };

const answerOf = (target: string, body: string): string => {
  if (target.endsWith('.GetSecretValue')) return '{"SecretString":"a secret of the benchmark"}';
  return JSON.stringify(target.endsWith('.GetItem') && body.includes('KEY#') ? GRANT : {});
};

const serve = (): void => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target'] ?? '');
      response.end(request.method === 'PUT' ? '' : answerOf(target, Buffer.concat(chunks).toString()));
    });
  });
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port));
  process.on('disconnect', () => process.exit(0));
};

export interface Endpoint {
  /** The environment of a function that calls it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly stop: () => void;
}

export const startEndpoint = async (): Promise<Endpoint> => {
  const child = fork(import.meta.filename);
  const [port] = await once(child, 'message');
  return {
    environment: {
      ...ENVIRONMENT,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
    },
    stop: () => child.kill(),
  };
};

if (import.meta.main) serve();
