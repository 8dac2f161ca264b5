/** What happened between two points of a series that only ever counts up. */
import type { RawMetricPoint } from './read-metrics.ts';

/**
 * The amounts between an earlier point and a later one. A later point that counts since another moment, or that is lower, comes
 * from a process that began anew: then all of it is new. Points that are no running totals are amounts as they are.
 */
export const difference = (
  earlier: RawMetricPoint | undefined,
  later: RawMetricPoint,
): { readonly value?: number; readonly count?: number; readonly sum?: number } => {
  const { value, count, sum } = later;
  const continues =
    later.isCumulative === true &&
    earlier !== undefined &&
    earlier.since === later.since &&
    (value ?? count ?? 0) >= (earlier.value ?? earlier.count ?? 0);
  const less = (now: number | undefined, before: number | undefined): number | undefined =>
    now === undefined ? undefined : now - (continues ? (before ?? 0) : 0);
  const amounts = {
    value: less(value, earlier?.value),
    count: less(count, earlier?.count),
    sum: less(sum, earlier?.sum),
  };
  return Object.fromEntries(Object.entries(amounts).filter(([, amount]) => amount !== undefined));
};
