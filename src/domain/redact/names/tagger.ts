/** Labels the tokens of a window from left to right, each from hashed features and the labels before it. */
import { KIND, type Tokens } from '../tokens/tokens.ts';
import { isCandidate } from './candidates.ts';
import { closerLook, firstLook, LABEL, MOST_FEATURES } from './features.ts';
import type { NameModel } from './model.ts';
import { addWeights, SUM } from './word-scores.ts';

/** Labels of one window; the arrays are reused and only grow. */
export interface Tagging {
  label: Uint8Array;
  /** How much better a person's label scored than the best other one, in nats; only where `label` is a person's. */
  margin: Float32Array;
  /** 1 for the tokens to label again. */
  near: Uint8Array;
}

/** Room for one window's labels. */
export const createTagging = (capacity = 8192): Tagging => ({
  label: new Uint8Array(capacity),
  margin: new Float32Array(capacity),
  near: new Uint8Array(capacity),
});

/** Tells whether a label is one of a person's. */
export const isPerson = (label: number): boolean => label === LABEL.BEGIN || label === LABEL.INSIDE;

const features = new Int32Array(MOST_FEATURES);
const sums = new Int32Array(3);

/** A sum's lower or upper half, less the 128 that each of its weights is too much. */
const lowerOf = (sum: number, count: number): number => (sum & 0xffff) - 128 * count;
const upperOf = (sum: number, count: number): number => (sum >>> 16) - 128 * count;

/**
 * Behind by so many nats, a person's labels hardly ever win (three in two thousand names), and the rest is not computed: that
 * spares two capitals in five all context, and two in three the closer look.
 */
const HOPELESS = { WORD: 4, FIRST_LOOK: 3.5 } as const;

/** Ahead by so many nats after the first look, a person's label is taken without a closer one. */
const CLEAR = 4.5;

const DOT = 46;

/** The dot of an initial goes on the name: `J. Smith`. */
export const isInitialsDot = (tokens: Tokens, at: number): boolean =>
  at > 0 &&
  at + 1 < tokens.count &&
  tokens.kind[at] === KIND.PUNCTUATION &&
  tokens.hash[at] === DOT &&
  tokens.kind[at - 1] === KIND.INITIAL &&
  tokens.kind[at + 1]! <= KIND.MIXED;

const lead = new Float64Array(1);

/** Sets `lead` from the sums and returns the label they tell; after an open name it may go on. */
const judge = (isOpen: boolean, bias: number): number => {
  const count = sums[SUM.COUNT]!;
  const outside = lowerOf(sums[SUM.EVEN]!, count);
  const inside = upperOf(sums[SUM.EVEN]!, count);
  const begin = lowerOf(sums[SUM.ODD]!, count);
  const other = upperOf(sums[SUM.ODD]!, count);
  const goesOn = isOpen && inside > begin;
  lead[0] = (goesOn ? inside : begin) + bias - Math.max(outside, other);
  if (lead[0] > 0) return goesOn ? LABEL.INSIDE : LABEL.BEGIN;
  return other > outside ? LABEL.OTHER : LABEL.OUTSIDE;
};

/** The label of the token at `at`; `lead` says by how much a person's is ahead. Like `bias` it is in units of the model's scale. */
const labelOf = (
  { weights, scale, wordScores }: NameModel,
  text: string,
  tokens: Tokens,
  label: Uint8Array,
  at: number,
  bias: number,
): number => {
  const previous = at > 0 ? label[at - 1]! : LABEL.OUTSIDE;
  const isOpen = isPerson(previous);
  if (!isCandidate(tokens, at, isOpen)) return LABEL.OUTSIDE;
  wordScores(sums, text, tokens, at);
  const byWord = judge(isOpen, bias);
  if (lead[0]! * scale < -HOPELESS.WORD) return byWord;
  addWeights(sums, weights, features, firstLook(features, tokens, at, previous));
  const byFirstLook = judge(isOpen, bias);
  if (lead[0]! * scale < -HOPELESS.FIRST_LOOK || lead[0]! * scale > CLEAR) return byFirstLook;
  const beforePrevious = at > 1 ? label[at - 2]! : LABEL.OUTSIDE;
  addWeights(sums, weights, features, closerLook(features, tokens, at, previous, beforePrevious));
  return judge(isOpen, bias);
};

/** Windows of fewer tokens are cleared one by one: a call of `fill` takes longer. */
const FEW = 16;

const clear = (label: Uint8Array, margin: Float32Array, count: number): void => {
  if (count > FEW) {
    label.fill(LABEL.OUTSIDE, 0, count);
    margin.fill(0, 0, count);
    return;
  }
  for (let at = 0; at < count; at++) {
    label[at] = LABEL.OUTSIDE;
    margin[at] = 0;
  }
};

/**
 * Labels every token, or only those that are `near` and where the labels before changed. `bias`, in nats, is added to a person's
 * labels: above 0 finds more, below 0 errs less.
 */
export const tag = (
  model: NameModel,
  text: string,
  tokens: Tokens,
  tagging: Tagging,
  bias: number,
  isAgain = false,
): void => {
  const { candidates, candidateCount } = tokens;
  if (tagging.label.length < tokens.count) Object.assign(tagging, createTagging(tokens.count * 2));
  const { label, margin, near } = tagging;
  const { kind: kinds } = tokens;
  const extra = bias / model.scale;
  if (!isAgain) clear(label, margin, tokens.count);
  let changedAt = -3;
  for (let next = 0; next < candidateCount; next++) {
    const at = candidates[next]!;
    if (isAgain && near[at] === 0 && at - changedAt > 2) continue;
    const before = label[at]!;
    const now = labelOf(model, text, tokens, label, at, extra);
    const hasDot = kinds[at] === KIND.INITIAL && isInitialsDot(tokens, at + 1);
    label[at] = now;
    if (hasDot) label[at + 1] = LABEL.OUTSIDE;
    if (isPerson(now)) {
      margin[at] = lead[0]! * model.scale;
      if (hasDot) {
        label[at + 1] = LABEL.INSIDE;
        margin[at + 1] = margin[at]!;
      }
    }
    if (now !== before) changedAt = at;
  }
};
