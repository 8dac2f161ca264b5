/** Sets of hashes as bits: what was written is read again, and takes what such numbers must take. */
import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { readAscending, writeAscending } from '../../../src/domain/summarise/ascending.ts';
import { addDistinct, countDistinct, distinctOf } from '../../../src/domain/summarise/distinct.ts';

const RANGE = 2 ** 40;

test('readAscending() gives the numbers that writeAscending() took, however they lie', () => {
  const numbers = fc.oneof(
    fc.nat(3),
    fc.nat(1_000_000),
    fc.maxSafeNat().map((n) => n % RANGE),
    fc.constant(RANGE - 1),
  );
  fc.assert(
    fc.property(fc.uniqueArray(numbers, { minLength: 1, maxLength: 300 }), (some) => {
      const ascending = some.toSorted((a, b) => a - b);

      assert.deepEqual(readAscending(writeAscending(ascending, RANGE), RANGE), ascending);
    }),
    { numRuns: 500 },
  );
});

test('distinctOf.encode() takes 28 bits for each of a thousand hashes of 36', () => {
  const { sorted } = distinctOf.encode(thousand('user')) as { readonly sorted: string };

  assert.ok(Buffer.from(sorted, 'base64').length <= 3_600);
});

test('readAscending() refuses bytes that were cut short', () => {
  const bytes = writeAscending([1, 2 ** 30, 2 ** 39], RANGE);

  assert.throws(() => readAscending(bytes.subarray(0, 6), RANGE), /restore the row/);
});

test('a set that was stored with hashes of 48 bits counts the same names once with one of today', () => {
  const known = distinctOf.decode({ hashes: Buffer.from('d7cda0ca2083d7cda0ca2f84', 'hex').toString('base64') });
  const abc = distinctOf.zero();
  addDistinct(abc, 'user-1');
  const before = distinctOf.decode({ hashes: firstSixBytesOf('user-1') });

  assert.equal(countDistinct(known).count, 1, 'hashes that differ in their last twelve bits are one');
  assert.deepEqual(countDistinct(distinctOf.absorb(before, abc)), { count: 1, exact: true });
});

const thousand = (name: string) => {
  const distinct = distinctOf.zero();
  for (let n = 0; n < 1_024; n++) addDistinct(distinct, `${name}-${n}`);
  return distinct;
};

const firstSixBytesOf = (name: string): string => hash('sha256', name, 'buffer').subarray(0, 6).toString('base64');
