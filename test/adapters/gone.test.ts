/** What S3 says of objects that are gone, and of those that only look so. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGone } from '../../src/adapters/s3/gone.ts';

const errorOf = (name: string, message: string): Error => Object.assign(new Error(message), { name });
/** In the words of S3. */
const ABSENT = errorOf('NoSuchKey', 'The specified key does not exist.');
const HIDDEN = errorOf('AccessDenied', 'Access Denied');
const HIDDEN_AT_LENGTH = errorOf(
  'AccessDenied',
  'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::b"',
);
const SHUT_OUT = errorOf(
  'AccessDenied',
  'User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform: kms:Decrypt on the resource associated with this ' +
    'ciphertext because no identity-based policy allows the kms:Decrypt action',
);

test('isGone() takes a denial for absence where the bucket may not be listed', () => {
  for (const error of [ABSENT, HIDDEN, HIDDEN_AT_LENGTH]) assert.equal(isGone(error, { mayList: false }), true);
  assert.deepEqual(
    [ABSENT, HIDDEN].map((error) => isGone(error, { mayList: true })),
    [true, false],
  );
});

test('isGone() does not take an object for gone that its key does not let us read', () => {
  assert.equal(isGone(SHUT_OUT, { mayList: false }), false);
});
