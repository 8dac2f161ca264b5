/** The OpenAPI document that is served is the one that the schemas and contracts make. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openApiDocument } from '../../tools/openapi/document.ts';

test('functions/query/openapi.json is up to date; run `npm run openapi` after a change of a schema or route', () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const served = JSON.parse(readFileSync('functions/query/openapi.json', 'utf8'));

  assert.deepEqual(served, JSON.parse(JSON.stringify(openApiDocument(version))));
});
