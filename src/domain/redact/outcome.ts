/** What became of one text of a document. */
import type { Span } from './span.ts';

/** What was found in a text; of a failed one nothing is told. */
export interface Outcome {
  readonly text: string;
  readonly spans: readonly Span[];
  readonly failed: boolean;
}
