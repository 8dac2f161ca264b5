/**
 * What was found in the short texts of one document, so that a text that stands there many times is looked at once or twice; and in
 * texts that stood in other documents, in which nothing is found.
 */

import { type NameMemory, passAgain } from './names/memory.ts';
import type { RecurringTexts } from './recurring-texts.ts';
import type { Span } from './span.ts';

/** Longer texts seldom recur within a document: roles, types, states, and the pieces of a stream are shorter. */
const LONGEST = 40;

/** So many texts are remembered; those of a document with more different ones seldom recur. */
const MOST = 2048;

/** What looking at one text found and left behind. */
interface Recalled {
  readonly spans: readonly Span[];
  /** How deep it stood: in deep texts encoded ones are not looked into. */
  readonly depth: number;
  /** How often something was learned about the document's people before: what is found depends on that and on the text alone. */
  readonly learned: number;
  /** Whether names were looked for in it, and the hash of the one word that might be somebody's, if there is one. */
  readonly hasWindow: boolean;
  readonly passed: Int32Array;
}

const NOTHING: readonly Span[] = [];

/** Recalls texts without a telling key. */
export interface Recall {
  /** What was found in this text before; undefined when it must be looked at. */
  known(text: string, depth: number): readonly Span[] | undefined;
  /** Looks at a text, and remembers what is found if it would be found again. */
  look(text: string, depth: number, inspect: () => readonly Span[]): readonly Span[];
}

const NO_WORDS = new Int32Array(0);

/** The hashes of the words that were passed over since there were `from` of them. */
const passedSince = ({ passed, passedCount }: NameMemory, from: number): Int32Array =>
  passedCount === from ? NO_WORDS : passed.slice(from, passedCount);

/**
 * A recall for one document, whose people `memory` knows. What `recurring` texts leave behind holds while the
 * document has named nobody, for so it was when they were looked at.
 */
export const createRecall = (memory: NameMemory, recurring?: RecurringTexts): Recall => {
  const recalled = new Map<string, Recalled>();
  const mayRecur = (depth: number): boolean => recurring !== undefined && depth === 0 && memory.lessons.length === 0;
  return {
    known: (text, depth) => {
      const known = mayRecur(depth) ? recurring!.find(text) : undefined;
      if (known !== undefined) {
        if (known.hasWindow) passAgain(memory, known.passed);
        return NOTHING;
      }
      if (text.length > LONGEST) return undefined;
      const found = recalled.get(text);
      if (found === undefined || found.learned !== memory.lessons.length || found.depth !== depth) return undefined;
      if (found.hasWindow) passAgain(memory, found.passed);
      return found.spans;
    },
    look: (text, depth, inspect) => {
      const { passedCount } = memory;
      const learned = memory.lessons.length;
      const windows = memory.windowStarts.length;
      const spans = inspect();
      const hasWindow = memory.windowStarts.length > windows;
      // A text from which something was learned may tell more the next time.
      if (memory.lessons.length > learned || memory.windowStarts.length > windows + 1) return spans;
      if (spans.length === 0 && mayRecur(depth))
        recurring!.note(text, hasWindow, () => passedSince(memory, passedCount));
      const isSimple = text.length <= LONGEST && memory.passedCount <= passedCount + 1;
      if (isSimple && (recalled.size < MOST || recalled.has(text)))
        recalled.set(text, { spans, depth, learned, hasWindow, passed: passedSince(memory, passedCount) });
      return spans;
    },
  };
};
