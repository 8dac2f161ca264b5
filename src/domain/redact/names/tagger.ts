/** Labels the tokens of a window from left to right, each from hashed features and the labels before it. */
import type { Tokens } from '../tokens/tokenise.ts';
import { isCandidate, isInitialsDot, lookUp } from './candidates.ts';
import { computeFeatures, FEATURE_COUNT, LABEL } from './features.ts';
import type { NameModel } from './model.ts';

/** Labels of one window; the arrays are reused. */
export interface Tagging {
  label: Uint8Array;
  /** How much better a person's label scored than the best other one, in nats; only where `label` is a person's. */
  margin: Float32Array;
  flags: Int32Array;
}

/** Room for one window's labels. */
export const createTagging = (capacity = 8192): Tagging => ({
  label: new Uint8Array(capacity),
  margin: new Float32Array(capacity),
  flags: new Int32Array(capacity),
});

const features = new Int32Array(FEATURE_COUNT);

/** Labels every token; `bias`, in nats, is added to a person's labels: above 0 finds more, below 0 errs less. */
export const tag = (model: NameModel, text: string, tokens: Tokens, tagging: Tagging, bias = 0): void => {
  if (tagging.label.length < tokens.count) Object.assign(tagging, createTagging(tokens.count * 2));
  const { label, margin, flags } = tagging;
  const { weights, scale, lexicon } = model;
  const mask = weights.length - 1;
  lookUp(tokens, lexicon, flags);
  let previous: number = LABEL.OUTSIDE;
  let beforePrevious: number = LABEL.OUTSIDE;
  for (let at = 0; at < tokens.count; at++) {
    let chosen: number = LABEL.OUTSIDE;
    if (isCandidate(tokens.kind[at]!, flags[at]!, previous)) {
      computeFeatures(features, text, tokens, flags, at, previous, beforePrevious);
      let outside = 0;
      let begin = 0;
      let inside = 0;
      let other = 0;
      for (let feature = 0; feature < FEATURE_COUNT; feature++) {
        const packed = weights[features[feature]! & mask]!;
        outside += (packed << 24) >> 24;
        begin += (packed << 16) >> 24;
        inside += (packed << 8) >> 24;
        other += packed >> 24;
      }
      const isOpen = previous === LABEL.BEGIN || previous === LABEL.INSIDE;
      const person = (isOpen && inside > begin ? inside : begin) * scale + bias;
      const best = Math.max(outside, other) * scale;
      if (person > best) chosen = isOpen && inside > begin ? LABEL.INSIDE : LABEL.BEGIN;
      else chosen = other > outside ? LABEL.OTHER : LABEL.OUTSIDE;
      margin[at] = person - best;
    } else if (isInitialsDot(tokens, at, previous)) {
      chosen = LABEL.INSIDE;
      margin[at] = margin[at - 1]!;
    }
    label[at] = chosen;
    beforePrevious = previous;
    previous = chosen;
  }
};
