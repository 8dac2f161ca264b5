import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fold } from '../../../src/domain/measure/fold.ts';

const value = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e6, noNaN: true }));
const values = fc.array(value, { minLength: 1, maxLength: 300 });

test('fold() keeps a few values as they are, in three digits', () => {
  assert.deepEqual(fold([1234, 5, 5, 0], 'distribution'), { values: [0, 5, 1230], counts: [1, 2, 1] });
});

test('fold() leaves out what is no measurement: negative, infinite, not a number, and takes next to nothing for nothing', () => {
  const odd = [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, 7, 5e-306];

  assert.deepEqual(fold(odd, 'distribution'), { values: [0, 7], counts: [1, 1] });
});

test('fold() stands for as many values as it was given, in ascending order', () => {
  fc.assert(
    fc.property(values, fc.constantFrom('distribution', 'outline'), (all, precision) => {
      const folded = fold(all, precision);

      assert.equal(
        folded.counts.reduce((sum, count) => sum + count, 0),
        all.length,
      );
      assert.deepEqual(
        folded.values,
        [...new Set(folded.values)].sort((a, b) => a - b),
      );
    }),
  );
});

test('fold() of a distribution keeps every value within 10 % and every percentile with it', () => {
  fc.assert(
    fc.property(values, (all) => {
      const ascending = [...all].sort((a, b) => a - b);

      const { values: folded, counts } = fold(all, 'distribution');

      const expanded = folded.flatMap((value, index) => Array.from({ length: counts[index]! }, () => value));
      for (const [index, value] of ascending.entries()) {
        assert.ok(
          Math.abs(expanded[index]! - value) <= value * 0.105,
          `${value} is told as ${expanded[index]} (place ${index})`,
        );
      }
    }),
  );
});

test('fold() keeps least, greatest and mean to three digits', () => {
  fc.assert(
    fc.property(values, fc.constantFrom('distribution', 'outline'), (all, precision) => {
      const { values: folded, counts } = fold(all, precision);

      const near = (told: number, real: number): boolean => Math.abs(told - real) <= Math.abs(real) * 0.005 + 1e-300;
      const mean = all.reduce((sum, value) => sum + value / all.length, 0);
      const told = folded.reduce((sum, value, index) => sum + (value * counts[index]!) / all.length, 0);
      assert.ok(near(folded[0]!, Math.min(...all)));
      assert.ok(near(folded.at(-1)!, Math.max(...all)));
      assert.ok(near(told, mean), `mean ${mean} is told as ${told}`);
    }),
  );
});

test('fold() makes few values of many, and fewer where an outline will do', () => {
  const all = Array.from({ length: 1_000 }, (_, index) => 200 * 1.003 ** index);

  assert.ok(fold(all, 'distribution').values.length <= 45);
  assert.ok(fold(all, 'outline').values.length <= 8);
});
