import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalQuery, canonicalUri } from '../../../local/gateway/canonical-request.ts';

test('canonicalQuery() sorts by name before value: a name that another begins with comes first', () => {
  assert.equal(canonicalQuery(new URLSearchParams('a-b=1&a=2&a=1')), 'a=1&a=2&a-b=1');
});

test('canonicalQuery() encodes everything but unreserved characters, and leaves the signature out', () => {
  assert.equal(
    canonicalQuery(new URLSearchParams("X-Amz-Signature=s&k=a b*'(!)/~ä&empty")),
    'empty=&k=a%20b%2A%27%28%21%29%2F~%C3%A4',
  );
});

test('canonicalUri() takes the path of S3 as it is sent, and encodes that of other services once more', () => {
  assert.equal(canonicalUri('/b/a%20b', 's3'), '/b/a%20b');
  assert.equal(canonicalUri('/2015/f%3Ag/x', 'lambda'), '/2015/f%253Ag/x');
});
