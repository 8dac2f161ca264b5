/**
 * How hot the partitions of one project get: `node bench/heat/heat.ts`. A partition of DynamoDB takes 1,000 write units a second, and
 * what is keyed by a project and a day alone is one partition. The by-time index is therefore spread over shards, by the last
 * byte of the trace id; this simulation says how many shards a rate of writing needs. Seeded: the same every time.
 */
import { SHARDS } from '../../src/adapters/dynamodb/keys.ts';
import { seeded } from '../workload/interactions.ts';

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
export const PARTITION_WRITES_PER_SECOND = 1_000;

export interface Traffic {
  /** Requests a second, on average over the hour that is simulated; they come by chance (Poisson). */
  readonly requestsPerSecond: number;
  /** Traces of one request, each a row in the index, all written within the same second. */
  readonly tracesPerRequest: number;
  readonly shards: number;
  readonly seconds?: number;
  readonly seed?: number;
}

export interface Heat {
  /** Writes in the hottest second of the hottest shard. */
  readonly hottest: number;
  /** Share of all writes that come above a partition's limit, if nothing is borrowed from quieter seconds. */
  readonly aboveLimit: number;
}

/** Simulates each second: how many requests come, and on which shard each of their traces falls. */
export const simulate = ({ requestsPerSecond, tracesPerRequest, shards, seconds = 300, seed = 1 }: Traffic): Heat => {
  const below = seeded(seed);
  const uniform = (): number => (below(2 ** 30) + 0.5) / 2 ** 30;
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  /** Poisson; by its normal limit where there are many. */
  const arrivals = (mean: number): number => {
    if (mean > 200) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal()));
    let count = -1;
    for (let product = 1; product > Math.exp(-mean); count++) product *= uniform();
    return count;
  };
  let [hottest, above, all] = [0, 0, 0];
  for (let second = 0; second < seconds; second++) {
    const writes = Math.round(arrivals(requestsPerSecond) * tracesPerRequest);
    all += writes;
    let left = writes;
    for (let shard = 0; shard < shards; shard++) {
      // Each of the writes left falls on this shard with the same chance: a binomial number of them, by its normal limit.
      const chance = 1 / (shards - shard);
      const mean = left * chance;
      const spread = Math.sqrt(mean * (1 - chance));
      const own = shard === shards - 1 ? left : Math.min(left, Math.max(0, Math.round(mean + spread * normal())));
      left -= own;
      hottest = Math.max(hottest, own);
      above += Math.max(0, own - PARTITION_WRITES_PER_SECOND);
    }
  }
  return { hottest, aboveLimit: all === 0 ? 0 : above / all };
};

/** The least power of two of shards with which not one write in ten thousand comes above the limit. */
export const shardsFor = (traffic: Omit<Traffic, 'shards'>): number => {
  let shards = 1;
  while (simulate({ ...traffic, shards }).aboveLimit > 1e-4) shards *= 2;
  return shards;
};

/** Traces of one request of so many interactions, as in the bill. */
const TRACES: Readonly<Record<number, number>> = { 1: 1, 10: 5, 100: 30 };
/** A busy hour has so many times the calls of an average one. */
const PEAK = 3;

if (import.meta.main) {
  console.log(`one project, peaks of ${PEAK} times the average; the index has ${SHARDS} shards`);
  console.log(
    '| interactions/s | batch | index writes/s at the peak | hottest shard of 4 | above the limit | shards it needs |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const rate of [1, 100, 10_000, 100_000]) {
    for (const batch of [1, 10, 100]) {
      const requestsPerSecond = (rate * PEAK) / batch;
      const traffic = { requestsPerSecond, tracesPerRequest: TRACES[batch] ?? 1 };
      const { hottest, aboveLimit } = simulate({ ...traffic, shards: SHARDS });
      const writes = Math.round(requestsPerSecond * traffic.tracesPerRequest);
      console.log(
        `| ${rate.toLocaleString('en-GB')} | ${batch} | ${writes.toLocaleString('en-GB')} | ${hottest.toLocaleString('en-GB')} | ${(100 * aboveLimit).toFixed(2)} % | ${shardsFor(traffic)} |`,
      );
    }
  }
}
