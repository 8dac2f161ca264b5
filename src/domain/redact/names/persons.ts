/** Turns the tagger's labels into claims: titles trimmed, identifiers and calls in code left alone. */
import { TOPIC } from '../context/topics.ts';
import { claim, type Scan } from '../scan.ts';
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { codesOf, isFieldInCode, isIdentifier, isInCode, looksLikeCode, QUOTES } from './code.ts';
import { collapse, collapseClaims, collapseColumns, type Run } from './collapse.ts';
import { LABEL } from './features.ts';
import { WORD } from './lexicon.ts';
import { beginWindow, isRemembered, type NameMemory, passOver, remember } from './memory.ts';
import type { NameModel } from './model.ts';
import { NO_NAMES } from './no-names.ts';
import { createTagging, isPerson, tag } from './tagger.ts';

const tagging = createTagging();
const DOT = 46;

/** Nats to a confidence between one half and one. */
const confidenceOf = (margin: number): number => 1 / (1 + Math.exp(-margin));

const meanMargin = (from: number, to: number, margins: Float32Array): number => {
  let sum = 0;
  for (let at = from; at < to; at++) sum += margins[at]!;
  return sum / (to - from);
};

/** Before these words a person's name is that of a storm, a place or a building. */
const NAMED_AFTER = wordSet('hurricane typhoon storm cyclone mount lake fort port camp cape st saint');

/** A few capitals are an acronym, unless they are a given name or a title stands before them. */
const isAcronym = (tokens: Tokens, at: number): boolean => {
  const length = tokens.end[at]! - tokens.start[at]!;
  if (tokens.kind[at] !== KIND.CAPITALS || length > 4) return false;
  const isKnown = (tokens.flags[at]! & WORD.FIRST) !== 0 || (at > 0 && (tokens.flags[at - 1]! & WORD.TITLE) !== 0);
  return length <= 2 || !isKnown;
};

/** Tells whether the name from `first` to `end` is that of a product, a company, a storm or a place, or two capitals. */
const isNobody = ({ tokens }: Scan, { lexicon }: NameModel, first: number, end: number): boolean => {
  const before = first > 0 && tokens.hash[first - 1] === DOT ? first - 2 : first - 1;
  if (before >= 0 && tokens.kind[before] !== KIND.PUNCTUATION && NAMED_AFTER.has(tokens.hash[before]!)) return true;
  let isNamesake = true;
  for (let at = first; at < end; at++) if ((lexicon.bitsOf(tokens.hash[at]!) & WORD.NAMESAKE) === 0) isNamesake = false;
  return isNamesake || (end - first === 1 && isAcronym(tokens, first));
};

/** Nobody's name has more tokens; a longer run is a list without commas. */
const MAX_NAME = 8;

const COMMA = 44;
const OPENERS = codesOf('"\'(<[:;|>');
const CLOSERS = codesOf('"\')<];|');

/** Tells whether a name begins a line, a quotation or a field, as the family name in `"Smith, John"` does. */
const isFirstOfItsKind = (scan: Scan, at: number): boolean => {
  const { tokens } = scan;
  if (at === 0 || tokens.kind[at - 1] === KIND.NEWLINE) return true;
  return tokens.kind[at - 1] === KIND.PUNCTUATION && OPENERS.has(tokens.hash[at - 1]!);
};

/** The token after the given name in `Smith, John`, when a line, quotation or field ends there; else 0. */
const givenNameAfterComma = (scan: Scan, comma: number, label: Uint8Array): number => {
  const { tokens } = scan;
  if (tokens.kind[comma] !== KIND.PUNCTUATION || tokens.hash[comma] !== COMMA) return 0;
  let end = comma + 1;
  if (end >= tokens.count || !isPerson(label[end]!)) return 0;
  end++;
  while (end < tokens.count && label[end] === LABEL.INSIDE) end++;
  if (end - comma > 4) return 0;
  const isLast = end >= tokens.count || tokens.kind[end] === KIND.NEWLINE;
  return isLast || (tokens.kind[end] === KIND.PUNCTUATION && CLOSERS.has(tokens.hash[end]!)) ? end : 0;
};

/** Nats taken in code, where capitals are no sign of names. */
const CODE_BIAS = -3;

/** Nats taken from every name: where precision and recall on the development sets balance. */
const BIAS = -0.75;

/** Nats that a key such as `customer_name` adds for what stands under it, and one such as `city` takes. */
const KEY_BIAS = 2;
const SHORT = 60;

const biasOf = ({ keyTopics, text }: Scan): number => {
  if (keyTopics === 0 || text.length > SHORT) return 0;
  if ((keyTopics & TOPIC.PERSON) !== 0) return KEY_BIAS;
  return (keyTopics & (TOPIC.ADDRESS | TOPIC.STREET)) !== 0 ? -KEY_BIAS : 0;
};

