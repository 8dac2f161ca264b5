/** Which measures of an hour are out of the ordinary, by how much, and how seldom that happens. */
import type { EpochMs } from '../call/units.ts';
import {
  type Baseline,
  fromScale,
  type HistoryPoint,
  isComparable,
  type MeasureBaseline,
  MIN_SAMPLES,
  toScale,
  usualValue,
} from './baseline.ts';
import { definitionOf, MEASURE_NAMES, type Measured, type MeasureName } from './measures.ts';
import { hourOfWeek } from './period.ts';

/** One measure out of the ordinary. */
export interface Anomaly {
  readonly measure: MeasureName;
  readonly start: EpochMs;
  readonly value: number;
  /** The usual value at this hour of the week. */
  readonly expected: number;
  /** The range in which hours like this usually lie. */
  readonly range: readonly [low: number, high: number];
  /** How far the value strayed, in robust standard deviations; negative when it is too low. */
  readonly deviations: number;
  /** Share of past hours that strayed as far: at most one in the number of past hours, plus one. */
  readonly seldom: number;
  /** Whether it is bad news, good news, or merely a change. */
  readonly meaning: 'worse' | 'better' | 'change';
}

/**
 * Deviations from which on a value is out of the ordinary. Hours have heavier tails than normal data, so it is more than
 * the three of textbooks: on stationary traffic fewer than one check in a hundred reaches it.
 */
const ANOMALY_DEVIATIONS = 4.5;

/**
 * Least change that is worth a line, in the scale of comparison: 15 % of a size, or on the scale of shares 0.05, which
 * is from 1 % to 2.3 %, or from 50 % to 55 %.
 */
const LEAST_CHANGE = Math.log(1.15);
const LEAST_SHARE_CHANGE = 0.05;

/** Holds one hour against the baseline. What the baseline can't judge is left out. */
export const anomaliesOf = (point: HistoryPoint, baseline: Baseline): readonly Anomaly[] => {
  const hour = hourOfWeek(point.start, baseline.zone);
  // Totals of a few calls double and halve all the time: three calls at night where there was one are no news.
  const calls = Math.max(point.measures.calls?.value ?? 0, usualValue(baseline, 'calls', point.start) ?? 0);
  return MEASURE_NAMES.flatMap((name) => {
    const measured = point.measures[name];
    const normal = baseline.measures[name];
    if (measured === undefined || normal === undefined || !isComparable(name, measured)) return [];
    if (definitionOf(name).kind === 'total' && calls < MIN_SAMPLES) return [];
    const anomaly = judge(name, measured, normal, hour);
    return anomaly === undefined ? [] : [{ ...anomaly, start: point.start }];
  }).sort((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations));
};

const judge = (
  name: MeasureName,
  { value, samples }: Measured,
  normal: MeasureBaseline,
  hour: number,
): Omit<Anomaly, 'start'> | undefined => {
  const level = normal.levels[hour];
  if (level === undefined || level === null) return undefined;
  const { kind, unit } = definitionOf(name);
  const isShare = unit === 'share' || unit === 'score';
  const spread = normal.spread * noise(kind, samples, normal.typicalSamples);
  const change = toScale(name, value) - level;
  const deviations = change / spread;
  if (Math.abs(deviations) < ANOMALY_DEVIATIONS) return undefined;
  if (Math.abs(change) < (isShare ? LEAST_SHARE_CHANGE : LEAST_CHANGE)) return undefined;
  return {
    measure: name,
    value,
    expected: fromScale(name, level),
    range: [fromScale(name, level - 2 * spread), fromScale(name, level + 2 * spread)],
    deviations,
    seldom: shareBeyond(normal.strays, Math.abs(deviations)),
    // Silence where there are usually calls is no mere change.
    meaning: name === 'calls' && value === 0 ? 'worse' : meaningOf(name, change),
  };
};

/** The mean of a quarter of the calls strays twice as far; that of more calls than usual is not trusted more. */
const noise = (kind: 'total' | 'ratio', samples: number, typicalSamples: number): number =>
  kind === 'total' || samples >= typicalSamples ? 1 : Math.sqrt(typicalSamples / Math.max(1, samples));

const shareBeyond = (ordered: readonly number[], stray: number): number => {
  const first = ordered.findIndex((past) => past >= stray);
  const beyond = first < 0 ? 0 : ordered.length - first;
  return (beyond + 1) / (ordered.length + 1);
};

const meaningOf = (name: MeasureName, change: number): Anomaly['meaning'] => {
  const { better } = definitionOf(name);
  if (better === 'neither') return 'change';
  return change > 0 === (better === 'higher') ? 'better' : 'worse';
};
