/** Redacts one document: finds in every text first, then names what was found, so that one value has one placeholder. */
import type { Json } from '../call/json.ts';
import type { Finding, RedactedJson, Redaction } from '../call/redacted.ts';
import type { Stopwatch } from './budget.ts';
import { topicsOfKey } from './context/identifiers.ts';
import type { Vocabulary } from './context/vocabulary.ts';
import { detectStructured } from './detect.ts';
import { inspectText, MIN_TEXT } from './inspect.ts';
import { createNameBook } from './names/book.ts';
import { areKnownNow, createNameMemory, type NameMemory } from './names/memory.ts';
import { createPlaceholders } from './placeholders.ts';
import type { SpanFilter } from './policy/filter.ts';
import type { FindOwn } from './policy/own-rules.ts';
import type { RedactionPolicy } from './policy/policy.ts';
import { createRecall, type Recall } from './recall.ts';
import type { RecurringTexts } from './recurring-texts.ts';
import { splice } from './render.ts';
import type { Scan } from './scan.ts';
import { type Span, settle } from './span.ts';
import { type Leaf, rebuild, visitLeaves } from './structure/leaves.ts';
import { describeFile, findMedia } from './structure/media.ts';
import { createSeams } from './structure/seams.ts';
import { FAILED } from './tokens/placeholder.ts';

/** Why and where a text could not be redacted: never the text, nor a message, which might quote it. */
export interface RedactionFailure {
  /** Class of the error, as `BudgetExceeded`. */
  readonly errorType: string;
  /** Where the window began that was looked at, in UTF-16 code units. */
  readonly offset: number;
  /** Length of the text, in UTF-16 code units. */
  readonly length: number;
  /** How many texts of the document could not be redacted; what is told is about the first. */
  readonly texts: number;
}

/** Everything one policy's redactor works with. */
export interface Engine {
  readonly policy: RedactionPolicy;
  readonly detect: (scan: Scan, memory: NameMemory) => void;
  /** What is known of words. */
  readonly vocabulary: Vocabulary;
  /** Texts that stood in documents before. */
  readonly recurring: RecurringTexts;
  readonly isKept: SpanFilter;
  readonly findOwn: FindOwn | undefined;
  readonly hashKey: Uint8Array | undefined;
  readonly tokenOf: ((type: string, identity: string) => string) | undefined;
  /** Told of each text that could not be redacted. */
  readonly onFailure: (failure: RedactionFailure) => void;
}

/** What became of one text. */
export interface Outcome {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly failed: boolean;
}

const PLAIN_KEY = /^[A-Za-z_$.:-]{1,40}$/;

const hasKey = (keys: readonly string[], key: string): boolean =>
  keys.length > 0 && keys.some((one) => one.toLowerCase() === key.toLowerCase());

const NOTHING: readonly Span[] = [];

/** Nothing is found in a character or two, unless their key says what they are. */
const isTooShort = ({ kind, text, underKey }: Leaf, { maskedKeys }: RedactionPolicy): boolean =>
  text.length < MIN_TEXT && kind === 'string' && maskedKeys.length === 0 && topicsOfKey(underKey) === 0;

/** Finds everything in one text; whatever goes wrong makes it failed. */
export const inspectLeaf = (
  engine: Engine,
  leaf: Leaf,
  watch: Stopwatch,
  memory: NameMemory,
  recall?: Recall,
): Outcome => {
  const { policy, detect, vocabulary, isKept, findOwn, hashKey } = engine;
  const { text } = leaf;
  if (findOwn === undefined && (leaf.kind === 'key' ? PLAIN_KEY.test(text) : isTooShort(leaf, policy)))
    return { text, spans: NOTHING, failed: false };
  const whole = (type: string): Outcome => ({
    text,
    spans: [{ type, start: 0, end: text.length, confidence: 1 }],
    failed: false,
  });
  if (leaf.kind !== 'key' && hasKey(policy.allow.keys, leaf.underKey)) return { text, spans: [], failed: false };
  if (leaf.kind !== 'key' && hasKey(policy.maskedKeys, leaf.underKey)) return whole('masked-key');
  let offset = 0;
  const onWindow = (from: number): void => {
    offset = from;
    watch.check();
  };
  try {
    watch.allow(text.length);
    const isDescribed = policy.media === 'describe';
    if (leaf.kind === 'bytes') {
      const replacement = describeFile(text, hashKey);
      return { text, spans: isDescribed ? [{ ...whole('MEDIA').spans[0]!, replacement }] : [], failed: false };
    }
    const media = isDescribed && leaf.kind === 'string' ? findMedia(text, leaf.mediaType, hashKey) : [];
    if (media.length === 1 && media[0]!.end - media[0]!.start === text.length)
      return { text, spans: media, failed: false };
    const topics = leaf.kind === 'key' ? 0 : topicsOfKey(leaf.underKey);
    const found = inspectText(text, topics, { detect: (scan) => detect(scan, memory), vocabulary, onWindow, recall });
    const own = findOwn?.(text, onWindow) ?? [];
    if (found.length + own.length + media.length === 0) return { text, spans: NOTHING, failed: false };
    const all = own.length + media.length === 0 ? found : settle([...own, ...media, ...found]);
    const spans: Span[] = [];
    for (const span of all) {
      const value = text.slice(span.start, span.end);
      if (span.type === 'MEDIA' && span.replacement === undefined) {
        if (isDescribed) spans.push({ ...span, replacement: describeFile(value, hashKey) });
      } else if (isKept(span, value)) spans.push(span);
    }
    return { text, spans, failed: false };
  } catch (error) {
    engine.onFailure({ errorType: typeOf(error), offset, length: text.length, texts: 1 });
    return { text, spans: [], failed: true };
  }
};

const typeOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);

/** What is told of a span; most are told as they are. */
const findingOf = (span: Span, path: string): Finding => {
  const { type, start, end, confidence, quote, replacement } = span;
  if (path !== '') return { type, start, end, confidence, path };
  return quote === undefined && replacement === undefined ? span : { type, start, end, confidence };
};

/** Redacts `texts`; may throw only what the caller turns into a failed redaction. */
export const redactDocument = (engine: Engine, texts: Json, watch: Stopwatch): Redaction => {
  const outcomes: Outcome[] = [];
  const memory = createNameMemory();
  const recall = createRecall(memory, engine.recurring);
  const leaves: Leaf[] = [];
  const firstWindows: number[] = [];
  const acrossSeams = new Map<number, Span[]>();
  const seams = createSeams(
    (text) =>
      inspectText(text, 0, { detect: detectStructured, vocabulary: engine.vocabulary, onWindow: watch.check }).filter(
        (span) => engine.isKept(span, text.slice(span.start, span.end)),
      ),
    (leaf, span) => acrossSeams.set(leaf, [...(acrossSeams.get(leaf) ?? []), span]),
  );
  visitLeaves(texts, (leaf) => {
    leaves.push(leaf);
    firstWindows.push(memory.windowStarts.length);
    const outcome = inspectLeaf(engine, leaf, watch, memory, recall);
    if (!outcome.failed) seams.read(leaf, outcomes.length);
    outcomes.push(outcome);
  });
  // Whom a text calls by a word that only a later text explains.
  const windows = memory.windowStarts.length;
  for (let at = 0; at < leaves.length && firstWindows[at]! < memory.learnedIn; at++) {
    const end = firstWindows[at + 1] ?? windows;
    if (!outcomes[at]!.failed && areKnownNow(memory, firstWindows[at]!, end))
      outcomes[at] = inspectLeaf(engine, leaves[at]!, watch, memory, recall);
  }
  seams.finish();
  for (const [at, spans] of acrossSeams) {
    const outcome = outcomes[at]!;
    if (!outcome.failed) outcomes[at] = { ...outcome, spans: settle([...outcome.spans, ...spans]) };
  }
  const book = createNameBook();
  /** What each span says, in order. */
  const values: string[] = [];
  for (const { text, spans } of outcomes) {
    for (const { type, start, end } of spans) {
      const value = text.slice(start, end);
      values.push(value);
      if (type === 'PERSON') book.note(value);
    }
  }
  const placeholders = createPlaceholders(book.fullNameOf, engine.tokenOf);
  let noted = 0;
  for (const { text, spans } of outcomes) {
    placeholders.noteExisting(text);
    for (const { type, replacement } of spans) {
      const value = values[noted++]!;
      if (replacement === undefined) placeholders.note(type, value);
    }
  }
  const findings: Finding[] = [];
  let next = 0;
  let failed = false;
  const value = rebuild(
    texts,
    (path) => {
      const { text, spans, failed: hasFailed } = outcomes[next++]!;
      failed ||= hasFailed;
      if (hasFailed) return FAILED;
      for (const span of spans) findings.push(findingOf(span, path));
      return spans.length === 0 ? undefined : splice(text, spans, placeholders.nextName);
    },
    () => {
      failed = true;
      engine.onFailure({ errorType: 'TooDeep', offset: 0, length: 0, texts: 1 });
      return FAILED;
    },
  );
  return { value: value as unknown as RedactedJson, findings, failed };
};
