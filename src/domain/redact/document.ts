/** Redacts one document: finds in every text first, then names what was found, so that one value has one placeholder. */
import type { Json } from '../call/json.ts';
import type { Finding, RedactedJson, Redaction } from '../call/redacted.ts';
import type { Stopwatch } from './budget.ts';
import { detectStructured } from './detect.ts';
import type { Engine } from './engine.ts';
import type { History } from './history.ts';
import { inspectText } from './inspect.ts';
import { createLeafInspector, isPlain, untouched } from './inspect-leaf.ts';
import { createNameBook } from './names/book.ts';
import { areKnownNow, createNameMemory } from './names/memory.ts';
import type { Outcome } from './outcome.ts';
import { createPlaceholders } from './placeholders.ts';
import { createRecall } from './recall.ts';
import { splice } from './render.ts';
import { type Span, settle } from './span.ts';
import { type Leaf, rebuild, visitLeaves } from './structure/leaves.ts';
import { createSeams } from './structure/seams.ts';
import { FAILED } from './tokens/placeholder.ts';

/** What is told of a span; most are told as they are. */
const findingOf = (span: Span, path: string): Finding => {
  const { type, start, end, confidence, quote, replacement } = span;
  if (path !== '') return { type, start, end, confidence, path };
  return quote === undefined && replacement === undefined ? span : { type, start, end, confidence };
};

/** Redacts `texts`, after others of the same `history`; may throw only what the caller turns into a failed redaction. */
export const redactDocument = (engine: Engine, texts: Json, watch: Stopwatch, history?: History): Redaction => {
  const outcomes: Outcome[] = [];
  const memory = createNameMemory();
  const inspect = createLeafInspector({ engine, watch, memory, recall: createRecall(memory, engine.recurring) });
  const leaves: Leaf[] = [];
  const firstWindows: number[] = [];
  const acrossSeams = new Map<number, Span[]>();
  const course = history?.begin(memory);
  const inspectSeam = (text: string): readonly Span[] =>
    inspectText(text, 0, { detect: detectStructured, vocabulary: engine.vocabulary, onWindow: watch.check }).filter(
      (span) => engine.isKept(span, text.slice(span.start, span.end)),
    );
  const seams = createSeams(
    (text) => course?.across(text, inspectSeam) ?? inspectSeam(text),
    (leaf, span) => acrossSeams.set(leaf, [...(acrossSeams.get(leaf) ?? []), span]),
  );
  visitLeaves(texts, (leaf) => {
    const at = leaves.length;
    leaves.push(leaf);
    firstWindows.push(memory.windowStarts.length);
    const outcome = isPlain(engine, leaf) ? untouched(leaf.text) : (course?.again(leaf, at) ?? inspect(leaf));
    if (!outcome.failed) seams.read(leaf, at);
    outcomes.push(outcome);
  });
  seams.finish();
  course?.keep({ leaves, outcomes, firstWindows });
  // Whom a text calls by a word that only a later text explains.
  const windows = memory.windowStarts.length;
  for (let at = 0; at < leaves.length && firstWindows[at]! < memory.learnedIn; at++) {
    const end = firstWindows[at + 1] ?? windows;
    if (!outcomes[at]!.failed && areKnownNow(memory, firstWindows[at]!, end)) outcomes[at] = inspect(leaves[at]!);
  }
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
