/**
 * The one pass over the text: it cuts a window into tokens, looks up each word once, and notes at which tokens the detectors and
 * the tagger have anything to look at. Everything after it goes through tokens, mostly through the few that were noted.
 */
import { ANCHOR_TOPICS, TOPIC } from '../context/topics.ts';
import { entryOf, KNOWN, topicsOfHyphenated, type Vocabulary } from '../context/vocabulary.ts';
import { MAY_BE_NAME } from '../names/candidates.ts';
import { CHARACTER, CHARACTERS, classBit, ENDS_WORD, lookUpCharacter } from './characters.ts';
import { HASH_PRIME, HASH_START } from './hash.ts';
import { MARK, MARKS, other, otherToken } from './marks.ts';
import { KIND, LOOK_AHEAD, TOKENS } from './tokens.ts';
import { copyUnits, UNITS } from './units.ts';
import { HUMPED, hashOfStem, isCamel, isNumberTied, joins, LETTERS_SHIFT, WORD_KINDS } from './words.ts';

const APOSTROPHE = 39;
const HYPHEN = 45;
const UNDERSCORE = 95;
const LINE_FEED = 10;

/** Numbers are known by how many digits they have, up to so many, and what has letters behind a digit by nothing. */
const NUMBER_HASH = 5000;
const MOST_DIGITS = 12;
const HASH_OF_DIGITS_AND_LETTERS = 7777;

/** `at` and `a` stand for the at-sign in brackets only, and are frequent: elsewhere nothing begins at them. */
const isPlain = (topics: number, before: number, length: number): boolean =>
  length <= 2 && (topics & ANCHOR_TOPICS) === TOPIC.DOT && !isOpening(before);

/** Opening brackets and the underscore, as in `jane(at)example.com`. */
const isOpening = (code: number): boolean =>
  code === 40 || code === 91 || code === 123 || code === 60 || code === UNDERSCORE;

/** Cuts the text from `from` to `to` into `TOKENS`; escapes of a JSON string such as `\n` separate words. */
export type Tokenise = (text: string, vocabulary: Vocabulary, from?: number, to?: number) => void;

/**
 * What the loop reads and writes are constants of a function that is called once, for then the compiler takes them for constants; those
 * of modules it reads anew at every step, from other modules always and from its own in a bundle. That is a quarter of the time.
 */
