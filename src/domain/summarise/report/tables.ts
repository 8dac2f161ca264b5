/** The tables of a report: figures by model or feature, errors, calls that stand out, quality. */
import { NANO_USD_PER_USD, toIso } from '../../call/units.ts';
import type { Figures, GroupFigures } from '../figures.ts';
import type { Groups } from '../groups.ts';
import { averageRating, thumbsUpRatio } from '../opinions.ts';
import type { RankedCall } from '../ranking.ts';
import { failedShare, meanScore } from '../scores.ts';
import { quantile } from '../sketch.ts';
import type { Column, Table } from './document.ts';
import { firstRows } from './first-rows.ts';

/** Rows of a table by name; the rest is told in one more row. */
const MAX_ROWS = 12;

type Row = readonly (string | number | null)[];

/** What calls are called that state no model, feature and so on. */
export const UNNAMED = '(not stated)';
export const OTHERS = '(all others)';

const dollars = (nanoUsd: bigint | number): number => Number(nanoUsd) / NANO_USD_PER_USD;

/** The cost of a group in dollars, or null when no call of it has a known cost. */
const costOf = (group: GroupFigures): number | null =>
  group.calls === group.unpriced ? null : dollars(group.costNanoUsd);

const costPerCall = (group: GroupFigures): number | null => {
  const priced = group.calls - group.unpriced;
  return priced === 0 ? null : dollars(group.costNanoUsd) / priced;
};

/** A column of a table by name: how it is read off the figures of a group. */
interface GroupColumn extends Column {
  readonly read: (group: GroupFigures, whole: Figures) => number | null;
}

const CALLS: GroupColumn = { id: 'calls', label: 'Calls', unit: 'count', read: ({ calls }) => calls };
const COST: GroupColumn = { id: 'cost_usd', label: 'Cost', unit: 'usd', read: costOf };
const COST_PER_CALL: GroupColumn = { id: 'cost_per_call_usd', label: 'Per call', unit: 'usd', read: costPerCall };

const ENGINEERING_COLUMNS: readonly GroupColumn[] = [
  CALLS,
  {
    id: 'error_rate',
    label: 'Errors',
    unit: 'share',
    read: ({ errors, calls }) => (calls === 0 ? null : errors / calls),
  },
  { id: 'latency_p50', label: 'p50', unit: 'ms', read: ({ latencyMs }) => quantile(latencyMs, 0.5) ?? null },
  { id: 'latency_p95', label: 'p95', unit: 'ms', read: ({ latencyMs }) => quantile(latencyMs, 0.95) ?? null },
  { id: 'input_tokens', label: 'Tokens in', unit: 'tokens', read: ({ inputTokens }) => inputTokens },
  { id: 'output_tokens', label: 'Tokens out', unit: 'tokens', read: ({ outputTokens }) => outputTokens },
  COST,
  COST_PER_CALL,
  {
    id: 'low_quality_share',
    label: 'Low quality',
    unit: 'share',
    read: ({ lowQuality, calls }) => (calls === 0 ? null : lowQuality / calls),
  },
];

const BUSINESS_COLUMNS: readonly GroupColumn[] = [
  CALLS,
  {
    id: 'share',
    label: 'Of all',
    unit: 'share',
    read: ({ calls }, whole) => (whole.calls === 0 ? null : calls / whole.calls),
  },
  COST,
  COST_PER_CALL,
  { id: 'thumbs_up_share', label: 'Thumbs up', unit: 'share', read: ({ opinions }) => thumbsUpRatio(opinions) ?? null },
  { id: 'rating_mean', label: 'Rating', unit: 'rating', read: ({ opinions }) => averageRating(opinions) ?? null },
];

/** What a table by name is about. */
export interface GroupTable {
  readonly id: string;
  readonly title: string;
  readonly label: string;
  readonly groups: Groups<GroupFigures>;
  readonly columns: 'engineering' | 'business';
}

