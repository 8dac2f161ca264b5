/** Looks into one text: as JSON when it holds JSON, else as windows of plain text; decoded runs inside it too. */
import { topicsOfKey } from './context/identifiers.ts';
import { TOPIC } from './context/topics.ts';
import type { Vocabulary } from './context/vocabulary.ts';
import { detectStructured } from './detect.ts';
import { withNameByKey } from './names/named-by-key.ts';
import type { Recall } from './recall.ts';
import type { Scan } from './scan.ts';
import { LONGEST_SECRET, looksLikeKeyedPassword, looksLikeToken } from './secrets/keyed.ts';
import { type Span, settle } from './span.ts';
import { mayHoldCells, readCells } from './structure/columns.ts';
import { holdsJson, type Literal, visitLiterals } from './structure/literals.ts';
import { spanOfShortCell } from './structure/short-cell.ts';
import { spanOfUnreadCell } from './structure/unread-cell.ts';
import { keepTokens } from './tokens/tokens.ts';
import { detectInWindows } from './windows.ts';

/** JSON inside a string inside JSON: so deep it is read as JSON, deeper as plain text. */
const MAX_NESTING = 3;

/** What looks at the windows, and what is called before each. */
export interface Inspector {
  readonly detect: (scan: Scan) => void;
  readonly onWindow: (from: number) => void;
  /** What is known of words. */
  readonly vocabulary: Vocabulary;
  /** What was found in short texts of the same document. */
  readonly recall?: Recall | undefined;
}

/** A value whose key calls it a secret is one as a whole. */
const wholeSecret = (text: string, topics: number): Span[] => {
  const claimAs = (type: string): Span[] => [{ type, start: 0, end: text.length, confidence: 0.85 }];
  if ((topics & TOPIC.PASSWORD) !== 0 && looksLikeKeyedPassword(text)) return claimAs('PASSWORD');
  if ((topics & TOPIC.TOKEN) !== 0 && text.length <= LONGEST_SECRET && !/\s/.test(text) && looksLikeToken(text))
    return claimAs('API_KEY');
  return [];
};

/** Keys made of letters, and short, say what their value is, not who it is about. */
const PLAIN_KEY = /^[A-Za-z_$.:-]{1,40}$/;

const outward = (span: Span, { kind, at, end, origin }: Literal): Span => {
  if (kind === 'number') return { ...span, start: at, end, quote: '"' };
  if (origin === undefined && span.quote === undefined && span.replacement === undefined)
    return { type: span.type, start: at + span.start, end: at + span.end, confidence: span.confidence };
  const quote = span.quote === undefined ? {} : { quote: JSON.stringify(span.quote).slice(1, -1) };
  if (origin === undefined) return { ...span, ...quote, start: at + span.start, end: at + span.end };
  return { ...span, ...quote, start: origin.starts[span.start]!, end: origin.ends[span.end - 1]! };
};

/** Nothing is found in fewer characters unless a key says what they are. */
export const MIN_TEXT = 3;

/** A head of three columns and a row. */
const MIN_TABLE = 12;

/** Finds everything in `text`, which stands under a key with `topics`. Spans are disjoint and in order. */
export const inspectText = (text: string, topics: number, inspector: Inspector, depth = 0): readonly Span[] => {
  if (text.length < MIN_TEXT && topics === 0) return NOTHING;
  const { recall } = inspector;
  if (recall === undefined || topics !== 0) return lookInto(text, topics, inspector, depth);
  return recall.known(text, depth) ?? recall.look(text, depth, () => lookInto(text, topics, inspector, depth));
};

const NOTHING: readonly Span[] = [];

const lookInto = (text: string, topics: number, inspector: Inspector, depth: number): readonly Span[] => {
  if (depth < MAX_NESTING && holdsJson(text)) {
    const spans: Span[] = [];
    visitLiterals(text, (literal) => {
      if (literal.kind === 'key' && PLAIN_KEY.test(literal.text)) return;
      const inside = inspectText(literal.text, topicsOfKey(literal.underKey), inspector, depth + 1);
      const found = literal.kind === 'string' ? withNameByKey(inside, literal.text, literal.underKey) : inside;
      for (const span of found) spans.push(outward(span, literal));
    });
    return spans;
  }
  const whole = topics === 0 ? [] : wholeSecret(text, topics);
  if (whole.length > 0) return whole;
  const spans = detectInWindows(text, {
    detect: inspector.detect,
    onWindow: inspector.onWindow,
    keyTopics: topics,
    vocabulary: inspector.vocabulary,
    // The outer window is not done while a text inside it is looked at.
    inspect:
      depth >= MAX_NESTING
        ? undefined
        : (decoded) => keepTokens(decoded.length, () => inspectText(decoded, 0, inspector, depth + 1)),
  });
  return depth < MAX_NESTING && text.length >= MIN_TABLE && mayHoldCells(text)
    ? withCells(text, spans, inspector, depth)
    : spans;
};

/** Only under heads that tell of these are names and addresses looked for in a cell; elsewhere the row was looked at for them. */
const NAMED = TOPIC.PERSON | TOPIC.ADDRESS | TOPIC.STREET | TOPIC.STREET_FIRST;

/**
 * A table of very short cells would cost more than any text of its length: so many are looked at, and one more for so many
 * characters. The others are taken for what their heads say.
 */
const CELLS = 1_000;
const CHARACTERS_PER_CELL = 12;

/** Adds what is found in the cells of tables because of the heads above them. */
const withCells = (text: string, spans: readonly Span[], inspector: Inspector, depth: number): readonly Span[] => {
  const found: Span[] = [];
  const plain: Inspector = { ...inspector, detect: detectStructured, recall: undefined };
  let left = CELLS + text.length / CHARACTERS_PER_CELL;
  let passed = 0;
  let last = 0;
  for (const cell of readCells(text)) {
    const { start, end, topics } = cell;
    if (start < last) passed = 0;
    last = start;
    while (passed < spans.length && spans[passed]!.end <= start) passed++;
    const known = spans[passed];
    if (known !== undefined && known.start <= start && known.end >= end) continue;
    const short = spanOfShortCell(text, cell);
    if (short !== undefined) {
      if (short !== null) found.push(short);
      continue;
    }
    if (left-- < 0) {
      const [secret] = wholeSecret(text.slice(start, end), topics);
      const unread = secret === undefined ? spanOfUnreadCell(text, cell) : { ...secret, start, end };
      if (unread !== undefined) found.push(unread);
      continue;
    }
    const inside = inspectText(
      text.slice(start, end),
      topics,
      (topics & NAMED) === 0
        ? plain
        : { ...inspector, recall: undefined, onWindow: (from) => inspector.onWindow(start + from) },
      depth + 1,
    );
    for (const span of inside) found.push({ ...span, start: start + span.start, end: start + span.end });
  }
  return found.length === 0 ? spans : settle([...spans, ...found]);
};
