/**
 * Conciseness: whether the answer keeps to the length that was asked for, and how much of it is padding: politeness,
 * announcements, hedges that say nothing. Length alone is no fault, as some questions need a page.
 */
import { inOurWords } from '../call/redacted.ts';
import type { Assessor, Judgement } from './assessor.ts';
import { createLexicon, findPhrases } from './lexicon.ts';
import { lengthAskedFor } from './request.ts';
import type { Words } from './words.ts';

const PADDING = createLexicon(
  [
    "it is|it's important|worth|crucial|essential to noting|note|remember|mention that?",
    "it is|it's worth noting|mentioning|remembering that?",
    'please note that',
    'keep in mind that',
    'as an ai language? model? assistant?',
    'i hope this|that|it helps|answers',
    'i hope this information|explanation|answer is|was helps? helpful?',
    'let me know if you have|need any? more? other? further? questions?',
    'feel free to ask|reach|contact',
    "please don't hesitate to",
    'do not hesitate to',
    "i'd|i would be|am|i'm happy|glad|delighted to help|assist",
    'great|excellent|good|wonderful|fantastic question',
    "that's a really? great|excellent|good|wonderful|interesting question",
    'thank you for asking|reaching',
    'in conclusion',
    'to sum up',
    'in summary',
    'all in all',
    'at the end of the day',
    'needless to say',
    'it goes without saying that?',
    'when it comes to',
    'the fact of the matter is',
    'for all intents and purposes',
    'in the realm|world|landscape of',
    'there are many|several|various|numerous factors|aspects|things|ways to|that',
    'let us|me dive|delve in|into',
    "let's dive|delve in|into",
    'without further ado',
    'first and foremost',
    'last but not least',
    'as previously|already|mentioned mentioned|stated|above|earlier',
    'certainly',
    'absolutely',
    'of course',
  ].map((phrase) => [phrase, true] as const),
);

/** Padding phrases from which on they are a habit. */
const MIN_PHRASES = 2;
/** Words of an answer below which it can't be padded. */
const MIN_WORDS = 12;
/** Share of words in padding of ordinary answers, and from which on an answer is mostly air. */
const USUAL_SHARE = 0.06;
const AIRY_SHARE = 0.4;
/** How far over the length asked for is still within it, and from where on nobody counts any more. */
const TOLERANCE = 1.25;
const HOPELESS = 4;

/** Scores 1 for an answer to the point. */
export const conciseness: Assessor = {
  dimension: 'conciseness',
  judge: (call): Judgement | undefined => {
    const words = call.output.words();
    const asked = lengthAskedFor(call.prompt);
    const excess = asked === undefined ? undefined : measuredIn(words, asked.unit) / asked.most;
    if (asked !== undefined && excess !== undefined && excess > TOLERANCE) {
      const score = 0.5 * Math.max(0, 1 - (excess - TOLERANCE) / (HOPELESS - TOLERANCE));
      return {
        score: Math.round(score * 100) / 100,
        confidence: asked.isExact ? 0.8 : 0.6,
        explanation: inOurWords(`${excess.toFixed(1)} times the ${asked.unit} asked for`),
      };
    }
    if (words.count < MIN_WORDS) return undefined;
    const phrases = findPhrases(PADDING, words);
    // One such phrase is manners, or means what it says.
    const padding =
      phrases.length < MIN_PHRASES ? 0 : phrases.reduce((sum, { from, to }) => sum + sentenceShare(words, from, to), 0);
    const share = padding / words.count;
    const score = 1 - Math.min(1, Math.max(0, (share - USUAL_SHARE) / (AIRY_SHARE - USUAL_SHARE)));
    return {
      score: Math.round(score * 100) / 100,
      confidence: 0.5,
      explanation: inOurWords(`${Math.round(share * 100)} % of the words are padding`),
    };
  },
};

const measuredIn = (words: Words, unit: 'words' | 'sentences' | 'characters'): number => {
  if (unit === 'words') return words.count;
  return unit === 'sentences' ? words.sentenceLengths.length : words.text.trim().length;
};

/** Words after a padding phrase that it takes along, as "it is important to note that" takes the clause it opens. */
const CARRIED = 3;

const sentenceShare = (words: Words, from: number, to: number): number => {
  let end = to;
  while (end < to + CARRIED && words.sentences[end] === words.sentences[from]) end += 1;
  return end - from;
};
