/** Reads what the judging model answered. Models wrap JSON in words and fences, score on other scales, and invent dimensions. */
import { isJsonObject, type Json } from '../call/json.ts';
import type { Fraction } from '../call/units.ts';

/** One score. The explanation is the model's and must be redacted before it is kept. */
export interface Verdict {
  readonly dimension: string;
  readonly score: Fraction;
  readonly confidence: Fraction;
  readonly explanation: string;
}

/** Longest explanation kept: a sentence or two. */
const MAX_EXPLANATION = 500;
/** Confidence where the model states none: it said nothing of it, so it counts for half. */
const UNSTATED = 0.5;

/** The scores of the dimensions that were asked for, each once; empty when the answer can't be read. */
export const readVerdicts = (answer: string, dimensions: readonly string[]): readonly Verdict[] => {
  const scores = scoresIn(answer);
  return dimensions.flatMap((dimension): readonly Verdict[] => {
    const found = scores.find((one) => isJsonObject(one) && nameOf(one['dimension']) === nameOf(dimension));
    if (!isJsonObject(found)) return [];
    const score = fractionOf(found['score']);
    if (score === undefined) return [];
    const explanation = typeof found['explanation'] === 'string' ? found['explanation'] : '';
    return [
      {
        dimension,
        score,
        confidence: fractionOf(found['confidence']) ?? UNSTATED,
        explanation: explanation.slice(0, MAX_EXPLANATION).toWellFormed(),
      },
    ];
  });
};

const nameOf = (value: Json | undefined): string =>
  typeof value === 'string'
    ? value
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_')
    : '';

/** Numbers, also as text; anything outside 0 to 1 is on another scale and tells nothing. */
const fractionOf = (value: Json | undefined): Fraction | undefined => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && number >= 0 && number <= 1 ? number : undefined;
};

/** Ends tried at most: a text of nothing but closing brackets must not be parsed once for each. */
const MAX_ATTEMPTS = 20;

/** The list of scores in the first JSON object or list that the text holds. */
const scoresIn = (text: string): readonly Json[] => {
  const parsed = firstJson(text);
  if (Array.isArray(parsed)) return parsed;
  if (!isJsonObject(parsed)) return [];
  const { scores } = parsed;
  if (Array.isArray(scores)) return scores;
  // {"relevance": {"score": …}} and {"relevance": 0.8} are the other shapes that models come up with.
  const named = isJsonObject(scores) ? scores : parsed;
  return Object.entries(named).map(([dimension, value]) =>
    isJsonObject(value) ? { ...value, dimension } : { dimension, score: value },
  );
};

/** From the first opening bracket to the last closing one that makes it JSON; words may stand around it. */
const firstJson = (text: string): Json | undefined => {
  const start = text.search(/[{[]/);
  const closing = text[start] === '{' ? '}' : ']';
  let end = text.lastIndexOf(closing);
  for (let attempt = 0; attempt < MAX_ATTEMPTS && start >= 0 && end > start; attempt += 1) {
    try {
      return JSON.parse(text.slice(start, end + 1)) as Json;
    } catch {
      end = text.lastIndexOf(closing, end - 1);
    }
  }
  return undefined;
};
