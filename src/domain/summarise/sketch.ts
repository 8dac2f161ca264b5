/**
 * A distribution in a kilobyte: counts of values in bins whose bounds grow by a constant factor, so that every quantile is
 * within 1 % of the true value at any scale. Merging adds whole numbers: exact, in any order, over any partition.
 *
 * With relative error α the factor is γ = (1+α)/(1−α); bin i holds (γ^(i−1), γ^i] and stands for 2γ^i/(γ+1), which is
 * within α of both ends. The idea is DDSketch's; the sparse map and the encoding are what a roll-up needs.
 * @see https://www.vldb.org/pvldb/vol12/p2195-masson.pdf
 */
import type { Json, JsonObject } from '../call/json.ts';
import type { Mergeable } from './mergeable.ts';
import { decodeVarints, encodeVarints, unzigzag, zigzag } from './varint.ts';

/** Largest relative error of a quantile. */
export const RELATIVE_ERROR = 0.01;
const GAMMA = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GAMMA = Math.log(GAMMA);

/** Values nearer to zero count as zero: a thousandth of a nanosecond is no latency. */
const SMALLEST = 1e-9;
/** Values beyond are counted as this one: with `SMALLEST` it bounds a sketch to some 2,800 bins a sign. */
const LARGEST = 1e15;
/** Sums are kept in millionths of the value's unit, as whole numbers, because sums of doubles depend on their order. */
export const SUM_SCALE = 1e6;

/** Counts by bin, and the exact count, sum and ends. */
export interface Sketch {
  count: number;
  zeros: number;
  readonly positive: Map<number, number>;
  readonly negative: Map<number, number>;
  /** Exact sum of the values, each rounded to a millionth, in millionths. */
  sumMicros: bigint;
  min: number;
  max: number;
}

/** An empty sketch. */
export const createSketch = (): Sketch => ({
  count: 0,
  zeros: 0,
  positive: new Map(),
  negative: new Map(),
  sumMicros: 0n,
  min: Number.POSITIVE_INFINITY,
  max: Number.NEGATIVE_INFINITY,
});

const binOf = (magnitude: number): number => Math.ceil(Math.log(magnitude) / LOG_GAMMA);
const representative = (bin: number): number => (2 * GAMMA ** bin) / (GAMMA + 1);

/** Counts one value, or `times` of it. Values that are no finite number are left out. */
export const addValue = (sketch: Sketch, value: number, times = 1): void => {
  if (!Number.isFinite(value) || times <= 0) return;
  const bounded = Math.min(LARGEST, Math.max(-LARGEST, value));
  const magnitude = Math.abs(bounded);
  if (magnitude < SMALLEST) sketch.zeros += times;
  else {
    const bins = bounded > 0 ? sketch.positive : sketch.negative;
    const bin = binOf(magnitude);
    bins.set(bin, (bins.get(bin) ?? 0) + times);
  }
  sketch.count += times;
  sketch.sumMicros += BigInt(Math.round(bounded * SUM_SCALE)) * BigInt(times);
  if (bounded < sketch.min) sketch.min = bounded;
  if (bounded > sketch.max) sketch.max = bounded;
};

/** The mean; undefined of nothing. */
export const mean = (sketch: Sketch): number | undefined =>
  sketch.count === 0 ? undefined : Number(sketch.sumMicros) / SUM_SCALE / sketch.count;

/** The value below which the share `q` (0 to 1) of all values lies, within 1 %; undefined of nothing. */
export const quantile = (sketch: Sketch, q: number): number | undefined => {
  if (sketch.count === 0) return undefined;
  if (q <= 0) return sketch.min;
  if (q >= 1) return sketch.max;
  const rank = q * (sketch.count - 1);
  let seen = 0;
  for (const { value, count } of orderedBins(sketch)) {
    seen += count;
    if (seen > rank) return Math.min(sketch.max, Math.max(sketch.min, value));
  }
  return sketch.max;
};

/** One bin: the value it stands for, and how many values it holds. */
export interface Bin {
  readonly value: number;
  readonly count: number;
}

/** The bins that hold anything, from the lowest value to the highest. */
export const orderedBins = (sketch: Sketch): readonly Bin[] => [
  ...sorted(sketch.negative)
    .reverse()
    .map(([bin, count]) => ({ value: -representative(bin), count })),
  ...(sketch.zeros > 0 ? [{ value: 0, count: sketch.zeros }] : []),
  ...sorted(sketch.positive).map(([bin, count]) => ({ value: representative(bin), count })),
];

/** How many values are at most `limit`, within the width of the bin that it falls into. */
export const countUpTo = (sketch: Sketch, limit: number): number =>
  orderedBins(sketch).reduce((sum, { value, count }) => (value <= limit ? sum + count : sum), 0);

const sorted = (bins: ReadonlyMap<number, number>): [number, number][] => [...bins].sort(([a], [b]) => a - b);

const absorbBins = (into: Map<number, number>, from: ReadonlyMap<number, number>): void => {
  for (const [bin, count] of from) into.set(bin, (into.get(bin) ?? 0) + count);
};

const encodeBins = (bins: ReadonlyMap<number, number>): string => {
  let previous = 0;
  return encodeVarints(
    sorted(bins).flatMap(([bin, count]) => {
      const pair = [zigzag(bin - previous), count];
      previous = bin;
      return pair;
    }),
  );
};

const decodeBins = (text: Json | undefined): Map<number, number> => {
  const bins = new Map<number, number>();
  if (typeof text !== 'string') return bins;
  const numbers = decodeVarints(text);
  let bin = 0;
  for (let at = 0; at + 1 < numbers.length; at += 2) {
    bin += unzigzag(numbers[at]!);
    bins.set(bin, numbers[at + 1]!);
  }
  return bins;
};

/** A sketch as a value that adds up. */
export const sketchOf: Mergeable<Sketch> = {
  zero: createSketch,
  absorb: (into, from) => {
    absorbBins(into.positive, from.positive);
    absorbBins(into.negative, from.negative);
    into.count += from.count;
    into.zeros += from.zeros;
    into.sumMicros += from.sumMicros;
    into.min = Math.min(into.min, from.min);
    into.max = Math.max(into.max, from.max);
    return into;
  },
  encode: (sketch) =>
    sketch.count === 0
      ? undefined
      : {
          min: sketch.min,
          max: sketch.max,
          sum: sketch.sumMicros.toString(),
          ...(sketch.zeros > 0 ? { zeros: sketch.zeros } : {}),
          ...(sketch.positive.size > 0 ? { bins: encodeBins(sketch.positive) } : {}),
          ...(sketch.negative.size > 0 ? { below: encodeBins(sketch.negative) } : {}),
        },
  decode: (json) => {
    const stored = json as JsonObject;
    const positive = decodeBins(stored['bins']);
    const negative = decodeBins(stored['below']);
    const zeros = Number(stored['zeros'] ?? 0);
    const counts = [...positive.values(), ...negative.values(), zeros];
    return {
      count: counts.reduce((sum, count) => sum + count, 0),
      zeros,
      positive,
      negative,
      sumMicros: BigInt(String(stored['sum'])),
      min: Number(stored['min']),
      max: Number(stored['max']),
    };
  },
};
