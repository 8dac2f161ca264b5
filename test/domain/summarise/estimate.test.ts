/** Estimates from kept payloads: the true figure lies within the interval as often as it promises. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TraceId } from '../../../src/domain/call/ids.ts';
import { decide } from '../../../src/domain/sampling/decide.ts';
import { DEFAULT_POLICY } from '../../../src/domain/sampling/policy.ts';
import {
  type Estimate,
  estimateMean,
  type PickedValue,
  weigh,
  weighedOf,
} from '../../../src/domain/summarise/estimate.ts';
import { randomFrom, traceFrom } from '../sampling/random.ts';

interface Call {
  readonly traceId: TraceId;
  readonly feature: string;
  readonly latencyMs: number;
  readonly failed: boolean;
  readonly helpful: number;
  /** 0 to 1, mostly high, and low for whole traces now and then. */
  readonly score: number;
}

/** Traffic with rare features, slow calls and errors that are always kept, and traces of one to four calls that resemble each other. */
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
      score: 1 / (1 + Math.exp(-(1.5 + 2 * mood + normal()))),
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

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** What is estimated of all calls. */
const QUESTIONS = {
  'mean score': ({ score }: Call) => score,
  'mean of scores that are rarely low': ({ score }: Call) => Math.min(1, score * 3),
  'share of helpful answers': ({ helpful }: Call) => helpful,
  'share of failures': ({ failed }: Call) => (failed ? 1 : 0),
};

/** Eight times a hundred, so that the verdict on 93 of 100 hangs less on luck. */
const SIMULATIONS = 800;
const LEAST_COVERED = 0.93;

const simulate = (): Readonly<Record<string, number>> => {
  const inside = new Map<string, number>(Object.keys(QUESTIONS).map((name) => [name, 0]));
  for (let seed = 1; seed <= SIMULATIONS; seed += 1) {
    const calls = trafficOf(seed, 1000);
    const kept = decisionsOf(calls);
    for (const [name, value] of Object.entries(QUESTIONS)) {
      const sums = weigh(kept.map(({ call, ...item }) => ({ ...item, value: value(call) })));
      const { low, high } = estimateMean(sums) as Estimate;
      const actual = meanOf(calls.map(value));
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

test('estimates are exact where everything is picked', () => {
  const calls = trafficOf(4, 50);
  const kept = calls.map(({ traceId, score }) => ({ traceId, probability: 1, value: score }));

  const { value, low, high } = estimateMean(weigh(kept))!;

  assert.ok(Math.abs(value - meanOf(calls.map(({ score }) => score))) < 1e-6);
  assert.equal(high - low, 0);
});

test('estimateMean() of a share never seen still admits that it may exist', () => {
  const random = randomFrom(9);
  const kept = Array.from({ length: 100 }, () => ({ traceId: traceFrom(random), probability: 0.1, value: 0 }));

  const { value, low, high } = estimateMean(weigh(kept))!;

  assert.equal(value, 0);
  assert.equal(low, 0);
  // The rule of three says 3/100; Wilson's is a little wider.
  assert.ok(high > 0.03 && high < 0.05, String(high));
});

test('any partition of the traces adds up to the very same sums, and reads back as written', () => {
  const picked: readonly PickedValue[] = decisionsOf(trafficOf(6, 300)).map(({ call, ...item }) => ({
    ...item,
    value: call.score,
  }));
  const whole = weigh(picked);

  for (const parts of [2, 3, 7]) {
    const by = Map.groupBy(picked, ({ traceId }) => Number.parseInt(traceId.slice(0, 6), 16) % parts);
    const added = [...by.values()]
      .reverse()
      .reduce((sum, part) => weighedOf.absorb(sum, weigh(part)), weighedOf.zero());
    assert.deepEqual(added, whole);
  }
  assert.deepEqual(weighedOf.decode(weighedOf.encode(whole)!), whole);
});

test('estimates of nothing are undefined', () => {
  assert.equal(estimateMean(weigh([])), undefined);
});
