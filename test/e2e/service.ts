/**
 * The service under test: the one that SIGHTGLASS_URL and SIGHTGLASS_KEY name (a deployed stage, say), or one of our own,
 * started from the synthesized templates on a free port and a data folder that goes with it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LocalOptions, LocalService } from '../../local/start.ts';
import { startService } from '../../tools/start/service.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The body as JSON where it is JSON, else as text. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

export interface Client {
  readonly url: string;
  readonly key: string;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Answer>;
}

/** A client of a base URL; objects are sent as JSON, strings and bytes as they are. */
export const createClient = (url: string, key: string): Client => {
  const read = async (response: Response): Promise<Answer> => {
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    url,
    key,
    get: async (path, headers = {}) => read(await fetch(url + path, { headers: { 'x-api-key': key, ...headers } })),
    post: async (path, body, headers = {}) =>
      read(
        await fetch(url + path, {
          method: 'POST',
          headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
          body: typeof body === 'string' || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
        }),
      ),
  };
};

export interface OwnService extends Client {
  readonly data: string;
  readonly local: LocalService;
  readonly stop: () => Promise<void>;
}

/** A local service of the test's own. Its progress lines are kept, for a message when something fails. */
export const startOwn = async (
  options: Partial<Pick<LocalOptions, 'clock' | 'observers' | 'accountConcurrency' | 'webhook'>> = {},
): Promise<OwnService> => {
  const data = mkdtempSync(join(tmpdir(), 'sightglass-e2e-'));
  const { service, key } = await startService({ port: 0, data, log: () => undefined, ...options });
  return {
    ...createClient(service.url, key),
    data,
    local: service,
    stop: async () => {
      await service.stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
};

/** The service that the environment names, or one of our own. */
export const startAny = async (): Promise<Client & { readonly stop: () => Promise<void> }> => {
  const { SIGHTGLASS_URL: url, SIGHTGLASS_KEY: key } = process.env;
  return url && key ? { ...createClient(url, key), stop: async () => undefined } : startOwn();
};
