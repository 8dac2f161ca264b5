/** Estimates from kept payloads: the true figure lies within the interval as often as it promises. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceId } from '../../../src/domain/call/ids.ts';
import { decide } from '../../../src/domain/sampling/decide.ts';
import {
  type Estimate,
  estimateCount,
  estimateMean,
  estimateShare,
  estimateTotal,
  type KeptValue,
} from '../../../src/domain/sampling/estimate.ts';
import { DEFAULT_POLICY } from '../../../src/domain/sampling/policy.ts';
import { randomFrom, traceFrom } from './random.ts';

interface Call {
  readonly traceId: TraceId;
  readonly feature: string;
  readonly latencyMs: number;
  readonly failed: boolean;
  readonly helpful: number;
}

/** Traffic with rare features, a heavy tail, errors, and traces of one to four calls that resemble each other. */
const trafficOf = (seed: number, traces: number): readonly Call[] => {
  const random = randomFrom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: traces }, () => {
    const traceId = traceFrom(random);
    const mood = normal() * 0.5;
    const feature = random() < 0.9 ? 'chat' : 'export';
    return Array.from({ length: 1 + Math.floor(random() * 4) }, () => ({
      traceId,
      feature,
      latencyMs: Math.exp(6.5 + mood + normal() * 0.6),
      failed: random() < 0.02,
      helpful: random() < (feature === 'chat' ? 0.8 : 0.4) ? 1 : 0,
    }));
  }).flat();
};

const POLICY = { ...DEFAULT_POLICY, baseRate: 0.1, featureRates: { export: 0.4 }, slowMs: 5000 };

const decisionsOf = (calls: readonly Call[]) =>
  calls.flatMap((call) => {
    const { retain, probability } = decide(POLICY, { ...call, start: 0 });
    return retain === 'keep' ? [{ traceId: call.traceId, probability, call }] : [];
  });

const keptOf = (calls: readonly Call[], value: (call: Call) => number): readonly KeptValue[] =>
  decisionsOf(calls).map(({ call, ...item }) => ({ ...item, value: value(call) }));

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const meanOf = (values: readonly number[]): number => total(values) / values.length;

/** What is estimated: the figure of a call, how, and what it is in truth. */
const QUESTIONS = {
  'estimateMean() of latency': { value: ({ latencyMs }: Call) => latencyMs, estimate: estimateMean, truth: meanOf },
  'estimateTotal() of latency': { value: ({ latencyMs }: Call) => latencyMs, estimate: estimateTotal, truth: total },
  'estimateCount() of calls': { value: () => 1, estimate: estimateCount, truth: total },
  'estimateShare() of helpful answers': {
    value: ({ helpful }: Call) => helpful,
    estimate: estimateShare,
    truth: meanOf,
  },
};

/** Three times a hundred, so that the verdict on 93 of 100 hangs less on luck. */
const SIMULATIONS = 300;
const LEAST_COVERED = 0.93;

const simulate = (): Readonly<Record<string, number>> => {
  const inside = new Map<string, number>(Object.keys(QUESTIONS).map((name) => [name, 0]));
  for (let seed = 1; seed <= SIMULATIONS; seed += 1) {
    const calls = trafficOf(seed, 1500);
    const kept = decisionsOf(calls);
    for (const [name, { value, estimate, truth }] of Object.entries(QUESTIONS)) {
      const { low, high } = estimate(kept.map(({ call, ...item }) => ({ ...item, value: value(call) }))) as Estimate;
      const actual = truth(calls.map(value));
      if (low <= actual && actual <= high) inside.set(name, inside.get(name)! + 1);
    }
  }
  return Object.fromEntries(inside);
};

test('estimates hold the true figure within their 95 % interval in at least 93 of 100 simulations', () => {
  const inside = simulate();

  for (const [name, count] of Object.entries(inside)) {
    assert.ok(count >= LEAST_COVERED * SIMULATIONS, `${name}: ${count} of ${SIMULATIONS}`);
  }
});

test('estimateShare() is exact about errors, as they are all kept, but for how many calls there were', () => {
  const calls = trafficOf(3, 1500);
  const errors = calls.filter(({ failed }) => failed).length;

  const kept = keptOf(calls, ({ failed }) => (failed ? 1 : 0));

  assert.equal(Math.round(estimateTotal(kept)!.value), errors);
});

test('estimates are exact where everything is kept', () => {
  const calls = trafficOf(4, 50);
  const kept = calls.map(({ traceId, latencyMs }) => ({ traceId, probability: 1, value: latencyMs }));

  const { value, low, high } = estimateMean(kept)!;

  assert.ok(Math.abs(value - meanOf(calls.map(({ latencyMs }) => latencyMs))) < 1e-9);
  assert.equal(high - low, 0);
});

test('estimateShare() of a share never seen still admits that it may exist', () => {
  const random = randomFrom(9);
  const kept = Array.from({ length: 100 }, () => ({ traceId: traceFrom(random), probability: 0.1, value: 0 }));

  const { value, low, high } = estimateShare(kept)!;

  assert.equal(value, 0);
  assert.equal(low, 0);
  // The rule of three says 3/100; Wilson's is a little wider.
  assert.ok(high > 0.03 && high < 0.05, String(high));
});

test('estimates of nothing are undefined', () => {
  assert.deepEqual(
    [estimateMean([]), estimateTotal([]), estimateShare([]), estimateCount([])],
    [undefined, undefined, undefined, undefined],
  );
});
