/** Golden cases of xAI. */
import type { GoldenCase } from './golden-case.ts';

const PAGE = 'https://docs.x.ai/docs/models';

export const XAI_CASES: readonly GoldenCase[] = [
  {
    provider: 'x_ai',
    model: 'grok-4-0709',
    usage: { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 250 },
    published: 'input $3, cached $0.75, output $15',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 9_937_500,
  },
  {
    provider: 'x_ai',
    model: 'grok-4-fast-reasoning',
    usage: { inputTokens: 1_000, outputTokens: 500, reasoningTokens: 400 },
    published: 'input $0.2, output $0.5, reasoning $0.5',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 450_000,
  },
  {
    provider: 'x_ai',
    model: 'grok-4.5',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $2, output $6',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 5_000_000,
  },
  {
    provider: 'x_ai',
    model: 'grok-4.5',
    usage: { inputTokens: 200_000, outputTokens: 500 },
    published: 'input $4, output $12',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 806_000_000,
  },
  {
    provider: 'x_ai',
    model: 'grok-3-mini',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.3, output $0.5',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 550_000,
  },
  {
    provider: 'x_ai',
    model: 'grok-4-0709',
    // The usage is the provider's own example of cached tokens, which are part of the prompt's.
    usage: { inputTokens: 125, outputTokens: 48, cacheReadTokens: 98 },
    published: 'input $3, cached $0.75, output $15',
    source: 'https://docs.x.ai/developers/advanced-api-usage/prompt-caching/usage-and-pricing',
    basis: 'tables',
    nanoUsd: 874_500,
  },
];
