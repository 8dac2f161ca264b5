/** Learns the tagger's weights: softmax over hashed features, AdaGrad, with features dropped by chance. */
import { createVocabulary } from '../../src/domain/redact/context/vocabulary.ts';
import { isCandidate } from '../../src/domain/redact/names/candidates.ts';
import {
  closerLook,
  firstLook,
  IDENTITY_FEATURES,
  LABEL,
  MOST_FEATURES,
  WORDY,
  wordFeatures,
} from '../../src/domain/redact/names/features.ts';
import { type Lexicon, WORD } from '../../src/domain/redact/names/lexicon.ts';
import { isInitialsDot, isPerson } from '../../src/domain/redact/names/tagger.ts';
import { tokenise } from '../../src/domain/redact/tokens/tokenise.ts';
import { KIND, TOKENS, type Tokens } from '../../src/domain/redact/tokens/tokens.ts';
import type { Example } from './example.ts';

const LABELS = 4;

/** How to learn. */
export interface Learning {
  /** Feature slots are 2 to this power. */
  readonly bits: number;
  readonly epochs: number;
  readonly rate: number;
  /** Chance that one feature is left out of one step. */
  readonly drop: number;
  /** Chance that all features knowing the word itself are left out of one step. */
  readonly dropWord: number;
  /** Chance that the lexicon forgets the names of one example, so that unknown names are learned too. */
  readonly dropKnown: number;
  readonly random: () => number;
  readonly onEpoch: (epoch: number, loss: number) => void;
}

/** Words and the dots of initials carry a name on; other marks, as the comma of `Smith, John`, begin it anew. */
const isWord = (tokens: Tokens, at: number): boolean =>
  tokens.kind[at] !== KIND.PUNCTUATION || (tokens.hash[at] === 46 && tokens.kind[at - 1] === KIND.INITIAL);

const trueLabels = (example: Example, tokens: Tokens): Uint8Array => {
  const labels = new Uint8Array(tokens.count);
  for (const { start, end, kind } of example.names) {
    for (let at = 0; at < tokens.count; at++) {
      if (tokens.end[at]! <= start || tokens.start[at]! >= end) continue;
      const goesOn = at > 0 && tokens.start[at - 1]! >= start && isWord(tokens, at - 1);
      labels[at] = kind === 'other' ? LABEL.OTHER : goesOn ? LABEL.INSIDE : LABEL.BEGIN;
    }
  }
  return labels;
};

const shuffle = <Item>(items: Item[], random: () => number): void => {
  for (let at = items.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [items[at], items[other]] = [items[other]!, items[at]!];
  }
};

const KNOWN_NAME = WORD.FIRST | WORD.FREQUENT_FIRST | WORD.LAST | WORD.FREQUENT_LAST;

/** Makes the lexicon not know a person's name, now and then. */
const forgetNames = (flags: Int32Array, truth: Uint8Array, chance: number, random: () => number): void => {
  if (random() >= chance) return;
  for (let at = 0; at < truth.length; at++) if (isPerson(truth[at]!)) flags[at]! &= ~KNOWN_NAME;
};

/** Returns weights as floats, four per slot; the mean of the last three epochs, which is steadier than the last one. */
export const learn = (examples: readonly Example[], lexicon: Lexicon, learning: Learning): Float32Array => {
  const { bits, epochs, rate, drop, dropWord, dropKnown, random } = learning;
  const mask = (1 << bits) - 1;
  const weights = new Float32Array(LABELS << bits);
  const squares = new Float32Array(LABELS << bits).fill(1e-2);
  const mean = new Float64Array(weights.length);
  const tokens = TOKENS;
  const vocabulary = createVocabulary(lexicon);
  const found = new Int32Array(MOST_FEATURES);
  const kept = new Int32Array(MOST_FEATURES * 2);
  const scores = new Float64Array(LABELS);
  const order = [...examples];
  const averaged = Math.min(3, epochs);
  let count = 0;
  const keep = (features: number, isDropped: (feature: number) => boolean): void => {
    for (let feature = 0; feature < features; feature++) {
      if (isDropped(feature) || random() < drop) continue;
      kept[count++] = (found[feature]! & mask) * LABELS;
    }
  };
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    let loss = 0;
    let steps = 0;
    for (const example of order) {
      tokenise(example.text, vocabulary);
      const truth = trueLabels(example, tokens);
      forgetNames(tokens.flags, truth, dropKnown, random);
      const labels = new Uint8Array(tokens.count + 1);
      for (let next = 0; next < tokens.candidateCount; next++) {
        const at = tokens.candidates[next]!;
        const previous = at > 0 ? labels[at - 1]! : LABEL.OUTSIDE;
        if (!isCandidate(tokens, at, isPerson(previous))) continue;
        const beforePrevious = at > 1 ? labels[at - 2]! : LABEL.OUTSIDE;
        const forgetsWord = random() < dropWord;
        const own = tokens.flags[at]!;
        count = 0;
        keep(
          wordFeatures(
            found,
            example.text,
            tokens.start[at]!,
            tokens.end[at]!,
            tokens.hash[at]!,
            tokens.kind[at]!,
            own,
          ),
          (feature) => forgetsWord && feature < IDENTITY_FEATURES,
        );
        keep(firstLook(found, tokens, at, previous), () => false);
        keep(closerLook(found, tokens, at, previous, beforePrevious), (feature) => forgetsWord && WORDY.has(feature));
        scores.fill(0);
        for (let feature = 0; feature < count; feature++) {
          for (let label = 0; label < LABELS; label++) scores[label]! += weights[kept[feature]! + label]!;
        }
        const highest = Math.max(...scores);
        const chosen = scores.indexOf(highest);
        let sum = 0;
        for (let label = 0; label < LABELS; label++) sum += Math.exp(scores[label]! - highest);
        for (let label = 0; label < LABELS; label++) {
          const probability = Math.exp(scores[label]! - highest) / sum;
          const isTrue = label === truth[at];
          if (isTrue) loss -= Math.log(probability + 1e-12);
          const gradient = probability - (isTrue ? 1 : 0);
          if (Math.abs(gradient) < 1e-3) continue;
          for (let feature = 0; feature < count; feature++) {
            const slot = kept[feature]! + label;
            squares[slot]! += gradient * gradient;
            weights[slot]! -= (rate * gradient) / Math.sqrt(squares[slot]!);
          }
        }
        steps++;
        labels[at] = random() < 0.8 ? chosen : truth[at]!;
        if (isPerson(labels[at]!) && isInitialsDot(tokens, at + 1)) labels[at + 1] = LABEL.INSIDE;
      }
    }
    if (epoch >= epochs - averaged) for (let at = 0; at < weights.length; at++) mean[at]! += weights[at]! / averaged;
    learning.onEpoch(epoch, loss / steps);
  }
  return Float32Array.from(mean);
};

/** Weights beyond this share of all are clipped when they are rounded to a byte. */
const CLIP_AT = 0.9998;

/** Rounds weights to bytes, 128 too much, four to a word. */
export const pack = (weights: Float32Array): { readonly weights: Int32Array; readonly scale: number } => {
  const sizes = weights
    .filter((weight) => weight !== 0)
    .map(Math.abs)
    .sort();
  const largest = sizes[Math.floor(sizes.length * CLIP_AT)] ?? 1;
  const scale = largest / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale)))).map(
    (byte) => byte ^ 0x80,
  );
  return { weights: new Int32Array(bytes.buffer), scale };
};
