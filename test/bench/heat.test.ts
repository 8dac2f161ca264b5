/** The laws of partition heat: more shards are cooler, in proportion, and the number that is asked for is the least that is enough. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PARTITION_WRITES_PER_SECOND, shardsFor, simulate } from '../../bench/heat/heat.ts';
import { SHARDS } from '../../src/adapters/dynamodb/keys.ts';

const TRAFFIC = fc.record({
  requestsPerSecond: fc.integer({ min: 1, max: 20_000 }),
  tracesPerRequest: fc.constantFrom(1, 5, 30),
  seed: fc.nat(1_000),
});

test('simulate() is the same for the same seed', () => {
  const traffic = { requestsPerSecond: 500, tracesPerRequest: 5, shards: 4, seed: 9 };

  assert.deepEqual(simulate(traffic), simulate(traffic));
});

test('simulate() spreads writes evenly: the hottest shard is within six deviations of its share', () => {
  fc.assert(
    fc.property(TRAFFIC, fc.constantFrom(1, 4, 16, 64), (traffic, shards) => {
      const share = (traffic.requestsPerSecond * traffic.tracesPerRequest) / shards;
      // The number of requests varies, and with it all of a request's traces; then each trace falls on a shard by chance.
      const deviation = Math.sqrt(share + (traffic.requestsPerSecond * traffic.tracesPerRequest ** 2) / shards ** 2);

      const { hottest } = simulate({ ...traffic, shards, seconds: 60 });

      assert.ok(hottest >= share - deviation, `${hottest} of ${share}`);
      assert.ok(
        hottest <= share + 6 * deviation + 6 * traffic.tracesPerRequest,
        `${hottest} of ${share} ± ${deviation}`,
      );
    }),
    { numRuns: 60 },
  );
});

test('shardsFor() is the least power of two that keeps every partition within its limit', () => {
  fc.assert(
    fc.property(TRAFFIC, (traffic) => {
      const shards = shardsFor({ ...traffic, seconds: 30 });

      assert.ok(simulate({ ...traffic, seconds: 30, shards }).aboveLimit <= 1e-4);
      if (shards > 1) assert.ok(simulate({ ...traffic, seconds: 30, shards: shards / 2 }).aboveLimit > 1e-4);
      assert.ok(shards * PARTITION_WRITES_PER_SECOND >= traffic.requestsPerSecond * traffic.tracesPerRequest * 0.9);
    }),
    { numRuns: 30 },
  );
});

test('the shards of the by-time index take 3,000 traces a second of one project, as docs/scale.md says', () => {
  assert.equal(SHARDS, 4);
  assert.ok(simulate({ requestsPerSecond: 3_000, tracesPerRequest: 1, shards: SHARDS }).aboveLimit === 0);
});
