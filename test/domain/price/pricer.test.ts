import assert from 'node:assert/strict';
import { test } from 'node:test';
import { knownProvider } from '../../../src/domain/normalise/providers.ts';
import { createPricer } from '../../../src/domain/price/pricer.ts';
import { sellerOf } from '../../../src/domain/price/provider.ts';

const price = createPricer();
const START = Date.parse('2026-11-01T12:00:00Z');
const USAGE = { inputTokens: 1000, outputTokens: 100 };
const EMBEDDING = { inputTokens: 1000 };

/** What a name is priced as; the text after `unpriced:` is the reason. */
const pricedAs = (provider: string | undefined, model: string): string => {
  const cost = price({
    ...(provider === undefined ? {} : { provider }),
    model,
    usage: model.includes('embed') ? EMBEDDING : USAGE,
    start: START,
  });
  return cost.source === 'computed' ? cost.pricedModel : `unpriced: ${cost.source === 'unpriced' ? cost.reason : ''}`;
};

test('createPricer() prices a plain call exactly', () => {
  const cost = price({ provider: 'openai', model: 'gpt-4o', usage: USAGE, start: START });

  assert.equal(cost.source, 'computed');
  // 1000 × $2.50/M + 100 × $10/M = $0.0035
  assert.equal(cost.nanoUsd, 3_500_000);
});

