/** Where and as whom a function calls AWS. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../src/adapters/aws/environment.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 's' };

test('placeOf() finds what Lambda puts into the environment of a function, and says nothing of what is not there', () => {
  assert.deepEqual(placeOf({ ...KEYS, AWS_REGION: 'eu-west-1', AWS_SESSION_TOKEN: 't' }), {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's', sessionToken: 't' },
  });
  assert.deepEqual(placeOf({ ...KEYS, AWS_REGION: 'eu-west-1', AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }), {
    region: 'eu-west-1',
    endpoint: 'http://127.0.0.1:1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
  });
});

test('placeOf() refuses to call other endpoints where those of FIPS are asked for', () => {
  assert.throws(() => placeOf({ ...KEYS, AWS_USE_FIPS_ENDPOINT: 'true' }), /AWS_USE_FIPS_ENDPOINT/);
});
