/**
 * Coherence, by length and structure: sentences neither fragments nor endless, words that are words. Lists, tables, code
 * and short answers to closed questions have a structure of their own and are not held to that of prose.
 */
import { inOurWords } from '../call/redacted.ts';
import { type Assessor, type Judgement, RULE_CONFIDENCE } from './assessor.ts';
import { asksForShortAnswer } from './request.ts';
import type { Words } from './words.ts';

/** Average characters of a sentence below which a text reads as fragments, and above which as a run-on. */
const SHORT_SENTENCE = 10;
const LONG_SENTENCE = 200;

/** Share of unreadable words from which on a text is gibberish. */
const GIBBERISH_SHARE = 0.3;

const verdict = (score: number, explanation: string, confidence = RULE_CONFIDENCE): Judgement => ({
  score,
  confidence,
  explanation: inOurWords(explanation),
});

/** Scores the coherence of an answer. */
export const coherence: Assessor = {
  dimension: 'coherence',
  judge: (call): Judgement | undefined => {
    const { text } = call.output;
    if (text.trim().length === 0) return call.hasOtherOutput ? undefined : verdict(0, 'Empty output');
    const words = call.output.words();
    const { sentenceLengths } = words;
    if (words.count === 0) return verdict(0.3, 'No clear sentence structure');
    if (sentenceLengths.length === 0) return verdict(RULE_CONFIDENCE, 'Code without prose', 0.5);
    if (isStructured(text)) return verdict(0.8, 'Structured data, read by its own rules', 0.5);
    const unreadable = unreadableShare(words);
    if (unreadable >= GIBBERISH_SHARE) {
      return verdict(0.2, `${Math.round(unreadable * 100)} % of the words are not readable`);
    }
    if (words.garbled > words.count * 0.05) return verdict(0.3, 'Characters decoded wrongly');
    const average = sentenceLengths.reduce((sum, length) => sum + length, 0) / sentenceLengths.length;
    if (average < SHORT_SENTENCE) {
      return asksForShortAnswer(call.prompt) && sentenceLengths.length <= 2
        ? verdict(0.8, 'Short answer to a question that asks for one')
        : verdict(0.5, 'Very short sentences may indicate poor coherence');
    }
    if (average > LONG_SENTENCE) return verdict(0.6, 'Very long sentences may indicate poor coherence');
    return verdict(0.8, 'Reasonable sentence structure detected');
  },
};

/** Whether the whole text is a JSON or XML document or a table. */
const isStructured = (text: string): boolean => {
  const trimmed = text.trim();
  const first = trimmed[0];
  const last = trimmed.at(-1);
  return (
    (first === '{' && last === '}') ||
    (first === '[' && last === ']' && trimmed.includes('"')) ||
    (first === '<' && last === '>') ||
    (first === '|' && last === '|')
  );
};

/**
 * Longest run of consonants in words of European languages: `Angstschweiß` has eight, `Knightsbridge` six; a run of nine
 * is keyboard noise.
 */
const MAX_CONSONANTS = 6;
/** Longest word of ordinary prose; longer ones are ids, or text that lost its spaces. */
const MAX_WORD = 34;

/** Words looked at to tell gibberish, spread over the text. */
const SAMPLED_WORDS = 120;

/**
 * Share of the letters-only words that no one can read: too long, or consonants throughout. Latin script only. Zero where it can't
 * reach `GIBBERISH_SHARE`, which shows before all are read.
 */
const unreadableShare = (words: Words): number => {
  let judged = 0;
  let unreadable = 0;
  const step = Math.max(1, Math.floor(words.count / SAMPLED_WORDS));
  let left = Math.ceil(words.count / step);
  for (let at = 0; at < words.count; at += step) {
    if (unreadable + left < GIBBERISH_SHARE * (judged + left)) return 0;
    left -= 1;
    const start = words.starts[at]!;
    const length = words.ends[at]! - start;
    if (length < 4 || words.sentences[at]! < 0) continue;
    const kind = wordKind(words.codes, start, length);
    if (kind === 'other') continue;
    judged += 1;
    if (kind === 'unreadable') unreadable += 1;
  }
  return judged < 3 ? 0 : unreadable / judged;
};

/** What a character is to a word that can be read: bits. Consonants of lower case have none. */
const VOWEL = 1;
const UPPER = 2;
const OTHER = 4;
const SORTS = new Uint8Array(0x10000).fill(OTHER, 0x80);
for (const char of "aeiouyAEIOUY'") SORTS[char.charCodeAt(0)]! |= VOWEL;
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') SORTS[char.charCodeAt(0)]! |= UPPER;
for (const char of '0123456789_.') SORTS[char.charCodeAt(0)]! |= OTHER;

const wordKind = (codes: Uint16Array, start: number, length: number): 'word' | 'unreadable' | 'other' => {
  let some = 0;
  let all = UPPER;
  // Without a branch for each character: whether it is a vowel would be guessed wrong half of the time.
  for (let at = start; at < start + length; at += 1) {
    const sort = SORTS[codes[at]!]!;
    some |= sort;
    all &= sort;
  }
  // Acronyms and constants have no vowels to speak of.
  if ((some & OTHER) !== 0 || all === UPPER) return 'other';
  if ((some & VOWEL) === 0 || length > MAX_WORD) return 'unreadable';
  // Most words are too short for so long a run.
  return length > MAX_CONSONANTS && longestRun(codes, start, length) > MAX_CONSONANTS ? 'unreadable' : 'word';
};

/** The longest run of consonants. */
const longestRun = (codes: Uint16Array, start: number, length: number): number => {
  let run = 0;
  let longest = 0;
  for (let at = start; at < start + length; at += 1) {
    run = (run + 1) & ((SORTS[codes[at]!]! & VOWEL) - 1);
    longest = Math.max(longest, run);
  }
  return longest;
};
