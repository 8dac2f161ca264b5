/** All golden cases: a file for each provider, named here to be priced. */
import { ANTHROPIC_CASES } from './anthropic.ts';
import { AZURE_CASES } from './azure.ts';
import { BEDROCK_CASES } from './bedrock.ts';
import { COHERE_CASES } from './cohere.ts';
import { DEEPSEEK_CASES } from './deepseek.ts';
import type { GoldenCase } from './golden-case.ts';
import { GOOGLE_CASES } from './google.ts';
import { MISTRAL_CASES } from './mistral.ts';
import { OPENAI_CASES } from './openai.ts';
import { OTHER_CASES } from './others.ts';
import { XAI_CASES } from './xai.ts';

export const GOLDEN_CASES: readonly GoldenCase[] = [
  ...OPENAI_CASES,
  ...ANTHROPIC_CASES,
  ...GOOGLE_CASES,
  ...BEDROCK_CASES,
  ...AZURE_CASES,
  ...MISTRAL_CASES,
  ...COHERE_CASES,
  ...DEEPSEEK_CASES,
  ...XAI_CASES,
  ...OTHER_CASES,
];
