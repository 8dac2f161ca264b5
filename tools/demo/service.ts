/** The running service that the demo sends to and asks: where it is, the key to it, and what to do when it is not there. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NOTE_FILE, readNote } from '../keys/deployment.ts';

export interface Service {
  readonly url: string;
  readonly key: string;
  /**
   * Gets a path, or posts a body to it; the answer is JSON or text.
   * @throws Error when the service does not answer, or refuses
   */
  // biome-ignore lint/suspicious/noExplicitAny: answers of every route, as they come.
  readonly request: (path: string, body?: object) => Promise<any>;
}

/**
 * The service that SIGHTGLASS_URL and SIGHTGLASS_KEY name, or the one that npm start runs.
 * @throws Error that tells how to start it, when it does not answer or does not know the key
 */
export const findService = async (
  env: Readonly<Record<string, string | undefined>>,
  data = env['SIGHTGLASS_DATA'] ?? '.local',
): Promise<Service> => {
  const url =
    env['SIGHTGLASS_URL'] ?? (existsSync(join(data, NOTE_FILE)) ? readNote(data).url : 'http://127.0.0.1:4318');
  const alive = await fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!alive) {
    throw new Error(
      `no Sightglass answers at ${url}. Start it with npm start in another terminal, then run this again; SIGHTGLASS_URL and SIGHTGLASS_KEY name another one.`,
    );
  }
  const kept = join(data, 'key');
  const key =
    env['SIGHTGLASS_KEY'] ?? env['SIGHTGLASS_LOCAL_KEY'] ?? (existsSync(kept) ? readFileSync(kept, 'utf8').trim() : '');
  const service = connect(url, key);
  await service.request('/v1/interactions?limit=1');
  return service;
};

/** A service at a known address. */
export const connect = (url: string, key: string): Service => ({
  url,
  key,
  request: async (path, body) => {
    const response = await fetch(url + path, {
      headers: { 'x-api-key': key, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status === 401 || response.status === 403) {
      throw new Error(
        `${url} does not take the key for ${path} (${response.status}). npm start prints its key; SIGHTGLASS_KEY sets the one used here.`,
      );
    }
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
    return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  },
});
