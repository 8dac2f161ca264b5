/** Golden cases of Azure. */
import type { GoldenCase } from './golden-case.ts';

const PAGE = 'https://azure.microsoft.com/pricing/details/cognitive-services/openai-service/';

export const AZURE_CASES: readonly GoldenCase[] = [
  {
    provider: 'azure.ai.openai',
    model: 'gpt-4o',
    usage: { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 250 },
    published: 'input $2.5, cached $1.25, output $10',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 7_187_500,
  },
  {
    provider: 'azure',
    model: 'azure/gpt-4o-mini',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.15, output $0.6',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 450_000,
  },
  {
    provider: 'azure.ai.openai',
    model: 'gpt-35-turbo',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.5, output $1.5',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 1_250_000,
  },
  {
    provider: 'azure.ai.openai',
    model: 'o4-mini',
    usage: { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 800 },
    published: 'input $1.1, cached $0.275, output $4.4',
    source: PAGE,
    basis: 'tables',
    nanoUsd: 2_640_000,
  },
];
