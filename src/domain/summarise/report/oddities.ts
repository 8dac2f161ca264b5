/** What is out of the ordinary: anomalies, drift and trends as tables. */
import type { Anomaly } from '../anomaly.ts';
import { type DriftFinding, flaggedDrift } from '../drift.ts';
import { definitionOf } from '../measures.ts';
import { periodLabel, periodOf } from '../period.ts';
import type { Trend } from '../trend.ts';
import type { Table } from './document.ts';
import { firstRows } from './first-rows.ts';
import { formatChange, formatValue } from './format.ts';

/** Rows of such a table: more are no news but a different day. */
const MAX_ROWS = 15;

const seldom = (share: number): string => `1 in ${Math.round(1 / share).toLocaleString('en-GB')}`;

/** Measures that strayed from their baseline; undefined when none did. */
export const anomalyTable = (anomalies: readonly Anomaly[], zone: string): Table | undefined =>
  anomalies.length === 0
    ? undefined
    : {
        id: 'anomalies',
        title: 'Unlike the same hour in past weeks',
        columns: [
          { id: 'hour', label: 'Hour', unit: 'name' },
          { id: 'measure', label: 'Measure', unit: 'name' },
          { id: 'value', label: 'Value', unit: 'name' },
          { id: 'expected', label: 'Usual', unit: 'name' },
          { id: 'deviations', label: 'Deviations', unit: 'number' },
          { id: 'seldom', label: 'Hours so far off', unit: 'name' },
          { id: 'meaning', label: 'Meaning', unit: 'name' },
        ],
        ...firstRows(anomalies, {
          most: MAX_ROWS,
          rowOf: ({ measure, start, value, expected, deviations, seldom: share, meaning }) => {
            const { label, unit } = definitionOf(measure);
            return [
              periodLabel(periodOf(start, 'hour', zone)),
              label,
              formatValue(value, unit),
              formatValue(expected, unit),
              deviations,
              seldom(share),
              meaning,
            ];
          },
        }),
      };

/** Distributions that drifted, or undefined when none did. */
export const driftTable = (findings: readonly DriftFinding[]): Table | undefined => {
  const flagged = flaggedDrift(findings);
  if (flagged.length === 0) return undefined;
  return {
    id: 'drift',
    title: 'Drifted from past weeks',
    columns: [
      { id: 'subject', label: 'What', unit: 'name' },
      { id: 'psi', label: 'PSI', unit: 'score' },
      { id: 'threshold', label: 'Threshold', unit: 'score' },
      { id: 'jensen_shannon', label: 'Jensen–Shannon, bits', unit: 'number' },
      { id: 'mean_now', label: 'Mean now', unit: 'number' },
      { id: 'mean_reference', label: 'Mean before', unit: 'number' },
      { id: 'samples', label: 'Calls compared', unit: 'count' },
    ],
    ...firstRows(flagged, {
      most: MAX_ROWS,
      note: `${findings.length} distributions compared`,
      rowOf: ({ label, psi, threshold, jensenShannon, means, samples }) => [
        label,
        psi,
        threshold,
        jensenShannon,
        means?.now ?? null,
        means?.reference ?? null,
        samples.now,
      ],
    }),
  };
};

/** Measures with a clear direction over weeks; undefined when none has one. */
export const trendTable = (trends: readonly Trend[]): Table | undefined => {
  const clear = trends.filter(({ direction }) => direction !== 'flat');
  if (clear.length === 0) return undefined;
  return {
    id: 'trends',
    title: 'Trends',
    columns: [
      { id: 'measure', label: 'Measure', unit: 'name' },
      { id: 'direction', label: 'Direction', unit: 'name' },
      { id: 'per_week', label: 'A week', unit: 'name' },
      { id: 'latest', label: 'Latest', unit: 'name' },
      { id: 'meaning', label: 'Meaning', unit: 'name' },
    ],
    ...firstRows(clear, {
      most: MAX_ROWS,
      rowOf: ({ measure, direction, perWeek, perWeekShare, points, meaning }) => {
        const { label, unit } = definitionOf(measure);
        const change = unit === 'share' || perWeekShare === undefined ? perWeek : perWeekShare;
        return [label, direction, formatChange(change, unit), formatValue(points.at(-1)!.value, unit), meaning];
      },
    }),
  };
};
