/** What every route has in common: keys, correlation ids, problems, and what the log may tell. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ProjectId } from '../../src/domain/call/ids.ts';
import { AppError, PROBLEMS } from '../../src/domain/call/problem.ts';
import { hashKey } from '../../src/lambda/authenticate.ts';
import type { HttpEvent, HttpResponse } from '../../src/lambda/http.ts';
import { json } from '../../src/lambda/http.ts';
import { createHttpHandler } from '../../src/lambda/http-handler.ts';
import { createLog } from '../../src/lambda/log.ts';
import { startEarly } from '../../src/lambda/start-early.ts';
import type { KeyGrant } from '../../src/pipelines/ports/keys.ts';

const ROUTES = [
  { method: 'GET', path: '/open', scope: null },
  { method: 'GET', path: '/secret', scope: 'read' },
  { method: 'GET', path: '/fails', scope: null },
  { method: 'GET', path: '/busy', scope: null },
] as const;

/** A handler with a clock and keys that can be changed while it runs. */
const aHandler = () => {
  const clock = { now: 1_000_000 };
  const lines: string[] = [];
  const grants = new Map<string, KeyGrant>();
  let lookups = 0;
  const handler = createHttpHandler(
    {
      clock: () => clock.now,
      log: createLog(
        (line) => lines.push(line),
        () => clock.now,
      ),
      keys: {
        find: async (hash) => {
          lookups++;
          return grants.get(hash);
        },
      },
    },
    ROUTES,
    {
      'GET /open': () => json(200, {}),
      'GET /secret': (_event, known) => json(200, { project: known.grant?.project }),
      'GET /fails': () => {
        throw new Error('SECRET: the parser choked on jane@example.com');
      },
      'GET /busy': () => {
        throw new AppError('unavailable', 'PutItem is overloaded.', { retryAfterSeconds: 7 });
      },
    },
  );
  const context = { getRemainingTimeInMillis: () => 10_000 };
  const grant = (key: string, changes: Partial<KeyGrant> = {}): void => {
    const made = { keyId: 'k', project: 'p' as ProjectId, scopes: ['read'], name: '', createdAt: 0, ...changes };
    grants.set(hashKey(key), made as KeyGrant);
  };
  return {
    clock,
    lines,
    grant,
    lookups: () => lookups,
    get: async (path: string, headers: Record<string, string> = {}): Promise<HttpResponse> =>
      (await handler(
        {
          routeKey: `GET ${path}`,
          rawPath: path,
          rawQueryString: '',
          headers,
          isBase64Encoded: false,
          requestContext: { requestId: 'r', http: { method: 'GET', path } },
        } as HttpEvent,
        context as never,
      )) as HttpResponse,
  };
};

test('a revoked key stops working within a minute, and a good one is looked up once in that time', async () => {
  const { clock, grant, get, lookups } = aHandler();
  grant('key');
  assert.equal((await get('/secret', { 'x-api-key': 'key' })).statusCode, 200);
  grant('key', { revokedAt: clock.now });

  const stillRemembered = await get('/secret', { 'x-api-key': 'key' });
  clock.now += 60_000;
  const afterAMinute = await get('/secret', { 'x-api-key': 'key' });

  assert.equal(stillRemembered.statusCode, 200);
  assert.equal(afterAMinute.statusCode, 401);
  assert.equal(lookups(), 2);
});

test('a key without the scope is told which it lacks, and an open route asks for none', async () => {
  const { grant, get } = aHandler();
  grant('key', { scopes: ['feedback'] });

  const refused = await get('/secret', { 'x-api-key': 'key' });

  assert.equal(refused.statusCode, 403);
  assert.match(refused.body, /scope read/);
  assert.equal((await get('/open')).statusCode, 200);
});

test('a correlation id that fits a header comes back, and any other is replaced', async () => {
  const { get } = aHandler();

  const sent = await get('/open', { 'x-correlation-id': 'report-402' });
  const unfit = await get('/open', { 'x-correlation-id': 'line\nbreak' });

  assert.equal(sent.headers['x-correlation-id'], 'report-402');
  assert.match(unfit.headers['x-correlation-id'] ?? '', /^[0-9a-f-]{36}$/);
});

test('an error that is not ours is a 503 to come back to, and neither the answer nor the log quotes it', async () => {
  const { get, lines } = aHandler();

  const { statusCode, headers, body } = await get('/fails');

  assert.equal(statusCode, 503);
  assert.ok(Number(headers['retry-after']) > 0);
  assert.ok(!`${body}${lines.join('')}`.includes('SECRET'));
  assert.ok(lines.some((line) => JSON.parse(line).event === 'request-failed' && JSON.parse(line).error === 'Error'));
});

test('overload tells when to come back', async () => {
  const { get } = aHandler();

  assert.equal((await get('/busy')).headers['retry-after'], '7');
});

test('every problem code has a section in docs/errors.md', () => {
  const sections = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, name]) => name);

  assert.deepEqual(sections.toSorted(), Object.keys(PROBLEMS).toSorted());
});

test('startEarly() makes the handler once, and again only after a making that failed', async () => {
  let makings = 0;
  const handler = startEarly(
    async () => {
      if (++makings === 1) throw new Error('the secret is out of reach');
      return (event: string) => `handled ${event}`;
    },
    () => 'come back',
  );

  const answers = [await handler('a', {}), await handler('b', {})];

  assert.deepEqual(answers, ['handled a', 'handled b']);
  assert.equal(makings, 2);
});

test('startEarly() answers as told while the making fails', async () => {
  const handler = startEarly<string, object, string>(
    async () => {
      throw new Error('the secret is out of reach');
    },
    () => 'come back',
  );

  assert.equal(await handler('a', {}), 'come back');
});
