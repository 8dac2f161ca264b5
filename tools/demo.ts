/**
 * `npm run demo`: sends an invented help desk's traffic (personal data, failures, slow calls, thumbs) to the local service and
 * shows what can be asked afterwards. Uses the service that npm start runs, or starts one for as long as it takes.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { trafficOf } from './demo/traffic.ts';
import { NOTE_FILE, readNote } from './keys/deployment.ts';
import { startService } from './start/service.ts';

const data = process.env['SIGHTGLASS_DATA'] ?? '.local';
const ROUNDS = 8;

interface Running {
  readonly url: string;
  readonly key: string;
  readonly stop: () => Promise<void>;
}

const runningService = async (): Promise<Running> => {
  if (existsSync(join(data, NOTE_FILE))) {
    const { url } = readNote(data);
    const alive = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (alive) {
      const key = process.env['SIGHTGLASS_LOCAL_KEY'] ?? readFileSync(join(data, 'key'), 'utf8').trim();
      return { url, key, stop: async () => undefined };
    }
  }
  const { service, key } = await startService({ port: 0, data, log: (line) => console.log(line) });
  return { url: service.url, key, stop: service.stop };
};

const { url, key, stop } = await runningService();

const request = async (path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) => {
  const response = await fetch(url + path, {
    headers: { 'x-api-key': key, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text.slice(0, 300)}`);
  return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
};

const show = (title: string, value: unknown): void => {
  console.log(`\n── ${title}\n`);
  console.log(typeof value === 'string' ? value : JSON.stringify(value, null, 2));
};

try {
  const posts = trafficOf(ROUNDS, Date.now());
  for (const [number, { path, body, headers }] of posts.entries()) {
    await request(path, body, headers);
    process.stdout.write(`\rsent ${number + 1} of ${posts.length} requests`);
  }
  console.log();

  const failed = await request('/v1/interactions?model=gpt-4o-mini&status=error&limit=3');
  show(
    'Failed calls of gpt-4o-mini, newest first: GET /v1/interactions?model=gpt-4o-mini&status=error&limit=3',
    failed.interactions,
  );

  const [first] = failed.interactions;
  show(
    `The exact prompt behind the first of them, redacted: GET /v1/interactions/${first.interaction_id}`,
    await request(`/v1/interactions/${first.interaction_id}`),
  );

  const slow = await request('/v1/interactions?user_id=customer-88&min_latency_ms=3000&limit=1');
  show(
    'What customer-88 waited for longer than 3 s: GET /v1/interactions?user_id=customer-88&min_latency_ms=3000&limit=1',
    slow.interactions,
  );

  const reported = await request('/v1/interactions?correlation_id=report-402-1&limit=1');
  const trace = await request(`/v1/traces/${reported.interactions[0].trace_id}`);
  const steps = trace.spans.map(
    (span: { depth: number; name?: string; model?: string; status: string; latency_ms: number }) =>
      `${'  '.repeat(span.depth)}${span.name ?? span.model}  ${span.status}  ${span.latency_ms} ms`,
  );
  show('What happened in the call that customer #402 reported: GET /v1/traces/…', steps.join('\n'));

  show('What people think: GET /v1/feedback/summary?days=1', await request('/v1/feedback/summary?days=1'));
  show(
    'This hour so far, for the business: GET /v1/summaries/hour/…?audience=business&format=markdown',
    await request(`/v1/summaries/hour/${new Date().toISOString()}?audience=business&format=markdown`),
  );
  console.log(`\nThe service is at ${url}; its key is ${key}.`);
} finally {
  await stop();
}
