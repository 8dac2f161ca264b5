/** What a handler is given: one window of text with its tokens, the topics around it, and where to report. */
import type { Span } from './span.ts';
import { KIND, type Tokens } from './tokens/tokens.ts';
import type { WordSet } from './tokens/wordtable.ts';

/** One window being scanned. Handlers may read the text beyond `to`, within bounds of their own, but not before `from`. */
export interface Scan {
  readonly text: string;
  readonly tokens: Tokens;
  /** Start of the window in `text`. */
  readonly from: number;
  /** End of the window in `text`. */
  readonly to: number;
  /** Topics that the key or label of this text tells, as `"ssn": …` does. */
  readonly keyTopics: number;
  /** Looks into text that was decoded from this one; absent where decoding has gone deep enough. */
  readonly inspect?: ((text: string) => readonly Span[]) | undefined;
  /** How many looks for a disguised mail address found none in this window: the text may be made to be slow. */
  failedLooks: number;
  /** Claims so far; handlers add to it. */
  readonly claims: Span[];
}

/** Adds a claim and returns its end, which is where the caller goes on. */
export const claim = (scan: Scan, type: string, start: number, end: number, confidence: number): number => {
  scan.claims.push({ type, start, end, confidence });
  return end;
};

/** A key's topic holds for the beginning of its value only: a long text under a key is a text of its own. */
const KEY_REACH = 80;

/** At most so many tokens are looked at to either side. */
const MAX_TOKENS_AWAY = 14;

/**
 * A placeholder counts as so many characters and tokens, at least as many as what it stands for mostly had: else a word
 * would come near only because a text is redacted again, and one redaction would find what the one before did not.
 */
const PLACEHOLDER_LENGTH = 32;
const PLACEHOLDER_TOKENS = 6;

/** How much farther away than it is a word beyond the token at `at` counts. */
const lengthened = ({ kind, start, end }: Tokens, at: number): number =>
  kind[at] === KIND.PLACEHOLDER ? Math.max(0, PLACEHOLDER_LENGTH - (end[at]! - start[at]!)) : 0;

/** Adds topics that a closer look at the token at `index` told. */
export const tell = ({ tokens }: Scan, index: number, topics: number): void => {
  tokens.topics[index]! |= topics;
  tokens.told |= topics;
};

/** Characters between the token at `index` and the nearest word before it with one of `topics`; Infinity when none. */
export const charactersBack = (scan: Scan, index: number, topics: number, reach: number): number => {
  const { tokens } = scan;
  const start = tokens.start[index] ?? scan.to;
  if ((scan.keyTopics & topics) !== 0 && start - scan.from <= KEY_REACH) return start - scan.from;
  if ((tokens.told & topics) === 0) return Number.POSITIVE_INFINITY;
  let first = Math.max(0, index - MAX_TOKENS_AWAY);
  let farther = 0;
  for (let at = index - 1; at >= first; at--) {
    const away = start - tokens.end[at]! + farther;
    if (away > reach) break;
    if ((tokens.topics[at]! & topics) !== 0) return away;
    if (tokens.kind[at] === KIND.PLACEHOLDER) {
      farther += lengthened(tokens, at);
      first += PLACEHOLDER_TOKENS - 1;
    }
  }
  return Number.POSITIVE_INFINITY;
};

/** Tells whether a word with one of `topics` stands at most `reach` characters before the token at `index`. */
export const isAfter = (scan: Scan, index: number, topics: number, reach = 45): boolean =>
  charactersBack(scan, index, topics, reach) <= reach || hasKeyTopic(scan, index, topics);

/** Tells whether the key of this text has one of `topics` and the token at `index` is near its beginning. */
export const hasKeyTopic = (scan: Scan, index: number, topics: number): boolean =>
  (scan.keyTopics & topics) !== 0 && tokensStart(scan, index) - scan.from <= KEY_REACH;

const tokensStart = (scan: Scan, index: number): number => scan.tokens.start[index] ?? scan.to;

/** As `isAfter`, but a nearer impersonal word (order, version, size) cancels it. */
export const isNearest = (scan: Scan, index: number, topics: number, impersonal: number, reach = 45): boolean => {
  const wanted = charactersBack(scan, index, topics, reach);
  return wanted <= reach && wanted <= charactersBack(scan, index, impersonal & ~topics, reach);
};

/** Tells whether a word with one of `topics` begins at most `reach` characters after `end`, on the same line. */
export const isBefore = (scan: Scan, index: number, end: number, topics: number, reach = 24): boolean => {
  const { tokens } = scan;
  if ((tokens.told & topics) === 0) return false;
  let last = Math.min(tokens.count - 1, index + MAX_TOKENS_AWAY);
  let farther = 0;
  for (let at = index + 1; at <= last; at++) {
    if (tokens.start[at]! < end) continue;
    if (tokens.start[at]! - end + farther > reach || tokens.kind[at] === KIND.NEWLINE) return false;
    if ((tokens.topics[at]! & topics) !== 0) return true;
    if (tokens.kind[at] === KIND.PLACEHOLDER) {
      farther += lengthened(tokens, at);
      last -= PLACEHOLDER_TOKENS - 1;
    }
  }
  return false;
};

/** Tells whether one of `words`, given by hash, stands at most `reach` characters before the token at `index`. */
export const isAfterWord = (scan: Scan, index: number, words: WordSet, reach: number): boolean => {
  const { tokens } = scan;
  const start = tokensStart(scan, index);
  let farther = 0;
  for (let at = index - 1; at >= 0 && at >= index - MAX_TOKENS_AWAY; at--) {
    if (start - tokens.end[at]! + farther > reach) return false;
    if (tokens.kind[at] !== KIND.PUNCTUATION && words.has(tokens.hash[at]!)) return true;
    farther += lengthened(tokens, at);
  }
  return false;
};

/** How far around a token `topicsAround` looks, in characters; no rule looks farther. */
const BACK = 80;
const AHEAD = 40;

/** Every topic told by a word near the token at `index`, or by the key: rules whose topic is not among them need not look. */
export const topicsAround = (scan: Scan, index: number): number => {
  const { tokens } = scan;
  const start = tokensStart(scan, index);
  let topics = scan.keyTopics;
  if (tokens.told === 0) return topics;
  for (let at = index - 1; at >= 0 && at >= index - MAX_TOKENS_AWAY && start - tokens.end[at]! <= BACK; at--)
    topics |= tokens.topics[at]!;
  for (
    let at = index + 1;
    at < tokens.count && at <= index + MAX_TOKENS_AWAY && tokens.start[at]! - start <= AHEAD + BACK;
    at++
  ) {
    topics |= tokens.topics[at]!;
  }
  return topics;
};
