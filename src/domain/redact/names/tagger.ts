/** Labels the tokens of a window from left to right, each from hashed features and the labels before it. */
import type { Tokens } from '../tokens/tokenise.ts';
import { isCandidate, isInitialsDot, lookUp } from './candidates.ts';
import { computeFirstLook, computeRest, FEATURE_COUNT, FIRST_LOOK_COUNT, LABEL } from './features.ts';
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

/** The scores of the labels, in units of the model's scale; a typed array, so that adding to it makes no garbage. */
const scores = new Int32Array(4);

const addScores = (weights: Int32Array, from: number, to: number): void => {
  const mask = weights.length - 1;
  let outside = scores[LABEL.OUTSIDE]!;
  let begin = scores[LABEL.BEGIN]!;
  let inside = scores[LABEL.INSIDE]!;
  let other = scores[LABEL.OTHER]!;
  for (let feature = from; feature < to; feature++) {
    const packed = weights[features[feature]! & mask]!;
    outside += (packed << 24) >> 24;
    begin += (packed << 16) >> 24;
    inside += (packed << 8) >> 24;
    other += packed >> 24;
  }
  scores[LABEL.OUTSIDE] = outside;
  scores[LABEL.BEGIN] = begin;
  scores[LABEL.INSIDE] = inside;
  scores[LABEL.OTHER] = other;
};

/** Behind by so many nats after the first look, a person's labels hardly ever win: the rest is not computed. */
const HOPELESS = 4;

/** Labels every token; `bias`, in nats, is added to a person's labels: above 0 finds more, below 0 errs less. */
export const tag = (model: NameModel, text: string, tokens: Tokens, tagging: Tagging, bias = 0): void => {
  if (tagging.label.length < tokens.count) Object.assign(tagging, createTagging(tokens.count * 2));
  const { label, margin, flags } = tagging;
  const { weights, scale, lexicon } = model;
  const hopeless = HOPELESS / scale;
  lookUp(tokens, lexicon, flags);
  let previous: number = LABEL.OUTSIDE;
  let beforePrevious: number = LABEL.OUTSIDE;
  for (let at = 0; at < tokens.count; at++) {
    let chosen: number = LABEL.OUTSIDE;
    if (isCandidate(tokens.kind[at]!, flags[at]!, previous)) {
      scores.fill(0);
      computeFirstLook(features, text, tokens, flags, at, previous);
      addScores(weights, 0, FIRST_LOOK_COUNT);
      const lead =
        Math.max(scores[LABEL.OUTSIDE]!, scores[LABEL.OTHER]!) - Math.max(scores[LABEL.BEGIN]!, scores[LABEL.INSIDE]!);
      if (lead < hopeless) {
        computeRest(features, text, tokens, flags, at, previous, beforePrevious);
        addScores(weights, FIRST_LOOK_COUNT, FEATURE_COUNT);
      }
      const isOpen = previous === LABEL.BEGIN || previous === LABEL.INSIDE;
      const goesOn = isOpen && scores[LABEL.INSIDE]! > scores[LABEL.BEGIN]!;
      const person = scores[goesOn ? LABEL.INSIDE : LABEL.BEGIN]! * scale + bias;
      const best = Math.max(scores[LABEL.OUTSIDE]!, scores[LABEL.OTHER]!) * scale;
      if (person > best) chosen = goesOn ? LABEL.INSIDE : LABEL.BEGIN;
      else chosen = scores[LABEL.OTHER]! > scores[LABEL.OUTSIDE]! ? LABEL.OTHER : LABEL.OUTSIDE;
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
