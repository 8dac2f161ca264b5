/** Golden cases of providers that have a few each: Groq, Moonshot, Z.ai, Voyage and Cerebras. */
import type { GoldenCase } from './golden-case.ts';

const PAGES = {
  groq: 'https://groq.com/pricing',
  moonshot: 'https://platform.moonshot.ai/docs/pricing/chat',
  zai: 'https://docs.z.ai/guides/overview/pricing',
  voyage: 'https://docs.voyageai.com/docs/pricing',
  cerebras: 'https://www.cerebras.ai/pricing',
} as const;

export const OTHER_CASES: readonly GoldenCase[] = [
  {
    provider: 'groq',
    model: 'llama-3.3-70b-versatile',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.59, output $0.79',
    source: PAGES.groq,
    basis: 'transcript',
    nanoUsd: 985_000,
  },
  {
    provider: 'groq',
    model: 'llama-3.1-8b-instant',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.05, output $0.08',
    source: PAGES.groq,
    basis: 'transcript',
    nanoUsd: 90_000,
  },
  {
    provider: 'groq',
    model: 'openai/gpt-oss-120b',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.15, output $0.6',
    source: PAGES.groq,
    basis: 'transcript',
    nanoUsd: 450_000,
  },
  {
    provider: 'moonshot_ai',
    model: 'kimi-k2-0905-preview',
    usage: { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 400 },
    published: 'input $0.6, cached $0.15, output $2.5',
    source: PAGES.moonshot,
    basis: 'tables',
    nanoUsd: 1_670_000,
  },
  {
    provider: 'zai',
    model: 'glm-4.6',
    usage: { inputTokens: 1_000, outputTokens: 500, cacheReadTokens: 400 },
    published: 'input $0.6, cached $0.11, output $2.2',
    source: PAGES.zai,
    basis: 'tables',
    nanoUsd: 1_504_000,
  },
  {
    provider: 'voyageai',
    model: 'voyage-3-large',
    usage: { inputTokens: 12_345 },
    published: 'input $0.18',
    source: PAGES.voyage,
    basis: 'tables',
    nanoUsd: 2_222_100,
  },
  {
    provider: 'cerebras',
    model: 'llama3.1-8b',
    usage: { inputTokens: 1_000, outputTokens: 500 },
    published: 'input $0.1, output $0.1',
    source: PAGES.cerebras,
    basis: 'tables',
    nanoUsd: 150_000,
  },
];
