import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratesFromDollars } from '../../../src/domain/price/override.ts';
import { createPricer } from '../../../src/domain/price/pricer.ts';

const usage = { inputTokens: 1_000, outputTokens: 100 };
const start = Date.parse('2026-11-21T12:00:00Z');
const rates = ratesFromDollars({ input: '0.25', output: '1' })!;

test('a project price goes before the table and says so', () => {
  const price = createPricer({ overrides: [{ model: 'gpt-4o', rates }] });

  const cost = price({ provider: 'openai', model: 'GPT-4o', usage, start });

  assert.deepEqual(cost, {
    source: 'computed',
    nanoUsd: 350_000,
    priceVersion: 'project',
    pricedModel: 'gpt-4o',
    buckets: { input: { tokens: 1_000, nanoUsd: 250_000 }, output: { tokens: 100, nanoUsd: 100_000 } },
  });
});

test('a project price makes a deployment known that no table can know', () => {
  const price = createPricer({ overrides: [{ provider: 'azure.ai.openai', model: 'our-deployment*', rates }] });

  const ours = price({ provider: 'Azure.AI.OpenAI', model: 'our-deployment-eu', usage, start });
  const theirs = price({ provider: 'openai', model: 'our-deployment-eu', usage, start });

  assert.equal(ours.source, 'computed');
  assert.deepEqual(theirs, { source: 'unpriced', reason: 'unknown-model' });
});

test('a project price of nothing is a cost of nothing, as for a model of one’s own', () => {
  const price = createPricer({
    overrides: [{ model: 'llama*', rates: ratesFromDollars({ input: '0', output: '0' })! }],
  });

  const cost = price({ provider: 'vllm', model: 'llama-3.3-70b', usage, start });

  assert.equal(cost.source === 'computed' && cost.nanoUsd, 0);
});

test('a project price that lacks a bucket leaves a call unpriced that used it', () => {
  const price = createPricer({ overrides: [{ model: 'gpt-4o', rates }] });

  const cost = price({ model: 'gpt-4o', usage: { ...usage, cacheReadTokens: 500 }, start });

  assert.deepEqual(cost, { source: 'unpriced', reason: 'no-price-for-bucket' });
});

test('ratesFromDollars() refuses a price that it could not keep exactly', () => {
  assert.equal(ratesFromDollars({ input: '0.0000001' }), undefined);
  assert.equal(ratesFromDollars({ input: '-1' }), undefined);
});
