import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createRouter, parseRouteKey } from '../../../local/api/routes.ts';

const routerFor = (...keys: readonly string[]) => {
  const route = createRouter(keys.map((key) => parseRouteKey(key, key)));
  return (method: string, path: string) => route(method, path);
};

/** The table of API Gateway's own documentation, and what it leaves to be asked. */
const KEYS = [
  '$default',
  'ANY /{proxy+}',
  'GET /pets/{proxy+}',
  'GET /pets/dog/{id}',
  'GET /pets/dog/1',
  'ANY /pets/dog/1',
  'GET /pets/{kind}/{id}',
  'POST /pets',
  'GET /',
  'GET /v1/{a}/c',
  'GET /v1/b/{c}',
];

const cases: readonly (readonly [method: string, path: string, key: string])[] = [
  ['GET', '/pets/dog/1', 'GET /pets/dog/1'],
  ['DELETE', '/pets/dog/1', 'ANY /pets/dog/1'],
  ['GET', '/pets/dog/2', 'GET /pets/dog/{id}'],
  ['GET', '/pets/cat/2', 'GET /pets/{kind}/{id}'],
  ['GET', '/pets/cat/2/tail', 'GET /pets/{proxy+}'],
  ['POST', '/pets', 'POST /pets'],
  ['GET', '/pets', 'ANY /{proxy+}'],
  ['POST', '/test/5', 'ANY /{proxy+}'],
  ['GET', '/', 'GET /'],
  ['POST', '/', '$default'],
  ['GET', '/v1/b/c', 'GET /v1/b/{c}'],
  ['GET', '/v1/a/c', 'GET /v1/{a}/c'],
];

for (const [method, path, key] of cases)
  test(`${method} ${path} is routed to ${key}`, () => {
    assert.equal(routerFor(...KEYS)(method, path)?.route.key, key);
  });

test('a route is chosen the same in whatever order the template lists them', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(KEYS, { minLength: KEYS.length }), (shuffled) => {
      const route = routerFor(...shuffled);

      return cases.every(([method, path, key]) => route(method, path)?.route.key === key);
    }),
  );
});

test('a path without a route and without $default is not found', () => {
  const route = routerFor('GET /items/{id}');

  assert.equal(route('GET', '/items'), undefined);
  assert.equal(route('GET', '/items/'), undefined);
  assert.equal(route('POST', '/items/1'), undefined);
  assert.equal(route('GET', '/items/1/2'), undefined);
});

test('path parameters are taken from their places, greedy ones with their slashes', () => {
  const route = routerFor('GET /users/{user}/files/{path+}');

  assert.deepEqual(route('GET', '/users/a b/files/x/y.txt')?.pathParameters, { user: 'a b', path: 'x/y.txt' });
  assert.equal(route('GET', '/users/a/files/'), undefined);
});

test('parseRouteKey() refuses what is no route key', () => {
  assert.throws(() => parseRouteKey('items', 0), /not METHOD \/path/);
  assert.throws(() => parseRouteKey('GET /{all+}/more', 0), /greedy variable before its end/);
});
