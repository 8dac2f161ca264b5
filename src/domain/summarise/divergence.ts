/**
 * How far apart two histograms over the same bins are, and whether chance alone would do it. The population stability
 * index is the sum of (p−q)·ln(p/q); Jensen–Shannon's divergence, in bits, lies between 0 and 1 and does not explode on
 * rare bins.
 * @see https://doi.org/10.1109/18.61115 (Lin: divergence measures based on the Shannon entropy)
 */
import { chiSquaredTail } from './statistics.ts';

/** Two histograms compared. Both measures are what is left after taking off what chance alone would give. */
export interface Divergence {
  readonly psi: number;
  readonly jensenShannon: number;
  /** Chance of a difference as large between two samples of one distribution (Pearson's χ² test of homogeneity). */
  readonly chance: number;
  readonly bins: number;
}

/** Half a count in each bin keeps logarithms finite where one side has none; Jeffreys' choice. */
const SMOOTHING = 0.5;

/** Compares counts over the same bins. Both sides must hold something. */
export const diverge = (now: readonly number[], reference: readonly number[]): Divergence => {
  const n = total(now);
  const m = total(reference);
  const bins = now.length;
  let psi = 0;
  let bits = 0;
  let chiSquared = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    const p = (now[bin]! + SMOOTHING) / (n + SMOOTHING * bins);
    const q = (reference[bin]! + SMOOTHING) / (m + SMOOTHING * bins);
    const middle = (p + q) / 2;
    psi += (p - q) * Math.log(p / q);
    bits += (p * Math.log2(p / middle) + q * Math.log2(q / middle)) / 2;
    const pooled = (now[bin]! + reference[bin]!) / (n + m);
    if (pooled > 0)
      chiSquared += (now[bin]! - n * pooled) ** 2 / (n * pooled) + (reference[bin]! - m * pooled) ** 2 / (m * pooled);
  }
  // Of two samples of one distribution, PSI is χ² with bins−1 degrees of freedom times (1/n + 1/m), and
  // Jensen–Shannon's divergence an eighth of it, in bits rather than nats.
  const noise = (bins - 1) * (1 / n + 1 / m);
  return {
    psi: Math.max(0, psi - noise),
    jensenShannon: Math.max(0, bits - noise / (8 * Math.LN2)),
    chance: bins < 2 ? 1 : chiSquaredTail(chiSquared, bins - 1),
    bins,
  };
};

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
