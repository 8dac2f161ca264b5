/** Golden cases of Cohere. */
import type { GoldenCase } from './golden-case.ts';

const PAGE = 'https://cohere.com/pricing';

export const COHERE_CASES: readonly GoldenCase[] = [
  {
    provider: 'cohere',
    model: 'command-a-03-2025',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $2.5, output $10',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 7_500_000,
  },
  {
    provider: 'cohere',
    model: 'command-r-08-2024',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.15, output $0.6',
    source: PAGE,
    basis: 'transcript',
    nanoUsd: 450_000,
  },
  {
    provider: 'cohere',
    model: 'command-r7b-12-2024',
    usage: { inputTokens: 1_001, outputTokens: 501 },
    published: 'input $0.0375, output $0.15',
    source: PAGE,
    basis: 'transcript',
    nanoUsd: 112_688,
  },
  {
    provider: 'cohere',
    model: 'embed-v4.0',
    usage: { inputTokens: 1_001 },
    published: 'input $0.12',
    source: PAGE,
    basis: 'transcript',
    nanoUsd: 120_120,
  },
];