const NAMES: readonly (readonly [provider: string | undefined, model: string, expected: string])[] = [
  ['openai', 'gpt-4o-2024-08-06', 'gpt-4o'],
  ['OpenAI', 'GPT-4o', 'gpt-4o'],
  ['openai', 'gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
  [undefined, 'gpt-4o-mini', 'gpt-4o-mini'],
  [undefined, 'openai/gpt-4o-mini', 'gpt-4o-mini'],
  ['langchain', 'openai:gpt-4o-mini', 'gpt-4o-mini'],
  ['litellm', 'litellm_proxy/anthropic/claude-sonnet-4-5', 'claude-sonnet-4-5'],
  ['anthropic', 'claude-sonnet-4-5-20250929', 'claude-sonnet-4-5'],
  ['anthropic', 'claude-opus-4-5@20251101', 'claude-opus-4-5'],
  ['gcp.vertex_ai', 'claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
  ['vertex_ai', 'vertex_ai/claude-sonnet-4-5@20250929', 'claude-sonnet-4-5'],
  ['gcp.vertex_ai', 'publishers/anthropic/models/claude-opus-4-5@20251101', 'claude-opus-4-5'],
  ['gcp.vertex_ai', 'projects/p/locations/europe-west1/publishers/google/models/gemini-2.5-pro', 'gemini-2.5-pro'],
  ['gcp.gemini', 'models/gemini-2.5-flash', 'gemini-2.5-flash'],
  [undefined, 'gemini/gemini-2.5-flash', 'gemini-2.5-flash'],
  ['aws.bedrock', 'amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ['aws.bedrock', 'us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  [undefined, 'eu.amazon.nova-pro-v1:0', 'eu.amazon.nova-pro-v1:0'],
  ['aws.bedrock', 'us-gov.amazon.nova-pro-v1:0', 'unpriced: unknown-model'],
  ['aws.bedrock', 'amazon.titan-embed-text-v2:0', 'amazon.titan-embed-text-v2:0'],
  ['aws.bedrock', 'cohere.embed-v4:0', 'cohere.embed-v4:0'],
  ['bedrock', 'bedrock/converse/us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
  ['aws.bedrock', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  [
    'aws.bedrock',
    'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'global.anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    'aws.bedrock',
    'arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0',
    'anthropic.claude-sonnet-4-5-20250929-v1:0',
  ],
  [
    undefined,
    'arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-1-70b-instruct-v1:0',
    'meta.llama3-1-70b-instruct-v1:0',
  ],
  [
    'aws.bedrock',
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/abc123',
    'unpriced: unknown-model',
  ],
  ['groq', 'openai/gpt-oss-120b', 'openai/gpt-oss-120b'],
  [undefined, 'groq/openai/gpt-oss-120b', 'openai/gpt-oss-120b'],
  ['azure.ai.openai', 'gpt-4o', 'gpt-4o'],
  ['azure.ai.openai', 'our-own-deployment', 'unpriced: unknown-model'],
  ['openrouter', 'anthropic/claude-sonnet-4-5', 'unpriced: unknown-model'],
  ['ollama', 'mistral:7b', 'unpriced: unknown-model'],
  [undefined, 'mistral:7b', 'unpriced: unknown-model'],
  ['openai', 'ft:gpt-4o-2024-08-06:org::id', 'ft:gpt-4o'],
  ['openai', 'ft:gpt-9:org::id', 'unpriced: unknown-model'],
  ['anthropic', 'claude-sonnet-5-9', 'unpriced: unknown-model'],
  ['anthropic', 'my-claude-sonnet-4-5', 'unpriced: unknown-model'],
  ['anthropic', 'us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'anthropic.claude-sonnet-4-5-20250929-v1:0'],
  ['openai', 'anthropic/claude-sonnet-4-5', 'claude-sonnet-4-5'],
  ['alibaba', 'deepseek-v4-pro', 'unpriced: unknown-model'],
  ['together_ai', 'google/gemma-2-27b-it', 'unpriced: unknown-model'],
  ['gcp.gemini', 'gemini-pro-latest', 'gemini-pro-latest'],
  ['acme', 'acme-large', 'unpriced: unknown-model'],
  ['openai', '', 'unpriced: no-model'],
  ['openai', '__proto__', 'unpriced: unknown-model'],
];

for (const [provider, model, expected] of NAMES) {
  test(`createPricer() reads ${provider ?? 'no provider'} and "${model}" as ${expected}`, () => {
    assert.equal(pricedAs(provider, model), expected);
  });
}

test('createPricer() says why it cannot price: no usage, or tokens that have no price', () => {
  const known = { provider: 'openai', model: 'gpt-4o', start: START };

  assert.deepEqual(price(known), { source: 'unpriced', reason: 'no-usage' });
  assert.deepEqual(price({ ...known, usage: { outputTokens: 5 } }), { source: 'unpriced', reason: 'no-usage' });
  assert.deepEqual(price({ ...known, usage: { inputTokens: 10, inputAudioTokens: 5 } }), {
    source: 'unpriced',
    reason: 'no-price-for-bucket',
  });
  assert.deepEqual(price({ ...known, usage: USAGE, serviceTier: 'scale' }), {
    source: 'unpriced',
    reason: 'no-price-for-bucket',
  });
});

test('createPricer() bills images sent to a model as input and reasoning as output, in buckets of their own', () => {
  const usage = { inputTokens: 1_000, inputImageTokens: 400, outputTokens: 100, reasoningTokens: 60 };

  const cost = price({ provider: 'openai', model: 'gpt-4o', usage, start: START });

  assert.deepEqual(cost.source === 'computed' && cost.buckets, {
    input: { tokens: 600, nanoUsd: 1_500_000 },
    inputImage: { tokens: 400, nanoUsd: 1_000_000 },
    output: { tokens: 40, nanoUsd: 400_000 },
    reasoning: { tokens: 60, nanoUsd: 600_000 },
  });
});

test('createPricer() prices a call that used nothing at nothing', () => {
  const cost = price({ provider: 'openai', model: 'gpt-4o', usage: { inputTokens: 0, outputTokens: 0 }, start: START });

  assert.deepEqual(cost.source === 'computed' && [cost.nanoUsd, cost.buckets], [0, {}]);
});

test('createPricer() charges nothing for an answer from the cache of the app, but for one from a prompt cache', () => {
  const call = { provider: 'openai', model: 'gpt-4o', start: START, cacheHit: true };

  const free = price({ ...call, usage: USAGE });
  const prompt = price({ ...call, usage: { ...USAGE, cacheReadTokens: 500 } });

  assert.deepEqual(free.source === 'computed' && [free.nanoUsd, free.buckets], [0, {}]);
  // 500 × $2.50/M + 500 × $1.25/M + 100 × $10/M
  assert.equal(prompt.source === 'computed' && prompt.nanoUsd, 2_875_000);
});

test('sellerOf() knows every provider that the normaliser names', () => {
  const names =
    'openai azure.ai.openai azure.ai.inference aws.bedrock anthropic gcp.gemini gcp.vertex_ai mistral_ai x_ai cohere deepseek groq ' +
    'perplexity moonshot_ai ibm.watsonx.ai openrouter together_ai fireworks_ai cerebras sambanova nvidia huggingface replicate ' +
    'ollama vllm ai21 voyage_ai jina_ai databricks deepinfra alibaba zhipu_ai minimax cloudflare vercel github stability_ai ' +
    'elevenlabs sagemaker';

  for (const name of names.split(' ')) {
    assert.equal(knownProvider(name), name);
    assert.notEqual(sellerOf(name), undefined, `${name} would be priced as if no provider had been named`);
  }
});
