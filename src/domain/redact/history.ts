/**
 * What was found in the calls of one request, by the texts before it: agents send the conversation so far with every step, so a call
 * mostly begins, text by text, as the one before. It holds raw texts and what was found in them, so it must not outlive the request.
 */
import { type Kept, keepMemory, type NameMemory, takeOver } from './names/memory.ts';
import type { Outcome } from './outcome.ts';
import { sampleOf } from './recurring-texts.ts';
import type { Span } from './span.ts';
import type { Leaf } from './structure/leaves.ts';

/** A text that stood in a document, behind certain others. What is found in it depends on these and on itself alone. */
interface Step {
  readonly before: Step | undefined;
  readonly number: number;
  readonly leaf: Leaf;
  readonly outcome: Outcome;
  /** The windows of it, and what they left in the document's memory. */
  readonly first: number;
  readonly end: number;
  readonly kept: Kept;
}

/** The texts of a document in order, what became of them, and the first window of each. */
interface Document {
  readonly leaves: readonly Leaf[];
  readonly outcomes: readonly Outcome[];
  readonly firstWindows: readonly number[];
}

/** One document beside those before it. */
export interface Course {
  /** What became of the text with number `at` in another document that was the same up to it; undefined when it must be looked at. */
  again(leaf: Leaf, at: number): Outcome | undefined;
  /** What is found in the ends of neighbouring texts, `joined`; it depends on these alone. */
  across(joined: string, inspect: (joined: string) => readonly Span[]): readonly Span[];
  /** Keeps what was found for the documents to come. */
  keep(document: Document): void;
}

/** The documents of one request. */
export interface History {
  begin(memory: NameMemory): Course;
}

/** Documents of fewer texts are not kept: six messages and their roles. In shorter ones there is less to know again than keeping them takes. */
const LEAST_TEXTS = 12;

/** Nor are those of more: no conversation has so many, but a stream that was kept piece by piece may. */
const MOST_TEXTS = 2000;

const isSame = (one: Leaf, other: Leaf): boolean =>
  one.text === other.text &&
  one.underKey === other.underKey &&
  one.kind === other.kind &&
  one.mediaType === other.mediaType;

/** Where a step is kept: it is told from most others by the one before it and a few letters. */
const placeOf = (before: Step | undefined, { text }: Leaf): number =>
  Math.imul((before?.number ?? 0) + 1, 0x9e3779b1) ^ sampleOf(text);

/** An empty history. */
export const createHistory = (): History => {
  const steps = new Map<number, Step>();
  const seams = new Map<string, readonly Span[]>();
  let count = 0;
  return {
    begin: (memory) => {
      let before: Step | undefined;
      let known = 0;
      /** The texts and seams that were looked at. */
      const fresh: number[] = [];
      const freshSeams: (readonly [joined: string, spans: readonly Span[]])[] = [];
      return {
        again: (leaf, at) => {
          const step = fresh.length > 0 ? undefined : steps.get(placeOf(before, leaf));
          if (step === undefined || step.before !== before || !isSame(step.leaf, leaf)) {
            fresh.push(at);
            return undefined;
          }
          takeOver(memory, step.kept, step.first, step.end);
          before = step;
          known++;
          return step.outcome;
        },
        across: (joined, inspect) => {
          const found = seams.size === 0 ? undefined : seams.get(joined);
          if (found !== undefined) return found;
          const spans = inspect(joined);
          freshSeams.push([joined, spans]);
          return spans;
        },
        keep: ({ leaves, outcomes, firstWindows }) => {
          const texts = known + fresh.length;
          if (texts < LEAST_TEXTS || texts > MOST_TEXTS) return;
          for (const [joined, spans] of freshSeams) seams.set(joined, spans);
          if (fresh.length === 0) return;
          const kept = keepMemory(memory);
          for (const at of fresh) {
            const [leaf, outcome] = [leaves[at]!, outcomes[at]!];
            // What is found behind a text that failed depends on how far it got.
            if (outcome.failed) return;
            const end = firstWindows[at + 1] ?? memory.windowStarts.length;
            const step = { before, number: ++count, leaf, outcome, first: firstWindows[at]!, end, kept };
            steps.set(placeOf(before, leaf), step);
            before = step;
          }
        },
      };
    },
  };
};
