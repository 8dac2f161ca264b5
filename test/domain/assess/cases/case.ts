/** A labelled case: what an assessor should flag (`bad`) and what it should leave alone (`fine`). */
import type { SampleCall } from '../call.ts';

/** The cases of one assessor. A bare text is an answer; `fine` holds the hard negatives. */
export interface CaseSet {
  readonly bad: readonly (string | SampleCall)[];
  readonly fine: readonly (string | SampleCall)[];
}
