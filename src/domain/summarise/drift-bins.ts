/** Brings two distributions onto the same few bins, each with enough in it to be compared. */
import type { Groups } from './groups.ts';
import type { Scores } from './scores.ts';
import { orderedBins, type Sketch } from './sketch.ts';

/** Counts over the same bins, now and in the reference. */
export interface Bins {
  readonly now: readonly number[];
  readonly reference: readonly number[];
}

/** Bins of a numeric distribution: tenths of the reference, as is usual for PSI. */
const NUMERIC_BINS = 10;

/** Names with a smaller share of the reference are taken together, as are those expected fewer than five times now. */
const LEAST_SHARE = 0.02;
const LEAST_EXPECTED = 5;

/** Cuts both sketches at the tenths of the reference. */
export const numericBins = (now: Sketch, reference: Sketch): Bins => {
  if (now.count === 0 || reference.count === 0) return { now: [], reference: [] };
  const target = reference.count / NUMERIC_BINS;
  const limits: number[] = [];
  let filled = 0;
  for (const { value, count } of orderedBins(reference)) {
    filled += count;
    if (filled >= target) {
      limits.push(value);
      filled = 0;
    }
  }
  // The last limit takes everything above it too; what is above and never was in the reference is news all the same.
  limits[limits.length - (filled > 0 ? 0 : 1)] = Number.POSITIVE_INFINITY;
  return { now: countBetween(now, limits), reference: countBetween(reference, limits) };
};

const countBetween = (sketch: Sketch, limits: readonly number[]): readonly number[] => {
  const counts = limits.map(() => 0);
  let at = 0;
  for (const { value, count } of orderedBins(sketch)) {
    while (value > limits[at]!) at += 1;
    counts[at] = counts[at]! + count;
  }
  return counts;
};

/** Counts by name; rare names, and those that the reference never saw, share one bin. */
export const categoryBins = (now: Groups<number>, reference: Groups<number>): Bins => {
  const totals = [now, reference].map(({ kept, other }) =>
    [...kept.values()].reduce((sum, count) => sum + count, other ?? 0),
  );
  const [ofNow, ofReference] = totals as [number, number];
  if (ofNow === 0 || ofReference === 0) return { now: [], reference: [] };
  const least = Math.max(LEAST_SHARE, LEAST_EXPECTED / ofNow);
  const common = [...reference.kept].filter(([, count]) => count / ofReference >= least).map(([name]) => name);
  const pick = ({ kept }: Groups<number>, of: number): readonly number[] => {
    const counts = common.map((name) => kept.get(name) ?? 0);
    return [...counts, of - counts.reduce((sum, count) => sum + count, 0)];
  };
  return { now: pick(now, ofNow), reference: pick(reference, ofReference) };
};

/** Histograms of scores, neighbouring bins taken together until each holds a tenth of the reference or ends the scale. */
export const scoreBins = (now: Scores, reference: Scores): Bins => {
  const target = reference.count / NUMERIC_BINS;
  const joined: { now: number; reference: number }[] = [{ now: 0, reference: 0 }];
  reference.bins.forEach((count, bin) => {
    const last = joined.at(-1)!;
    last.now += now.bins[bin]!;
    last.reference += count;
    if (last.reference >= target && bin < reference.bins.length - 1) joined.push({ now: 0, reference: 0 });
  });
  return { now: joined.map((bin) => bin.now), reference: joined.map((bin) => bin.reference) };
};

/** A rate as two bins. */
export const rateBins = (
  now: { readonly hits: number; readonly of: number },
  reference: { readonly hits: number; readonly of: number },
): Bins => ({ now: [now.hits, now.of - now.hits], reference: [reference.hits, reference.of - reference.hits] });
