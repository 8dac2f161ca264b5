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
    const hasGiven = call.given.words().count >= MIN_GIVEN_WORDS;
    if (!hasGiven && call.prompt.words().count < LONG_PROMPT_WORDS) return undefined;
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
  const stated = [...new Set(figuresOf(output.words()).map(({ value }) => value))].filter(
    (figure) => !Number.isInteger(figure) || Math.abs(figure) > SMALL,
  );
  if (stated.length === 0) return { ungrounded: 0, of: 0 };
  const found = sources.flatMap((source) => figuresOf(source.words()));
  const given = [...new Set(found.map(({ value }) => value))];
  const operands = [
    ...new Set(found.filter(({ value, isPart }) => !isPart && !isYear(value)).map(({ value }) => value)),
  ];
  const ungrounded = stated.filter((figure) => !isGiven(figure, given) && !follows(figure, operands));
  return { ungrounded: ungrounded.length, of: stated.length };
};

/** Whether the figure stands in the sources, exactly or rounded: 4.2 for 4.18, 1.25 (million) for 1,250,000. */
const isGiven = (figure: number, given: readonly number[]): boolean =>
  given.some((source) => [1, 1e3, 1e6, 1e9].some((scale) => isRoundingOf(figure, source / scale)));

/** Whether a person may write the figure for the value: rounded to as many decimals as the figure has, and no further off. */
const isRoundingOf = (figure: number, value: number): boolean => {
  if (figure === value) return true;
  if (value === 0 || Math.abs(figure / value - 1) > 0.02) return false;
  return Number(value.toFixed(decimalsOf(figure))) === figure || Number(value.toPrecision(2)) === figure;
};

const decimalsOf = (figure: number): number => String(figure).split('.')[1]?.length ?? 0;

/** Years are looked up and never calculated: the difference of two figures is too often some year. */
const isYear = (figure: number): boolean => Number.isInteger(figure) && figure >= 1900 && figure <= 2100;

/**
 * Whether the figure follows from two of the sources: their sum or difference, the product with a small count, their
 * quotient, a percentage or a growth in per cent; or is the sum of all. With many sources some pair fits any figure, so
 * only sums and differences to the last digit and roundings of the rest are believed.
 */
const follows = (figure: number, operands: readonly number[]): boolean => {
  if (isYear(figure) || operands.length > MAX_COMBINED) return false;
  if (operands.length > 2 && figure === operands.reduce((sum, value) => sum + value, 0)) return true;
  return operands.some((a) => operands.some((b) => a !== b && followsFrom(figure, a, b)));
};

const followsFrom = (figure: number, a: number, b: number): boolean => {
  const exact = (value: number): boolean => Math.abs(figure - value) < 1e-9 * Math.abs(value);
  if (exact(a + b) || exact(a - b)) return true;
  // A count of something, as months or seats, times a figure; and a figure for each of them.
  if (b > 1 && b <= SMALL && Number.isInteger(b)) return exact(a * b) || isRoundingOf(figure, a / b);
  if (b <= SMALL || a <= SMALL) return false;
  return isRoundingOf(figure, a / b) || isWholePercent(figure, a, b);
};

/** The share of one in the other, or the growth from one to the other, in per cent without decimals. */
const isWholePercent = (figure: number, a: number, b: number): boolean =>
  Number.isInteger(figure) &&
  (Math.round((a / b) * 100) === figure || (a > b && Math.round((a / b - 1) * 100) === figure));

const LINK = /https?:\/\/[^\s<>"')\]}]+/gi;

/** Links are the same without protocol, `www.`, case, a closing mark and what follows `?` or `#`. */
const normalLink = (link: string): string =>
  link
    .toLowerCase()
    .replace(/^https?:\/\/(?:www\.)?/, '')
    .replace(/[?#].*$/, '')
    .replace(/[.,;:!/]+$/, '');

const ungroundedLinks = (text: string, sources: readonly Passage[]): Ungrounded => {
  if (!text.includes('://')) return { ungrounded: 0, of: 0 };
  const links = [...new Set([...text.matchAll(LINK)].map(([link]) => normalLink(link)))];
  const given = sources.map((source) => source.text.toLowerCase());
  return {
    ungrounded: links.filter((link) => !given.some((source) => source.includes(link))).length,
    of: links.length,
  };
};
