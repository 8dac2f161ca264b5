/**
 * Repetition: a model caught in a loop says the same few words again and again. It counts the words that only repeat a run
 * of six said shortly before; choruses, tables and lists with one opening stay below what loops reach.
 */
import { inOurWords } from '../call/redacted.ts';
import { type Assessor, type Judgement, RULE_CONFIDENCE } from './assessor.ts';
import type { Conversation } from './conversation.ts';
import type { Words } from './words.ts';

/** Words of a run. Shorter runs recur in honest lists (`you can use the`), longer ones miss short loops. */
const RUN = 6;
/** Words within which a run must come again to count: loops repeat at once, a conclusion takes up the beginning. */
const REACH = 250;
/** Words below which there is no telling. */
const MIN_WORDS = 24;
/** Share of repeated words of honest texts at most (a song with its chorus), and from which on all is loop. */
const HONEST_SHARE = 0.3;
const LOOP_SHARE = 0.75;
/** The same word so often in a row is no style. */
const STUTTER = 6;

const ASKED_FOR = /\b(?:repeat|song|lyrics|chorus|chant|mantra|poem|times in a row|over and over|copies of)\b/i;

const isAskedFor = (call: Conversation): boolean => ASKED_FOR.test(call.prompt.text.slice(-2000));

/** Scores 1 for an answer without loops, 0 for one that is all loop. */
export const repetition: Assessor = {
  dimension: 'repetition',
  judge: (call): Judgement | undefined => {
    const words = call.output.words();
    const stutter = longestStutter(words);
    if (words.count < MIN_WORDS && stutter < STUTTER) return undefined;
    if (stutter >= STUTTER) {
      if (isAskedFor(call)) return undefined;
      return {
        score: Math.max(0, 0.4 - stutter / 100),
        confidence: RULE_CONFIDENCE,
        explanation: inOurWords(`The same word comes ${stutter} times in a row`),
      };
    }
    if (isData(words)) return undefined;
    const share = repeatedShare(words);
    if (share > HONEST_SHARE && isAskedFor(call)) return undefined;
    const score = 1 - Math.min(1, Math.max(0, (share - HONEST_SHARE) / (LOOP_SHARE - HONEST_SHARE)));
    return {
      score: Math.round(score * 100) / 100,
      confidence: RULE_CONFIDENCE,
      explanation: inOurWords(`${Math.round(share * 100)} % of the words repeat what was said shortly before`),
    };
  },
};

/** Slots for runs seen: a later run may take the place of an earlier one, which costs a word of a count of hundreds. */
const SLOTS = 4096;
const RUN_PRIME = 0x01000193;
const seenRun = new Int32Array(SLOTS);
const seenEnd = new Int32Array(SLOTS);

/** Share of words that end a run said within reach before. */
const repeatedShare = ({ count, hashes }: Words): number => {
  if (count <= RUN) return 0;
  seenEnd.fill(0);
  let repeated = 0;
  // The hashes of the last one, two, … words, each made from that of one word less: no word is looked at twice.
  let [one, two, three, four, five, run] = [0, 0, 0, 0, 0, 0];
  for (let end = 1; end <= count; end += 1) {
    const hash = hashes[end - 1]!;
    run = Math.imul(five ^ hash, RUN_PRIME);
    five = Math.imul(four ^ hash, RUN_PRIME);
    four = Math.imul(three ^ hash, RUN_PRIME);
    three = Math.imul(two ^ hash, RUN_PRIME);
    two = Math.imul(one ^ hash, RUN_PRIME);
    one = Math.imul(hash, RUN_PRIME);
    if (end < RUN) continue;
    const slot = (run ^ (run >>> 15)) & (SLOTS - 1);
    const before = seenEnd[slot]!;
    if (before > 0 && seenRun[slot] === run && end - before <= REACH) repeated += 1;
    seenRun[slot] = run;
    seenEnd[slot] = end;
  }
  return repeated / (count - RUN + 1);
};

/** Whether most words are figures: rows of them repeat by nature. */
const isData = ({ count, codes, starts }: Words): boolean => {
  let figures = 0;
  // The sign of a difference, as a branch for each word would be guessed wrong too often.
  for (let at = 0; at < count; at += 1) figures += (codes[starts[at]!]! - 58) >>> 31;
  return figures > count / 2;
};

/** Longest row of one word; figures aside, as rows of zeros are data. */
const longestStutter = ({ count, hashes, codes, starts }: Words): number => {
  let longest = 0;
  let row = 1;
  for (let at = 1; at < count; at += 1) {
    row = hashes[at] === hashes[at - 1] && codes[starts[at]!]! > 57 ? row + 1 : 1;
    if (row > longest) longest = row;
  }
  return longest;
};
