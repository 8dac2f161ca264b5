/** Decisions on payloads: the same for all who ask, complete for events, at the stated rate for the rest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseTraceId, type TraceId } from '../../../src/domain/call/ids.ts';
import {
  decide,
  decideAfterComplaint,
  rateOf,
  type SamplingFacts,
  traceFraction,
} from '../../../src/domain/sampling/decide.ts';
import { planRates } from '../../../src/domain/sampling/plan.ts';
import { DEFAULT_POLICY, type SamplingPolicy } from '../../../src/domain/sampling/policy.ts';
import { randomFrom, traceFrom } from './random.ts';

const TENTH: SamplingPolicy = { ...DEFAULT_POLICY, baseRate: 0.1 };
const NOON = Date.UTC(2026, 10, 2, 12);

const traceId = fc
  .tuple(fc.bigInt({ min: 1n, max: 2n ** 128n - 1n }))
  .map(([value]) => parseTraceId(value.toString(16).padStart(32, '0'))!);

const factsOf = (trace: TraceId, fields: Partial<SamplingFacts> = {}): SamplingFacts => ({
  traceId: trace,
  start: NOON,
  ...fields,
});

test('decide() gives calls of one trace and retries the same answer', () => {
  fc.assert(
    fc.property(traceId, fc.nat({ max: 9000 }), (trace, latencyMs) => {
      const first = decide(TENTH, factsOf(trace, { latencyMs }));

      assert.deepEqual(decide(TENTH, factsOf(trace, { latencyMs })), first);
      assert.equal(decide(TENTH, factsOf(trace, { start: NOON + 60_000 })).retain, first.retain);
    }),
  );
});

test('decide() keeps more at a higher rate and drops nothing that a lower rate keeps', () => {
  fc.assert(
    fc.property(
      traceId,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (trace, a, b) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((baseRate) =>
          decide({ ...TENTH, baseRate }, factsOf(trace)),
        );

        if (low!.retain === 'keep') assert.equal(high!.retain, 'keep');
      },
    ),
  );
});

test('decide() always keeps errors, slow calls, flagged ones and those judged negatively', () => {
  const none = { ...TENTH, baseRate: 0 };

  fc.assert(
    fc.property(traceId, (trace) => {
      const events: readonly [Partial<SamplingFacts>, string][] = [
        [{ failed: true }, 'error'],
        [{ latencyMs: 10_000 }, 'slow'],
        [{ flagged: true }, 'flagged'],
        [{ negative: true }, 'negative-feedback'],
      ];
      for (const [event, reason] of events) {
        assert.deepEqual(decide(none, factsOf(trace, event)), { retain: 'keep', probability: 1, reason });
      }
    }),
  );
});

test('decide() keeps the stated share, even of trace ids that an app counts up', () => {
  const ids = Array.from({ length: 20_000 }, (_, n) => parseTraceId((n + 1).toString(16).padStart(32, '0'))!);

  const kept = ids.filter((id) => decide(TENTH, factsOf(id)).retain === 'keep').length;

  // Four standard deviations of a binomial: √(20000 · 0.1 · 0.9) = 42.
  assert.ok(Math.abs(kept - 2000) < 170, String(kept));
});

test('decide() holds what it does not keep, and a complaint keeps it for good', () => {
  const random = randomFrom(1);
  const decisions = Array.from({ length: 50 }, () => decide(TENTH, factsOf(traceFrom(random))));

  const held = decisions.find(({ retain }) => retain === 'hold')!;

  assert.deepEqual(held, { retain: 'hold', probability: 0.1, reason: 'not-sampled' });
  assert.deepEqual(decideAfterComplaint(), { retain: 'keep', probability: 1, reason: 'negative-feedback' });
});

test('rateOf() takes the larger of the rates of feature and model, and the factor of the hour', () => {
  const hourFactors = Array.from({ length: 24 }, (_, hour) => (hour === 3 ? 4 : 1));
  const policy = { ...TENTH, featureRates: { rare: 0.5 }, modelRates: { big: 0.2, small: 0.01 }, hourFactors };
  const trace = traceFrom(randomFrom(2));

  const rates = [
    rateOf(policy, factsOf(trace)),
    rateOf(policy, factsOf(trace, { feature: 'rare', model: 'big' })),
    rateOf(policy, factsOf(trace, { model: 'small' })),
    rateOf(policy, factsOf(trace, { model: 'big', start: Date.UTC(2026, 10, 2, 3) })),
    rateOf(policy, factsOf(trace, { feature: 'constructor' })),
  ];

  assert.deepEqual(rates, [0.1, 0.5, 0.01, 0.8, 0.1]);
});

test('planRates() sees rare features and models as well as busy ones', () => {
  const policy = planRates(
    {
      total: 100_000,
      byFeature: new Map([
        ['chat', 99_000],
        ['export', 1_000],
      ]),
      byModel: new Map([
        ['small', 99_900],
        ['big', 100],
      ]),
      byHour: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 100 : 5522)),
    },
    { perDay: 1_000, perFeature: 200, perModel: 200 },
  );

  assert.equal(policy.baseRate, 0.01);
  assert.deepEqual(policy.featureRates, { export: 0.2 });
  assert.deepEqual(policy.modelRates, { big: 1 });
  assert.ok(policy.hourFactors[2]! > 4 && policy.hourFactors[12]! < 1, String(policy.hourFactors));
});

test('planRates() would have kept as many of the day before as the goal asks for, however its hours were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 100_000 }), { minLength: 24, maxLength: 24 }), (byHour) => {
      const total = byHour.reduce((sum, count) => sum + count, 0);
      const { baseRate, hourFactors } = planRates(
        { total, byFeature: new Map(), byModel: new Map(), byHour },
        { perDay: 1_000, perFeature: 0, perModel: 0 },
      );

      const kept = byHour.reduce((sum, count, hour) => sum + count * baseRate * (hourFactors[hour] ?? 1), 0);

      assert.ok(Math.abs(kept - Math.min(total, 1_000)) < 1e-6 * (1 + total), `${kept} of ${total}`);
    }),
  );
});

test('traceFraction() spreads ids evenly', () => {
  const random = randomFrom(5);
  const bins = new Array<number>(10).fill(0);

  for (let n = 0; n < 10_000; n += 1) {
    const bin = Math.floor(traceFraction(traceFrom(random)) * 10);
    bins[bin] = bins[bin]! + 1;
  }

  for (const count of bins) assert.ok(Math.abs(count - 1000) < 120, bins.join(' '));
});
