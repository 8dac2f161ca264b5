/** Turns the tagger's labels into claims: titles trimmed, identifiers and calls in code left alone. */
import { TOPIC } from '../context/topics.ts';
import { MENTION } from '../entities.ts';
import { claim, type Scan } from '../scan.ts';
import { CHARACTER, classOf, isWordCode } from '../tokens/characters.ts';
import { KIND } from '../tokens/tokenise.ts';
import { wordSet } from '../tokens/wordtable.ts';
import { isPerson } from './candidates.ts';
import { collapseClaims } from './collapse.ts';
import { LABEL } from './features.ts';
import { WORD } from './lexicon.ts';
import type { NameModel } from './model.ts';
import { createTagging, tag } from './tagger.ts';

const tagging = createTagging();

const codesOf = (marks: string): ReadonlySet<number> => new Set([...marks].map((mark) => mark.charCodeAt(0)));

/** Right before a word these make it a handle, a variable, a path or a member. */
const BEFORE_IDENTIFIER = codesOf('@#$_/\\&~^%=<+');
/** Right after a word these make it a call, a path, an assignment or a generic. */
const AFTER_IDENTIFIER = codesOf('(_/\\[{<=$');

const DOT = 46;
const COLON = 58;

/** Tells whether `start`–`end` is part of code, a path or a handle rather than of a sentence. */
const isInCode = (text: string, start: number, end: number): boolean => {
  const before = text.charCodeAt(start - 1);
  const after = text.charCodeAt(end);
  if (BEFORE_IDENTIFIER.has(before) && !(before === 64 || before === 47 || before === 61)) return true;
  if (AFTER_IDENTIFIER.has(after) && after !== 47 && (after !== 60 || !text.slice(start, end).includes(' ')))
    return true;
  if (before === 47 && after === 47) return true;
  if (before === DOT && isWordCode(text.charCodeAt(start - 2))) return true;
  if (after === DOT && classOf(text.charCodeAt(end + 1)) === CHARACTER.LOWER) return true;
  return after === COLON && text.charCodeAt(end + 1) === COLON;
};

/** Nats to a confidence between one half and one. */
const confidenceOf = (margin: number): number => 1 / (1 + Math.exp(-margin));

const meanMargin = (from: number, to: number, margins: Float32Array): number => {
  let sum = 0;
  for (let at = from; at < to; at++) sum += margins[at]!;
  return sum / (to - from);
};

/** Before these words a person's name is that of a storm, a place or a building. */
const NAMED_AFTER = wordSet('hurricane typhoon storm cyclone mount lake fort port camp cape st saint');

/** Tells whether the name from `first` to `end` is that of a product, a company, a storm or a place, or two capitals. */
const isNobody = ({ tokens }: Scan, { lexicon }: NameModel, first: number, end: number): boolean => {
  const before = first > 0 && tokens.hash[first - 1] === DOT ? first - 2 : first - 1;
  if (before >= 0 && tokens.kind[before] !== KIND.PUNCTUATION && NAMED_AFTER.has(tokens.hash[before]!)) return true;
  let isNamesake = true;
  for (let at = first; at < end; at++) if ((lexicon.bitsOf(tokens.hash[at]!) & WORD.NAMESAKE) === 0) isNamesake = false;
  const isShort = tokens.kind[first] === KIND.CAPITALS && tokens.end[first]! - tokens.start[first]! <= 2;
  return isNamesake || (end - first === 1 && isShort);
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

/** Marks that code is full of and sentences are not. */
const CODE_MARKS = new Uint8Array(65_536);
for (const mark of codesOf(';()=')) CODE_MARKS[mark] = 1;
/** From this share of a window's tokens on it counts as code, where capitals are no sign of names. */
const CODE_SHARE = 0.05;
const CODE_BIAS = -2.5;
/** Windows with fewer tokens are too short to tell. */
const MIN_TOKENS = 60;

const codeBias = ({ tokens }: Scan): number => {
  if (tokens.count < MIN_TOKENS) return 0;
  let marks = 0;
  for (let at = 0; at < tokens.count; at++) {
    if (tokens.kind[at] === KIND.PUNCTUATION && CODE_MARKS[tokens.hash[at]!] === 1) marks++;
  }
  return marks > tokens.count * CODE_SHARE ? CODE_BIAS : 0;
};

/** Nats taken from every name: where precision and recall on the development sets balance. */
const BIAS = -0.3;

/** Nats that a key such as `customer_name` adds for what stands under it. */
const KEY_BIAS = 2;
const SHORT = 60;

const biasOf = ({ keyTopics, text }: Scan): number =>
  (keyTopics & TOPIC.PERSON) !== 0 && text.length <= SHORT ? KEY_BIAS : 0;

/** Tells whether a word the tagger passed over could be somebody whom the document names elsewhere. */
const isMention = (kind: number, flags: number): boolean => {
  if ((flags & WORD.COMMON) !== 0) return false;
  return (
    kind === KIND.TITLE || kind === KIND.CAPITALS || (kind === KIND.LOWER && (flags & (WORD.FIRST | WORD.LAST)) !== 0)
  );
};

/** A name goes on with its next token, and after the dot of an initial whatever the tagger calls the start. */
const goesOn = ({ tokens }: Scan, label: Uint8Array, at: number): boolean =>
  label[at] === LABEL.INSIDE ||
  (label[at] === LABEL.BEGIN && tokens.kind[at - 1] === KIND.PUNCTUATION && tokens.kind[at - 2] === KIND.INITIAL);

/** Claims every name the tagger sees in the window. */
export const detectPersons = (scan: Scan, model: NameModel): void => {
  const { text, tokens } = scan;
  collapseClaims(scan);
  tag(model, text, tokens, tagging, BIAS + biasOf(scan) + codeBias(scan));
  const { label, margin, flags } = tagging;
  for (let at = 0; at < tokens.count; ) {
    if (!isPerson(label[at]!)) {
      if (isMention(tokens.kind[at]!, flags[at]!) && !isInCode(text, tokens.start[at]!, tokens.end[at]!)) {
        claim(scan, MENTION, tokens.start[at]!, tokens.end[at]!, 0.7);
      }
      at++;
      continue;
    }
    let end = at + 1;
    while (end < tokens.count && goesOn(scan, label, end) && end - at < MAX_NAME) end++;
    const next = end;
    let first = at;
    while (first < end - 1 && (flags[first]! & WORD.TITLE) !== 0) {
      first++;
      if (tokens.kind[first] === KIND.PUNCTUATION) first++;
    }
    at = next;
    const given = givenNameAfterComma(scan, end, label);
    if (given > 0 && end - first === 1 && isFirstOfItsKind(scan, first)) {
      end = given;
      at = given;
    }
    if (first >= end || (end - first === 1 && (flags[first]! & WORD.TITLE) !== 0 && (flags[first]! & WORD.LAST) === 0))
      continue;
    if (isNobody(scan, model, first, end)) continue;
    const start = tokens.start[first]!;
    const stop = tokens.end[end - 1]!;
    if (stop - start < 2 || isInCode(text, start, stop)) continue;
    claim(scan, 'PERSON', start, stop, confidenceOf(meanMargin(first, end, margin)));
  }
};
