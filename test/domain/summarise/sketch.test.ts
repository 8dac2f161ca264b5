/** The sketch: its error bound, exact merging, and one form of writing. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addValue,
  createSketch,
  mean,
  quantile,
  RELATIVE_ERROR,
  type Sketch,
  sketchOf,
} from '../../../src/domain/summarise/sketch.ts';

const sketch = (values: Iterable<number>): Sketch => {
  const made = createSketch();
  for (const value of values) addValue(made, value);
  return made;
};

const encoded = (made: Sketch): string => JSON.stringify(sketchOf.encode(made));

/** A repeatable stream of numbers in [0, 1): mulberry32. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

test('sketch quantiles of a million latencies are within 1 % of the true values', () => {
  const random = randomFrom(7);
  const values = Float64Array.from({ length: 1_000_000 }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    return random() < 0.02 ? 30_000 + random() : Math.exp(6.5 + 0.8 * normal);
  });

  const made = sketch(values);

  const ordered = values.toSorted();
  for (const q of [0.001, 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999]) {
    const truth = ordered[Math.floor(q * (ordered.length - 1))]!;
    const error = Math.abs(quantile(made, q)! / truth - 1);
    assert.ok(error <= RELATIVE_ERROR * 1.000001, `p${q * 100}: off by ${(error * 100).toFixed(3)} %`);
  }
});

test('sketch quantiles are within 1 % for any values of any sign', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 200 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (values, q) => {
        const ordered = [...values].sort((a, b) => a - b);
        const truth = ordered[Math.floor(q * (ordered.length - 1))]!;

        const estimate = quantile(sketch(values), q)!;

        const tolerance = Math.abs(truth) < 1e-9 ? 1e-9 : Math.abs(truth) * RELATIVE_ERROR * 1.000001;
        assert.ok(Math.abs(estimate - truth) <= tolerance, `${estimate} for ${truth}`);
      },
    ),
  );
});

test('sketches merge to the same bytes whatever the partition and order', () => {
  const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 60 });

  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      const whole = sketch([...a, ...b, ...c]);

      const merged = sketchOf.absorb(sketchOf.absorb(sketch(c), sketch(a)), sketch(b));

      assert.equal(encoded(merged), encoded(whole));
    }),
  );
});

test('sketches survive being written and read', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 }),
      (values) => {
        const made = sketch(values);

        const read = sketchOf.decode(sketchOf.encode(made)!);

        assert.equal(encoded(read), encoded(made));
        assert.equal(read.count, made.count);
      },
    ),
  );
});

test('sketches of a day of latencies take about a kilobyte', () => {
  const random = randomFrom(3);
  const made = sketch(Array.from({ length: 100_000 }, () => 300 * Math.exp(random() * 3)));

  assert.ok(encoded(made).length < 1500, `${encoded(made).length} bytes`);
});

test('sketches leave out what is no finite number and keep mean, least and greatest', () => {
  const made = sketch([1, Number.NaN, 2, Number.POSITIVE_INFINITY, 6]);

  assert.equal(made.count, 3);
  assert.equal(mean(made), 3);
  assert.equal(quantile(made, 0), 1);
  assert.equal(quantile(made, 1), 6);
  assert.equal(quantile(createSketch(), 0.5), undefined);
});
