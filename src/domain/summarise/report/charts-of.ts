/** The charts of a report, as data. */
import { NANO_USD_PER_USD } from '../../call/units.ts';
import type { Figures, GroupFigures } from '../figures.ts';
import type { Groups } from '../groups.ts';
import { definitionOf } from '../measures.ts';
import { daysOf, hoursOf, type Period, periodLabel, periodOf } from '../period.ts';
import type { Trend } from '../trend.ts';
import type { Chart } from './document.ts';
import { OTHERS, UNNAMED } from './tables.ts';

/** Bars of a chart by name. */
const MAX_BARS = 8;

/** Calls over the hours of a day or the days of a week, failed ones marked; undefined for a single hour. */
export const callsOverTime = ({ hours }: Figures, period: Period): Chart | undefined => {
  if (period.kind === 'hour') return undefined;
  const slots = period.kind === 'day' ? hoursOf(period) : daysOf(period);
  const starts = [...hours];
  return {
    id: 'calls_over_time',
    title: period.kind === 'day' ? 'Calls by hour' : 'Calls by day',
    unit: 'count',
    kind: 'columns',
    points: slots.map((slot) => {
      const within = starts.filter(([start]) => start >= slot.start && start < slot.end);
      return {
        label: period.kind === 'day' ? periodLabel(slot).slice(-5) : periodLabel(slot),
        value: within.reduce((sum, [, { calls }]) => sum + calls, 0),
        failed: within.reduce((sum, [, { errors }]) => sum + errors, 0),
      };
    }),
  };
};

/** Cost by name, the dearest first; undefined when nothing has a known cost. */
export const costByName = (
  { id, title }: { readonly id: string; readonly title: string },
  groups: Groups<GroupFigures>,
): Chart | undefined => {
  const costs = [...groups.kept, ...(groups.other === undefined ? [] : [[OTHERS, groups.other] as const])]
    .map(([name, group]) => ({
      label: name === '' ? UNNAMED : name,
      value: Number(group.costNanoUsd) / NANO_USD_PER_USD,
    }))
    .filter(({ value }) => value > 0)
    .sort((a, b) => b.value - a.value || (a.label < b.label ? -1 : 1));
  if (costs.length < 2) return undefined;
  const rest = costs.slice(MAX_BARS);
  const more = { label: `${rest.length} more`, value: rest.reduce((sum, { value }) => sum + value, 0) };
  return {
    id,
    title,
    unit: 'usd',
    kind: 'bars',
    points: rest.length === 0 ? costs : [...costs.slice(0, MAX_BARS), more],
  };
};

/** Trend charts at most. */
const MAX_TRENDS = 4;

/** Measures with a clear direction, as lines over time. */
export const trendCharts = (trends: readonly Trend[], zone: string): readonly Chart[] =>
  trends
    .filter(({ direction }) => direction !== 'flat')
    .slice(0, MAX_TRENDS)
    .map(({ measure, points }) => {
      const { label, unit } = definitionOf(measure);
      return {
        id: `trend_${measure}`,
        title: label,
        unit,
        kind: 'line',
        points: points.map(({ start, value }) => ({
          label: periodLabel(periodOf(start, 'day', zone)).slice(5),
          value,
        })),
      };
    });
