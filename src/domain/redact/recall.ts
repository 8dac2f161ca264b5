/** What was found in the short texts of one document, so that a text that stands there many times is looked at once or twice. */
import { type NameMemory, passAgain } from './names/memory.ts';
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
  readonly passed: number | undefined;
}

/** Recalls texts without a telling key. */
export interface Recall {
  /** What was found in this text before; undefined when it must be looked at. */
  known(text: string, depth: number): readonly Span[] | undefined;
  /** Looks at a text, and remembers what is found if it would be found again. */
  look(text: string, depth: number, inspect: () => readonly Span[]): readonly Span[];
}

/** A recall for one document, whose people `memory` knows. */
export const createRecall = (memory: NameMemory): Recall => {
  const recalled = new Map<string, Recalled>();
  return {
    known: (text, depth) => {
      if (text.length > LONGEST) return undefined;
      const found = recalled.get(text);
      if (found === undefined || found.learned !== memory.learned || found.depth !== depth) return undefined;
      if (found.hasWindow) passAgain(memory, found.passed);
      return found.spans;
    },
    look: (text, depth, inspect) => {
      if (text.length > LONGEST) return inspect();
      const { learned, passedCount } = memory;
      const windows = memory.windowStarts.length;
      const spans = inspect();
      const hasWindow = memory.windowStarts.length > windows;
      const isSimple = memory.windowStarts.length <= windows + 1 && memory.passedCount <= passedCount + 1;
      // A text from which something was learned may tell more the next time.
      if (isSimple && memory.learned === learned && (recalled.size < MOST || recalled.has(text))) {
        const passed = memory.passedCount > passedCount ? memory.passed[passedCount] : undefined;
        recalled.set(text, { spans, depth, learned, hasWindow, passed });
      }
      return spans;
    },
  };
};
