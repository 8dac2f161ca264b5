/** Roll-ups add up exactly: the laws first, then what is counted. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CallFacts } from '../../../src/domain/call/facts.ts';
import { inOurWords } from '../../../src/domain/call/redacted.ts';
import { addCall } from '../../../src/domain/summarise/add-call.ts';
import { countDistinct } from '../../../src/domain/summarise/distinct.ts';
import {
  addFeedback,
  createRollup,
  decodeRollup,
  encodeRollup,
  merge,
  mergeAll,
  type Rollup,
} from '../../../src/domain/summarise/rollup.ts';
import { quantile } from '../../../src/domain/summarise/sketch.ts';
import { arbitraryFacts, FROM, factsOf, HOUR_MS, SCOPE } from './facts.ts';

const rollupOf = (calls: readonly CallFacts[]): Rollup => {
  const rollup = createRollup(SCOPE);
  for (const call of calls)
    addCall(rollup, call, { topic: String(call.start % 7), features: { size: call.start % 97 } });
  return rollup;
};

test('roll-ups of any partition and order of the same calls are byte-identical', () => {
  fc.assert(
    fc.property(
      fc.array(arbitraryFacts, { maxLength: 120 }),
      fc.array(fc.nat({ max: 4 }), { minLength: 120, maxLength: 120 }),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (calls, parts, luck) => {
        const shuffled = calls
          .map((call) => ({ call, key: luck.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ call }) => call);
        const partitions = [0, 1, 2, 3, 4].map((part) => shuffled.filter((_, at) => parts[at] === part));

        const whole = encodeRollup(rollupOf(calls));
        const merged = encodeRollup(partitions.map(rollupOf).reduce(merge));

        assert.equal(merged, whole);
      },
    ),
    { numRuns: 200 },
  );
});

test('merge() is commutative, associative, and changes neither side', () => {
  const some = fc.array(arbitraryFacts, { maxLength: 40 }).map(rollupOf);

  fc.assert(
    fc.property(some, some, some, (a, b, c) => {
      const before = [a, b, c].map(encodeRollup);

      assert.equal(encodeRollup(merge(a, b)), encodeRollup(merge(b, a)));
      assert.equal(encodeRollup(merge(merge(a, b), c)), encodeRollup(merge(a, merge(b, c))));
      assert.deepEqual([a, b, c].map(encodeRollup), before);
    }),
    { numRuns: 60 },
  );
});

test('decodeRollup() reads what encodeRollup() wrote, and more can be added to it', () => {
  fc.assert(
    fc.property(fc.array(arbitraryFacts, { maxLength: 60 }), fc.array(arbitraryFacts, { maxLength: 60 }), (a, b) => {
      const stored = encodeRollup(rollupOf(a));
      const read = decodeRollup(stored);

      assert.equal(encodeRollup(read), stored);
      assert.equal(encodeRollup(merge(read, rollupOf(b))), encodeRollup(rollupOf([...a, ...b])));
    }),
    { numRuns: 60 },
  );
});

test('groupings keep their bound, lose nothing, and depend on no order', () => {
  const calls = Array.from({ length: 1000 }, (_, n) =>
    factsOf(n, { provider: inOurWords(`provider-${n % 90}`), costNanoUsd: n, latencyMs: n }),
  );
  const evens = rollupOf(calls.filter((_, n) => n % 2 === 0));
  const odds = rollupOf(calls.filter((_, n) => n % 2 === 1));

  const whole = rollupOf(calls);
  const merged = merge(odds, evens);

  const { kept, other } = whole.figures.by.provider;
  assert.equal(kept.size, 32);
  assert.equal([...kept.values()].reduce((sum, { calls: count }) => sum + count, 0) + other!.calls, 1000);
  assert.equal(
    [...kept.values()].reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n) + other!.costNanoUsd,
    whole.figures.costNanoUsd,
  );
  assert.equal(encodeRollup(merged), encodeRollup(whole));
});

test('distinct sessions are exact up to the bound and within four standard errors beyond, whatever the partition', () => {
  const session = (n: number): CallFacts => factsOf(n, { sessionId: inOurWords(`session-${n}`) });
  const few = rollupOf(Array.from({ length: 1024 }, (_, n) => session(n)));
  const calls = Array.from({ length: 20_000 }, (_, n) => session(n));

  const many = rollupOf(calls);
  const merged = merge(rollupOf(calls.slice(0, 12_000)), rollupOf(calls.slice(8_000)));

  assert.deepEqual(countDistinct(few.figures.sessions), { count: 1024, exact: true });
  const { count, exact } = countDistinct(many.figures.sessions);
  assert.equal(exact, false);
  assert.ok(Math.abs(count / 20_000 - 1) < 4 / Math.sqrt(1022), `${count} for 20000`);
  assert.deepEqual(countDistinct(merged.figures.sessions), { count, exact });
});

test('costs beyond 2^53 nano-dollars stay exact', () => {
  const rollup = rollupOf([1, 2, 3].map((n) => factsOf(n, { costNanoUsd: Number.MAX_SAFE_INTEGER })));

  assert.equal(decodeRollup(encodeRollup(rollup)).figures.costNanoUsd, BigInt(Number.MAX_SAFE_INTEGER) * 3n);
});

test('addCall() counts complete AI calls, others by kind, unfinished ones apart', () => {
  const rollup = rollupOf([
    factsOf(1, { latencyMs: 100, costNanoUsd: 5 }),
    factsOf(2, { complete: false }),
    factsOf(3, { kind: 'tool' }),
    factsOf(4, { kind: 'embedding', status: 'error', errorType: inOurWords('Timeout'), httpStatus: 504 }),
  ]);

  const { calls, unfinished, errors, unpriced, costNanoUsd, kinds, errorTypes, httpStatuses } = rollup.figures;
  assert.deepEqual(
    { calls, unfinished, errors, unpriced, costNanoUsd },
    {
      calls: 2,
      unfinished: 1,
      errors: 1,
      unpriced: 1,
      costNanoUsd: 5n,
    },
  );
  assert.deepEqual(Object.fromEntries(kinds.kept), { llm: 2, tool: 1, embedding: 1 });
  assert.deepEqual([...errorTypes.kept], [['Timeout', 1]]);
  assert.deepEqual([...httpStatuses.kept], [['504', 1]]);
});

test('rankings name the ten slowest calls, ties by id, whatever the partition', () => {
  const calls = Array.from({ length: 60 }, (_, n) => factsOf(n, { latencyMs: 1000 + (n % 20) }));

  const whole = rollupOf(calls);
  const merged = merge(rollupOf(calls.slice(30)), rollupOf(calls.slice(0, 30)));

  assert.equal(whole.figures.slowest.length, 10);
  assert.deepEqual(
    whole.figures.slowest.slice(0, 4).map(({ value }) => value),
    [1019, 1019, 1019, 1018],
  );
  assert.deepEqual(merged.figures.slowest, whole.figures.slowest);
});

test('addFeedback() counts thumbs, ratings and negatives, and under the feature of their call', () => {
  const rollup = createRollup(SCOPE);

  addFeedback(rollup, { type: 'thumbs_up', rating: 5 }, { feature: 'billing' });
  addFeedback(rollup, { type: 'rating', rating: 2 }, { feature: 'billing' });
  addFeedback(rollup, { type: 'thumbs_down' });
  addFeedback(rollup, { type: 'copied' });

  const { opinions, by } = rollup.figures;
  assert.equal(opinions.count, 4);
  assert.equal(opinions.negative, 2);
  assert.deepEqual(opinions.ratings, { '1': 0, '2': 1, '3': 0, '4': 0, '5': 1 });
  assert.equal(by.feature.kept.get('billing')!.opinions.count, 2);
});

test('days merged from hours know how busy each hour was', () => {
  const hours = [0, 1, 5].map((hour) => {
    const rollup = createRollup({ ...SCOPE, from: FROM + hour * HOUR_MS, to: FROM + (hour + 1) * HOUR_MS });
    for (let n = 0; n <= hour; n += 1) addCall(rollup, factsOf(n, { start: rollup.from + n }));
    return rollup;
  });

  const day = mergeAll({ ...SCOPE, from: FROM, to: FROM + 24 * HOUR_MS }, hours);

  assert.deepEqual(
    [...day.figures.hours].map(([start, { calls }]) => [(start - FROM) / HOUR_MS, calls]),
    [
      [0, 1],
      [1, 2],
      [5, 6],
    ],
  );
});

test('merge() refuses roll-ups of different projects', () => {
  const other = createRollup({ ...SCOPE, project: 'other' as typeof SCOPE.project });

  assert.throws(() => merge(createRollup(SCOPE), other), /different projects/);
});

test('decodeRollup() refuses a version it does not know', () => {
  assert.throws(() => decodeRollup('{"version":99}'), /version 99/);
});

test('sketches of a roll-up answer quantiles', () => {
  const rollup = rollupOf(Array.from({ length: 1000 }, (_, n) => factsOf(n, { latencyMs: n + 1 })));

  const p95 = quantile(rollup.figures.latencyMs, 0.95)!;

  assert.ok(Math.abs(p95 / 950 - 1) < 0.012, String(p95));
});
