/** Golden cases of Mistral. */
import type { GoldenCase } from './golden-case.ts';

const PAGE = 'https://mistral.ai/pricing';

export const MISTRAL_CASES: readonly GoldenCase[] = [
  {
    provider: 'mistral_ai',
    model: 'mistral-large-2411',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $2, output $6',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 5_000_000,
  },
  {
    provider: 'mistral_ai',
    model: 'mistral-large-latest',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.5, output $1.5',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 1_250_000,
  },
  {
    provider: 'mistral_ai',
    model: 'mistral-large-latest',
    at: '2025-12-01T23:59:59Z',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $2, output $6',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 5_000_000,
  },
  {
    provider: 'mistral_ai',
    model: 'open-mistral-nemo',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.15, output $0.15',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 225_000,
  },
  {
    provider: 'mistral_ai',
    model: 'codestral-2508',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.3, output $0.9',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 750_000,
  },
  {
    provider: 'mistral_ai',
    model: 'mistral-embed',
    usage: { inputTokens: 1_000 },
    published: 'input $0.1',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 100_000,
  },
];