/** Figures by name, the busiest first; undefined when no call states the name. */
export const groupTable = ({ id, title, label, groups, columns }: GroupTable, whole: Figures): Table | undefined => {
  const named = [...groups.kept].filter(([name]) => name !== '');
  if (named.length === 0) return undefined;
  const chosen = columns === 'engineering' ? ENGINEERING_COLUMNS : BUSINESS_COLUMNS;
  const row = (name: string, group: GroupFigures): Row => [name, ...chosen.map(({ read }) => read(group, whole))];
  const ordered = [...groups.kept].sort(([a, x], [b, y]) => y.calls - x.calls || (a < b ? -1 : 1));
  const shown = ordered.slice(0, MAX_ROWS);
  const left = ordered.length - shown.length;
  return {
    id,
    title,
    columns: [{ id: label.toLowerCase(), label, unit: 'name' }, ...chosen.map(({ read: _, ...column }) => column)],
    rows: [
      ...shown.map(([name, group]) => row(name === '' ? UNNAMED : name, group)),
      ...(groups.other === undefined ? [] : [row(OTHERS, groups.other)]),
    ],
    ...(left > 0 ? { note: `${left} more with fewer calls` } : {}),
  };
};

/** Counts by name, the largest first; undefined when there are none. */
export const countTable = (
  { id, title, label }: { readonly id: string; readonly title: string; readonly label: string },
  counts: Groups<number>,
  whole: number,
): Table | undefined => {
  if (counts.kept.size === 0) return undefined;
  const rows: [string, number][] = [...counts.kept].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  if (counts.other !== undefined) rows.push([OTHERS, counts.other]);
  return {
    id,
    title,
    columns: [
      { id: 'name', label, unit: 'name' },
      { id: 'count', label: 'Count', unit: 'count' },
      { id: 'share', label: 'Of all calls', unit: 'share' },
    ],
    ...firstRows(rows, {
      most: MAX_ROWS,
      rowOf: ([name, count]) => [name === '' ? UNNAMED : name, count, whole === 0 ? null : count / whole],
    }),
  };
};

/** Calls that stand out, to be opened by their ids; undefined when there are none. */
export const rankedTable = (
  {
    id,
    title,
    label,
    unit,
  }: { readonly id: string; readonly title: string; readonly label: string; readonly unit: 'ms' | 'usd' },
  calls: readonly RankedCall[],
): Table | undefined =>
  calls.length === 0
    ? undefined
    : {
        id,
        title,
        columns: [
          { id: 'value', label, unit },
          { id: 'model', label: 'Model', unit: 'name' },
          { id: 'feature', label: 'Feature', unit: 'name' },
          { id: 'start', label: 'Start', unit: 'time' },
          { id: 'interaction_id', label: 'Interaction', unit: 'interaction' },
        ],
        rows: calls.map(({ value, model, feature, start, interactionId, failed }) => [
          unit === 'usd' ? dollars(value) : value,
          `${model ?? UNNAMED}${failed === true ? ' (failed)' : ''}`,
          feature ?? null,
          toIso(start),
          interactionId,
        ]),
      };

/** Scores by quality dimension; undefined when nothing was scored. */
export const qualityTable = ({ quality }: Figures): Table | undefined =>
  quality.kept.size === 0
    ? undefined
    : {
        id: 'quality',
        title: 'Scores by dimension',
        columns: [
          { id: 'dimension', label: 'Dimension', unit: 'name' },
          { id: 'scored', label: 'Scored', unit: 'count' },
          { id: 'mean', label: 'Mean', unit: 'score' },
          { id: 'below_threshold', label: 'Below threshold', unit: 'count' },
          { id: 'below_threshold_share', label: 'Share', unit: 'share' },
        ],
        rows: [...quality.kept]
          .sort(([a, x], [b, y]) => (failedShare(y) ?? 0) - (failedShare(x) ?? 0) || (a < b ? -1 : 1))
          .map(([dimension, scores]) => [
            dimension,
            scores.count,
            meanScore(scores) ?? null,
            scores.failed,
            failedShare(scores) ?? null,
          ]),
      };
