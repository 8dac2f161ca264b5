/** Laws of pricing, whatever is called and however much it used. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Usage } from '../../../src/domain/call/usage.ts';
import { createPricer } from '../../../src/domain/price/pricer.ts';
import { BUCKETS, parseRate, priceTokens, type Rates, type Tokens } from '../../../src/domain/price/rates.ts';
import { SHEETS } from '../../../src/domain/price/table.ts';
import { exclusiveTokens, MAX_TOKENS } from '../../../src/domain/price/tokens.ts';

const count = fc.nat({ max: 2_000_000 });
const tokens: fc.Arbitrary<Tokens> = fc.record(Object.fromEntries(BUCKETS.map((bucket) => [bucket, count])), {
  requiredKeys: [],
});
const rates: fc.Arbitrary<Rates> = fc.record(
  Object.fromEntries(BUCKETS.map((bucket) => [bucket, fc.nat({ max: 600_000_000 })])),
);
const usage: fc.Arbitrary<Usage> = tokens.map((parts) => {
  const { input = 0, cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, inputAudio = 0, inputImage = 0 } = parts;
  const { output = 0, reasoning = 0, outputAudio = 0, outputImage = 0 } = parts;
  return {
    inputTokens: input + cacheRead + cacheWrite + cacheWrite1h + inputAudio + inputImage,
    outputTokens: output + reasoning + outputAudio + outputImage,
    cacheReadTokens: cacheRead,
    cacheWriteTokens: cacheWrite + cacheWrite1h,
    cacheWrite1hTokens: cacheWrite1h,
    reasoningTokens: reasoning,
    inputAudioTokens: inputAudio,
    inputImageTokens: inputImage,
    outputAudioTokens: outputAudio,
    outputImageTokens: outputImage,
  };
});
const models = Object.entries(SHEETS).flatMap(([provider, lines]) =>
  lines
    .trim()
    .split('\n')
    .map((line) => ({ provider, model: line.split('|')[0]! })),
);
const start = fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-12-31') });

test('priceTokens() makes buckets that add up to the total, none negative', () => {
  fc.assert(
    fc.property(tokens, rates, (parts, prices) => {
      const priced = priceTokens(parts, prices)!;

      const amounts = Object.values(priced.buckets).map(({ nanoUsd }) => nanoUsd);
      assert.equal(
        amounts.reduce((sum, amount) => sum + amount, 0),
        priced.nanoUsd,
      );
      assert.ok(amounts.every((amount) => amount >= 0 && Number.isSafeInteger(amount)));
    }),
  );
});

test('priceTokens() is within half a nano-dollar of the exact cost', () => {
  fc.assert(
    fc.property(tokens, rates, (parts, prices) => {
      const exactPico = BUCKETS.reduce((sum, bucket) => sum + BigInt(parts[bucket] ?? 0) * BigInt(prices[bucket]!), 0n);

      const { nanoUsd } = priceTokens(parts, prices)!;

      const difference = BigInt(nanoUsd) * 1_000n - exactPico;
      assert.ok(difference > -500n && difference <= 500n, String(difference));
    }),
  );
});

test('priceTokens() never costs less for more tokens', () => {
  fc.assert(
    fc.property(tokens, rates, fc.constantFrom(...BUCKETS), count, (parts, prices, bucket, more) => {
      const less = priceTokens(parts, prices)!.nanoUsd;

      const grown = priceTokens({ ...parts, [bucket]: (parts[bucket] ?? 0) + more }, prices)!.nanoUsd;

      assert.ok(grown >= less);
    }),
  );
});

test('exclusiveTokens() makes parts that add up to the inclusive totals', () => {
  fc.assert(
    fc.property(usage, (inclusive) => {
      const parts = Object.values(exclusiveTokens(inclusive)!);

      assert.equal(
        parts.reduce((sum, part) => sum + part, 0),
        inclusive.inputTokens! + inclusive.outputTokens!,
      );
      assert.ok(parts.every((part) => part >= 0));
    }),
  );
});

test('exclusiveTokens() refuses numbers that cannot be rather than guessing', () => {
  const impossible: readonly Usage[] = [
    { inputTokens: -1 },
    { inputTokens: 1.5 },
    { inputTokens: Number.NaN },
    { inputTokens: MAX_TOKENS + 1 },
    { inputTokens: 10, cacheReadTokens: 11 },
    { inputTokens: 10, cacheReadTokens: 6, cacheWriteTokens: 6 },
    { inputTokens: 10, cacheWriteTokens: 2, cacheWrite1hTokens: 3 },
    { inputTokens: 10, outputTokens: 5, reasoningTokens: 6 },
    { outputTokens: 5 },
    {},
  ];

  for (const one of impossible) assert.equal(exclusiveTokens(one), undefined, JSON.stringify(one));
});

test('createPricer() computes an exact sum of buckets or says why not, for every model of the table', () => {
  const price = createPricer();

  fc.assert(
    fc.property(fc.constantFrom(...models), usage, start, (call, used, at) => {
      const cost = price({ ...call, usage: used, start: at });

      if (cost.source !== 'computed') {
        assert.deepEqual(cost, { source: 'unpriced', reason: 'no-price-for-bucket' });
        return;
      }
      const parts = Object.values(cost.buckets);
      assert.equal(
        parts.reduce((sum, { nanoUsd }) => sum + nanoUsd, 0),
        cost.nanoUsd,
      );
      assert.equal(
        parts.reduce((sum, { tokens: some }) => sum + some, 0),
        used.inputTokens! + used.outputTokens!,
      );
      // A cost of nothing is a call that used nothing: no price of the table is zero.
      assert.equal(cost.nanoUsd === 0, used.inputTokens === 0 && used.outputTokens === 0);
    }),
    { numRuns: 1_000 },
  );
});

test('createPricer() finds every model of the table by its own name', () => {
  const price = createPricer();

  const lost = models.filter((call) => {
    const cost = price({ ...call, usage: { inputTokens: 1 }, start: 0 });
    return cost.source === 'unpriced' && cost.reason === 'unknown-model';
  });

  assert.deepEqual(lost, []);
});

test('createPricer() gives the same costs in any order of calls', () => {
  const call = fc.record({ named: fc.constantFrom(...models), used: usage, at: start });

  fc.assert(
    fc.property(fc.array(call, { maxLength: 20 }), (calls) => {
      const forwards = createPricer();
      const backwards = createPricer();
      const priced = (price: typeof forwards, { named, used, at }: (typeof calls)[number]) =>
        price({ ...named, usage: used, start: at });

      const first = calls.map((one) => priced(forwards, one));
      const second = calls
        .toReversed()
        .map((one) => priced(backwards, one))
        .reverse();

      assert.deepEqual(first, second);
    }),
    { numRuns: 50 },
  );
});

test('createPricer() answers for any name, however odd, and quickly', () => {
  const price = createPricer();
  const odd = fc.oneof(
    fc.string({ maxLength: 600 }),
    fc.stringMatching(/^[a-z0-9.:/@-]{0,300}$/),
    fc.constant('-1111-11-11'.repeat(50)),
  );

  fc.assert(
    fc.property(odd, odd, (provider, model) => {
      const before = performance.now();

      const cost = price({ provider, model, usage: { inputTokens: 1 }, start: 0 });

      assert.ok(cost.source === 'unpriced' || cost.source === 'computed');
      assert.ok(performance.now() - before < 100);
    }),
  );
});

test('parseRate() reads decimals exactly and refuses what is finer than six places', () => {
  assert.equal(parseRate('0.003625'), 3_625);
  assert.equal(parseRate('.3'), 300_000);
  assert.equal(parseRate('600'), 600_000_000);
  for (const text of ['', '-1', '1e3', '0.0000001', '1,5', 'free']) assert.equal(parseRate(text), undefined, text);
});