/** A name goes on with its next token, and after the dot of an initial whatever the tagger calls the start. */
const goesOn = ({ tokens }: Scan, label: Uint8Array, at: number): boolean =>
  label[at] === LABEL.INSIDE ||
  (label[at] === LABEL.BEGIN && tokens.kind[at - 1] === KIND.PUNCTUATION && tokens.kind[at - 2] === KIND.INITIAL);

/** Family names that begin with a small particle: `al-Hassan`, `d'Angelo`. */
const PARTICLED = /^(?:al|el|ad|as|ibn|bin|d|l|dell|t)[-'’]\p{Lu}\p{Ll}{2,}/u;

const isParticled = ({ text, tokens }: Scan, at: number): boolean =>
  (tokens.kind[at] === KIND.CAMEL || tokens.kind[at] === KIND.MIXED) &&
  text.charCodeAt(tokens.start[at]! - 1) === 32 &&
  PARTICLED.test(text.slice(tokens.start[at]!, Math.min(tokens.end[at]!, tokens.start[at]! + 32)));

/** A name in tokens; `next` is where to look for another one. */
interface Name extends Run {
  readonly next: number;
}

/** The name that begins at `at`, without its titles and with the given name that follows in `Smith, John`. */
const nameAt = (scan: Scan, at: number): Name => {
  const { tokens } = scan;
  const { label } = tagging;
  const { flags } = tokens;
  let end = at + 1;
  while (end < tokens.count && goesOn(scan, label, end) && end - at < MAX_NAME) end++;
  if (end < tokens.count && isParticled(scan, end)) end++;
  let first = at;
  while (first < end - 1 && (flags[first]! & WORD.TITLE) !== 0) {
    first++;
    if (tokens.kind[first] === KIND.PUNCTUATION) first++;
  }
  while (first < end - 1 && NO_NAMES.has(tokens.hash[first]!)) {
    first++;
    if (tokens.kind[first] === KIND.PUNCTUATION) first++;
  }
  const given = end - first === 1 ? givenNameAfterComma(scan, end, label) : 0;
  return given > 0 && isFirstOfItsKind(scan, first) ? { first, end: given, next: given } : { first, end, next: end };
};

const DAYS_AND_MONTHS = wordSet(
  'mon tue tues wed thu thur thurs fri sat sun jan feb mar apr may jun jul aug sep sept oct nov dec',
);

/** `Thu, 07 Nov` and `Jan 3` are dates, though people are called so too. */
const isDayOrMonth = ({ tokens }: Scan, at: number): boolean => {
  if (!DAYS_AND_MONTHS.has(tokens.hash[at]!) || at + 1 >= tokens.count) return false;
  const next = tokens.kind[at + 1] === KIND.PUNCTUATION ? at + 2 : at + 1;
  return next < tokens.count && (tokens.kind[next] === KIND.NUMBER || tokens.kind[next] === KIND.ALPHANUMERIC);
};

/** `B.`, `D.N.`: letters that stand for anything, with no name behind them. */
const isInitials = ({ tokens }: Scan, first: number, end: number): boolean => {
  for (let at = first; at < end; at++)
    if (tokens.kind[at] !== KIND.INITIAL && tokens.kind[at] !== KIND.PUNCTUATION) return false;
  return true;
};

/** Tells whether what the tagger calls a name is one that we claim. In code a single word must be known as a name. */
const isClaimed = (scan: Scan, model: NameModel, { first, end }: Run, isCode: boolean): boolean => {
  const { text, tokens } = scan;
  if (first >= end || isInitials(scan, first, end)) return false;
  if (end - first === 1 && NO_NAMES.has(tokens.hash[first]!)) return false;
  const own = tokens.flags[first]!;
  if (end - first === 1 && (isCode ? (own & (WORD.FIRST | WORD.LAST)) === 0 : isDayOrMonth(scan, first))) return false;
  if (end - first === 1 && isCode && isIdentifier(scan, first)) return false;
  if (end - first === 1 && (own & WORD.TITLE) !== 0 && (own & WORD.LAST) === 0) return false;
  if (isNobody(scan, model, first, end)) return false;
  const start = tokens.start[first]!;
  const stop = tokens.end[end - 1]!;
  return stop - start >= 2 && stop - start <= MOST_LETTERS && !isInCode(text, start, stop);
};

/** A longer run is no name, but something encoded. */
const MOST_LETTERS = 80;

/** Marks a placeholder that stands for a name found in this window. */
const NAMED = -1;

/** Whether `at` is a name's placeholder with at most a blank between it and the place `start`. */
const standsBefore = ({ text, tokens }: Scan, at: number, start: number): boolean =>
  at >= 0 &&
  tokens.kind[at] === KIND.PLACEHOLDER &&
  tagging.margin[at] === NAMED &&
  isBlank(text, tokens.end[at]!, start);

const standsAfter = ({ text, tokens }: Scan, at: number, end: number): boolean =>
  at < tokens.count &&
  tokens.kind[at] === KIND.PLACEHOLDER &&
  tagging.margin[at] === NAMED &&
  isBlank(text, end, tokens.start[at]!);

const isBlank = (text: string, from: number, to: number): boolean =>
  from === to || (to - from === 1 && text.charCodeAt(from) === 32);

/** Claims the names that the labels tell and the words of people known by now; returns them as runs of tokens. */
const claimNames = (scan: Scan, model: NameModel, memory: NameMemory, isCode: boolean): Run[] => {
  const { text, tokens } = scan;
  const { label, margin } = tagging;
  const { candidates, candidateCount } = tokens;
  const runs: Run[] = [];
  const take = (run: Run, confidence: number): void => {
    let { first, end } = run;
    if (standsBefore(scan, first - 1, tokens.start[first]!)) first--;
    if (standsAfter(scan, end, tokens.end[end - 1]!)) end++;
    const last = runs.at(-1);
    if (last !== undefined && last.end > first) return;
    runs.push({ first, end });
    claim(scan, 'PERSON', tokens.start[first]!, tokens.end[end - 1]!, confidence);
  };
  for (let next = 0, from = 0; next < candidateCount; next++) {
    const at = candidates[next]!;
    if (at < from) continue;
    if (isPerson(label[at]!)) {
      const name = nameAt(scan, at);
      from = name.next;
      if (!isClaimed(scan, model, name, isCode)) continue;
      if (isCode && isFieldInCode(text, tokens.start[name.first]!, tokens.end[name.end - 1]!)) continue;
      const confidence = confidenceOf(meanMargin(name.first, name.end, margin));
      if (confidence >= CONFIDENT) remember(memory, tokens, name.first, name.end);
      take(name, confidence);
    } else if (isRemembered(memory, tokens, at) && !isInCode(text, tokens.start[at]!, tokens.end[at]!)) {
      if (isCode && !QUOTES.has(text.charCodeAt(tokens.start[at]! - 1))) continue;
      take({ first: at, end: at + 1 }, RECURRING);
    }
  }
  return runs;
};

/** From here on a name is taken for certain. */
const CONFIDENT = 0.93;

/** How sure we are of a word only because the document names somebody so elsewhere. */
const RECURRING = 0.7;

/** Names found only because a name beside them became a placeholder are few: after so many rounds there are none. */
const ROUNDS = 4;

/** With more names than this for each token it is a list of names: looking at all of it again would take long and find nothing. */
const DENSE = 1 / 6;

/** Features look so many tokens away. */
const REACH = 5;

/** Puts placeholders where names were claimed, and labels anew what stands near them. */
const labelAgain = (scan: Scan, model: NameModel, runs: readonly Run[], bias: number): void => {
  const { text, tokens } = scan;
  const { label, margin, near } = tagging;
  near.fill(0, 0, tokens.count);
  for (const { first } of runs) {
    label[first] = LABEL.OUTSIDE;
    margin[first] = NAMED;
  }
  collapseColumns(label, margin, runs, tokens.count);
  collapse(tokens, runs);
  let shift = 0;
  for (const { first, end } of runs) {
    const at = first - shift;
    near.fill(1, Math.max(0, at - REACH), at + REACH + 1);
    shift += end - first - 1;
  }
  tag(model, text, tokens, tagging, bias, true);
};

/** Whether there is nothing beside a name that could be one too. */
const isAllIn = ({ candidates, candidateCount }: Tokens, { first, end }: Run): boolean => {
  return candidateCount === 0 || (candidates[0]! >= first && candidates[candidateCount - 1]! < end);
};

/**
 * Claims every name in the window: those that the tagger sees, and those that it sees once they are replaced, so that redacting
 * what was redacted finds no more.
 */
export const detectPersons = (scan: Scan, model: NameModel, memory: NameMemory): void => {
  const { text, tokens } = scan;
  beginWindow(memory);
  const isCode = looksLikeCode(scan);
  const bias = BIAS + biasOf(scan) + (isCode ? CODE_BIAS : 0);
  collapseClaims(scan);
  tag(model, text, tokens, tagging, bias);
  for (let round = 0; round < ROUNDS; round++) {
    const runs = claimNames(scan, model, memory, isCode);
    if (runs.length === 0 || runs.length > Math.max(SHORT, tokens.count * DENSE)) break;
    if (runs.length === 1 && isAllIn(tokens, runs[0]!)) {
      tokens.candidateCount = 0;
      break;
    }
    labelAgain(scan, model, runs, bias);
  }
  passOver(memory, tokens);
};
