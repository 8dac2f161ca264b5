/**
 * Grounding: whether figures and links of the answer stand in what the model was given to go by, or follow from it by a
 * simple calculation. Asked only where there is such a text; a figure from nowhere is the plainest sign of hallucination.
 */
import { inOurWords } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import type { Passage } from './conversation.ts';
import { figuresOf } from './figures-in-text.ts';

/** Words of given text from which on an answer is expected to rest on it. */
const MIN_GIVEN_WORDS = 12;
/** Given texts in the prompt itself are known by their length: a question alone is shorter. */
const LONG_PROMPT_WORDS = 60;

/** Scores 1 when every figure and link is grounded, below 0.5 when any is not. */
export const grounding: Assessor = {
  dimension: 'hallucination',
  judge: (call): Judgement | undefined => {
    const hasGiven = call.given.words().hashes.length >= MIN_GIVEN_WORDS;
    if (!hasGiven && call.prompt.words().hashes.length < LONG_PROMPT_WORDS) return undefined;
    const sources = [call.given, call.prompt, call.system];
    // A source that was not read to its end may hold what is missed here.
    if (sources.some(({ shortened }) => shortened)) return undefined;
    const figures = ungroundedFigures(call.output, sources);
    const links = ungroundedLinks(call.output.text, sources);
    const count = figures.of + links.of;
    if (count === 0) return undefined;
    const ungrounded = figures.ungrounded + links.ungrounded;
    const confidence = hasGiven ? 0.7 : 0.5;
    if (ungrounded === 0) {
      return {
        score: 1,
        confidence,
        explanation: inOurWords(`All ${count} figures and links stand in the given text`),
      };
    }
    return {
      score: Math.round((0.45 - 0.45 * (ungrounded / count)) * 100) / 100,
      confidence,
      explanation: inOurWords(`${ungrounded} of ${count} figures and links are not in the given text`),
    };
  },
};

interface Ungrounded {
  readonly ungrounded: number;
  readonly of: number;
}

/** Figures up to this one count things in the answer itself: steps, options, items. */
const SMALL = 12;
/** Source figures up to which sums and differences of two are tried: 40 make 800 pairs. */
const MAX_COMBINED = 40;

const ungroundedFigures = (output: Passage, sources: readonly Passage[]): Ungrounded => {
  const stated = [...new Set(figuresOf(output.words()))].filter(
    (figure) => !Number.isInteger(figure) || Math.abs(figure) > SMALL,
  );
  if (stated.length === 0) return { ungrounded: 0, of: 0 };
  const given = [...new Set(sources.flatMap((source) => figuresOf(source.words())))];
  const ungrounded = stated.filter((figure) => !isGiven(figure, given) && !follows(figure, given));
  return { ungrounded: ungrounded.length, of: stated.length };
};

/** Whether the figure stands in the sources, exactly or rounded: 4.2 for 4.18, 1.3 (million) for 1,300,000. */
const isGiven = (figure: number, given: readonly number[]): boolean =>
  given.some((source) => figure === source || isRoundingOf(figure, source) || isScaled(figure, source));

const isRoundingOf = (figure: number, source: number): boolean => {
  if (source === 0 || Math.abs(figure - source) / Math.abs(source) > 0.05) return false;
  const decimals = String(figure).split('.')[1]?.length ?? 0;
  return Number(source.toFixed(decimals)) === figure || Number(source.toPrecision(2)) === figure;
};

const isScaled = (figure: number, source: number): boolean =>
  [100, 1000, 1_000_000, 1_000_000_000].some(
    (scale) => nearly(figure * scale, source) || nearly(source * scale, figure),
  );

const nearly = (a: number, b: number): boolean => a === b || (b !== 0 && Math.abs(a / b - 1) < 0.005);

/** Whether the figure is the sum, difference, product, quotient or percentage of two of the sources, or the sum of all. */
const follows = (figure: number, given: readonly number[]): boolean => {
  if (given.length > MAX_COMBINED) return false;
  if (
    given.length > 2 &&
    nearly(
      figure,
      given.reduce((sum, value) => sum + value, 0),
    )
  )
    return true;
  for (const a of given) {
    for (const b of given) {
      if (nearly(figure, a + b) || nearly(figure, a - b) || nearly(figure, a * b)) return true;
      if (b !== 0 && (nearly(figure, a / b) || nearly(figure, (a / b) * 100) || nearly(figure, (a * b) / 100)))
        return true;
      if (b !== 0 && nearly(figure, Math.abs(a / b - 1) * 100)) return true;
    }
  }
  return false;
};

const LINK = /https?:\/\/[^\s<>"')\]}]+/gi;

/** Links are the same without protocol, `www.`, case, a closing mark and what follows `?` or `#`. */
const normalLink = (link: string): string =>
  link
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/[.,;:!/]+$/, '');

const ungroundedLinks = (text: string, sources: readonly Passage[]): Ungrounded => {
  const links = [...new Set([...text.matchAll(LINK)].map(([link]) => normalLink(link)))];
  if (links.length === 0) return { ungrounded: 0, of: 0 };
  const given = sources.map((source) => source.text.toLowerCase());
  return {
    ungrounded: links.filter((link) => !given.some((source) => source.includes(link))).length,
    of: links.length,
  };
};