const createTokeniser = (): Tokenise => {
  const space = classBit(CHARACTER.SPACE);
  const LOWER_BIT = classBit(CHARACTER.LOWER);
  const UPPER_BIT = classBit(CHARACTER.UPPER);
  const DIGIT_BIT = classBit(CHARACTER.DIGIT);
  const LETTER_BIT = classBit(CHARACTER.LETTER);
  const MARK_BIT = classBit(CHARACTER.MARK);
  const PUNCTUATION_BIT = classBit(CHARACTER.PUNCTUATION);
  const startsWord = LOWER_BIT | UPPER_BIT | LETTER_BIT | MARK_BIT;
  const insideWord = LOWER_BIT | UPPER_BIT | LETTER_BIT | DIGIT_BIT;
  const table = CHARACTERS;
  const units = UNITS;
  const tokens = TOKENS;
  const { start: starts, end: ends, hash: hashes, kind: kinds, topics, flags, anchors, candidates } = tokens;
  const wordKinds = WORD_KINDS;
  const marks = MARKS;
  const mayBeName = MAY_BE_NAME;
  const prime = HASH_PRIME | 0;
  const endsWord = ENDS_WORD;
  const anchorTopics = ANCHOR_TOPICS;
  const { FLAGS, LOWER_NAME, LOWER_NAME_SHIFT, TOPICS_SHIFT } = KNOWN;
  const { TITLE, MIXED, CASELESS, NUMBER, ALPHANUMERIC, PUNCTUATION, NEWLINE, OUTSIDE } = KIND;
  const { STARTS_OTHER, ANCHOR, TYING, CODE, MAY_TELL_CODE } = MARK;
  /** Puts nothing behind the last token, where an earlier text may have left some of its own; one by one is sooner than by six calls. */
  const close = (count: number, to: number): void => {
    tokens.count = count;
    for (let at = count; at < count + LOOK_AHEAD; at++) {
      kinds[at] = OUTSIDE;
      hashes[at] = 0;
      topics[at] = 0;
      flags[at] = 0;
      starts[at] = to;
      ends[at] = to;
    }
  };
  return (text: string, vocabulary: Vocabulary, from = 0, to: number = text.length): void => {
    copyUnits(text, from, to);
    const length = to - from;
    const { entries, topicSets } = vocabulary;
    let count = 0;
    let anchorCount = 0;
    let candidateCount = 0;
    let told = 0;
    let codeMarks = 0;
    let mayTellCode = 0;
    let hides = false;
    let at = 0;
    while (at < length) {
      const code = units[at]!;
      const character = table[code]!;
      if ((character & space) !== 0) {
        at++;
        continue;
      }
      const start = at;
      starts[count] = from + start;
      if ((character & startsWord) !== 0) {
        let hash = Math.imul(HASH_START ^ (character & 0xffff), prime);
        let rest = 0;
        let isHyphenated = false;
        for (;;) {
          /** No call in the inner loop: what lives across one would be kept in memory instead of registers. */
          let inside = table[units[++at]!]!;
          while ((inside & insideWord) !== 0) {
            rest |= inside;
            hash = Math.imul(hash ^ (inside & 0xffff), prime);
            inside = table[units[++at]!]!;
          }
          if ((inside & endsWord) !== 0) break;
          const next = units[at]!;
          if (inside === 0) {
            lookUpCharacter(next);
            at--;
          } else if (next === UNDERSCORE) {
            if (isNumberTied(units, at)) break;
            rest |= DIGIT_BIT;
          } else if ((inside & MARK_BIT) === 0) {
            if (!joins(units, at, length)) break;
            if (next !== HYPHEN) hash = Math.imul(hash ^ APOSTROPHE, prime);
            else isHyphenated = true;
          }
        }
        let kind: number = wordKinds[(((character >> LETTERS_SHIFT) & 3) << 4) | ((rest >> LETTERS_SHIFT) & 15)]!;
        if (kind >= CASELESS) {
          if (kind === HUMPED) kind = isCamel(text, from + start, from + at) ? KIND.CAMEL : MIXED;
          else if (kind === CASELESS) hash = hashOfStem(units, start, at, hash);
          else if (kind === ALPHANUMERIC) mayTellCode++;
        }
        const entry = entryOf(hash);
        if (entries[entry] !== hash) vocabulary.learn(hash);
        const known = entries[entry + 1]!;
        let bits = topicSets[known >>> TOPICS_SHIFT]!;
        if (isHyphenated && kind <= MIXED) bits |= topicsOfHyphenated(text, from + start, from + at);
        hashes[count] = hash;
        kinds[count] = kind;
        topics[count] = bits;
        flags[count] = kind <= CASELESS ? known & FLAGS : 0;
        told |= bits;
        if (kind > TITLE || ((bits & anchorTopics) !== 0 && !isPlain(bits, units[start - 1]!, at - start)))
          anchors[anchorCount++] = count;
        candidates[candidateCount] = count;
        candidateCount += mayBeName[kind * 2 + ((known & LOWER_NAME) >>> LOWER_NAME_SHIFT)]!;
      } else {
        topics[count] = 0;
        flags[count] = 0;
        if ((character & PUNCTUATION_BIT) !== 0 && (marks[code & 127]! & STARTS_OTHER) === 0) {
          at++;
          hashes[count] = code;
          kinds[count] = PUNCTUATION;
          const mark = marks[code & 127]!;
          if ((mark & TYING) !== 0) {
            const next = units[at]!;
            const isTied =
              count > 0 && ends[count - 1] === from + start && ((table[next]! || lookUpCharacter(next)) & space) === 0;
            if (!isTied) {
              if (code === HYPHEN) anchors[anchorCount++] = count;
            } else if (kinds[count - 1]! <= TITLE && (topics[count - 1]! & anchorTopics) === 0)
              anchors[anchorCount++] = count - 1;
          } else if ((mark & ANCHOR) !== 0) anchors[anchorCount++] = count;
          if ((mark & CODE) !== 0) codeMarks++;
          if ((mark & MAY_TELL_CODE) !== 0) mayTellCode++;
        } else if ((character & DIGIT_BIT) !== 0) {
          let rest = 0;
          for (;;) {
            const inside = table[units[++at]!]!;
            if ((inside & (DIGIT_BIT | LOWER_BIT | UPPER_BIT)) === 0) {
              if (inside !== 0 || (lookUpCharacter(units[at]!) & (LOWER_BIT | UPPER_BIT)) === 0) break;
              at--;
            }
            rest |= inside;
          }
          anchors[anchorCount++] = count;
          if ((rest & (LOWER_BIT | UPPER_BIT)) === 0) {
            hashes[count] = NUMBER_HASH + Math.min(at - start, MOST_DIGITS);
            kinds[count] = NUMBER;
          } else {
            hashes[count] = HASH_OF_DIGITS_AND_LETTERS;
            kinds[count] = ALPHANUMERIC;
            mayTellCode++;
          }
        } else if (character === 0) {
          lookUpCharacter(code);
          continue;
        } else {
          at = otherToken(text, from + start, to, code, character) - from;
          hides ||= other.hides;
          kinds[count] = other.kind;
          hashes[count] = code;
          if (other.kind === NEWLINE) {
            hashes[count] = LINE_FEED;
            mayTellCode++;
          }
        }
      }
      ends[count++] = from + at;
    }
    close(count, to);
    tokens.anchorCount = anchorCount;
    tokens.candidateCount = candidateCount;
    tokens.told = told;
    tokens.codeMarks = codeMarks;
    tokens.mayTellCode = mayTellCode;
    tokens.hides = hides;
  };
};

/** Cuts a text into tokens. */
export const tokenise = createTokeniser();
