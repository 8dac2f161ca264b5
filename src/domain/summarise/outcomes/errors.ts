/**
 * Errors of predicted numbers. Sums are kept in millionths as whole numbers of any size: exact, and the same in any order.
 */

/** How finely errors are kept. */
const SCALE = 1e6;

/** Sums of errors. */
export interface ErrorSums {
  readonly count: number;
  /** Sum of predicted minus expected, in millionths. */
  readonly sum: bigint;
  /** Sum of absolute errors, in millionths. */
  readonly absolute: bigint;
  /** Sum of squared errors, in millionths squared. */
  readonly squared: bigint;
}

export const NO_ERRORS: ErrorSums = { count: 0, sum: 0n, absolute: 0n, squared: 0n };

/** With one more prediction. Numbers that are not finite are left out. */
export const addError = (sums: ErrorSums, expected: number, predicted: number): ErrorSums => {
  const error = (predicted - expected) * SCALE;
  if (!Number.isFinite(error)) return sums;
  const micros = BigInt(Math.round(error));
  const magnitude = micros < 0n ? -micros : micros;
  return mergeErrors(sums, { count: 1, sum: micros, absolute: magnitude, squared: micros * micros });
};

/** Both together. Commutative and associative. */
export const mergeErrors = (a: ErrorSums, b: ErrorSums): ErrorSums => ({
  count: a.count + b.count,
  sum: a.sum + b.sum,
  absolute: a.absolute + b.absolute,
  squared: a.squared + b.squared,
});

/** How far predictions are off. */
export interface RegressionMetrics {
  readonly count: number;
  readonly rmse: number;
  readonly mae: number;
  /** Mean of predicted minus expected: above 0 when predictions are too high. */
  readonly bias: number;
}

/** The metrics; undefined without predictions. */
export const regressionMetrics = ({ count, sum, absolute, squared }: ErrorSums): RegressionMetrics | undefined =>
  count === 0
    ? undefined
    : {
        count,
        rmse: Math.sqrt(Number(squared) / count) / SCALE,
        mae: Number(absolute) / SCALE / count,
        bias: Number(sum) / SCALE / count,
      };
