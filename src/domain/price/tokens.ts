/** From inclusive usage, as it is stored, to the exclusive buckets that prices apply to. */
import type { Usage } from '../call/usage.ts';
import type { Tokens } from './rates.ts';

/**
 * More tokens than any call can have (contexts hold some ten million), yet few enough that a cost at the dearest price
 * ($600 per million tokens, 600 000 nano-dollars a token) stays exact in a double: 10^9 × 6 × 10^5 = 6 × 10^14 < 2^53.
 */
export const MAX_TOKENS = 1_000_000_000;

const isCount = (value: number | undefined): boolean =>
  value === undefined || (Number.isInteger(value) && value >= 0 && value <= MAX_TOKENS);

/**
 * The usage as buckets that exclude each other and add up to `inputTokens + outputTokens`. Undefined when the input is not
 * known or the numbers cannot be: negative, fractional, or parts larger than their whole. Such usage is not clamped,
 * because a clamp is a guess and a cost is right or `unpriced`. An absent output is none: embeddings have no output.
 */
export const exclusiveTokens = (usage: Usage | undefined): Tokens | undefined => {
  if (usage?.inputTokens === undefined || !Object.values(usage).every(isCount)) return undefined;
  const { cacheReadTokens: cacheRead = 0, cacheWriteTokens = 0, cacheWrite1hTokens: cacheWrite1h = 0 } = usage;
  const { inputAudioTokens: inputAudio = 0, inputImageTokens: inputImage = 0 } = usage;
  const {
    reasoningTokens: reasoning = 0,
    outputAudioTokens: outputAudio = 0,
    outputImageTokens: outputImage = 0,
  } = usage;
  const cacheWrite = cacheWriteTokens - cacheWrite1h;
  const input = usage.inputTokens - cacheRead - cacheWriteTokens - inputAudio - inputImage;
  const output = (usage.outputTokens ?? 0) - reasoning - outputAudio - outputImage;
  if (cacheWrite < 0 || input < 0 || output < 0) return undefined;
  return {
    input,
    cacheRead,
    cacheWrite,
    cacheWrite1h,
    inputAudio,
    inputImage,
    output,
    reasoning,
    outputAudio,
    outputImage,
  };
};
