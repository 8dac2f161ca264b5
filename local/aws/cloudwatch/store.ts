/** The metric store: observations are added to pre-aggregated minutes (or seconds), statistics are read per period. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import type { Datum } from './datum.ts';
import { dimensionsKey, dimensionsOf, type Metric } from './metric.ts';
import type { PeriodContents, Statistic } from './statistic.ts';

/** Periods side by side: slot i covers `[from + i·period, from + (i+1)·period)`, in seconds. */
export interface Grid {
  readonly from: number;
  readonly period: number;
  readonly slots: number;
}

/** What to compute of which metric; without a unit, the data of all units count. */
export interface Reading {
  readonly metric: Metric;
  readonly statistic: Statistic;
  readonly unit?: string;
}

/** One value per slot of the grid; undefined where there is no data. */
export type Slots = readonly (number | undefined)[];

export interface MetricStore {
  /** Adds observations, all or none. */
  put(data: readonly Datum[]): void;
  read(reading: Reading, grid: Grid): Slots;
  /** Every metric of a namespace (of all when not given), with the second its latest data begins. */
  list(namespace?: string): readonly { readonly metric: Metric; readonly latest: number }[];
  /** The first second for which the metric has data. */
  firstSeen(metric: Metric): number | undefined;
}

/**
 * Values are kept to four significant digits for percentiles, so one minute holds at most 9,000 of them per power of ten
 * however busy it is; sums, counts, minima and maxima are exact. CloudWatch's own percentiles are approximate too.
 */
const rounded = (value: number): number => Number(value.toPrecision(4));

type PointRow = { slot: number; sum: number; count: number; minimum: number; maximum: number };
type SampleRow = { slot: number; value: number; count: number };
type Merged = { sum: number; count: number; minimum: number; maximum: number; values: [number, number][] };

const SLOT = 'CAST((at - $from) / $period AS INTEGER)';
const RANGE = 'series = $series AND at >= $from AND at < $to';

const statementsOf = (database: DatabaseSync) => ({
  newSeries: database.prepare(
    'INSERT INTO series (namespace, name, dimensions, unit) VALUES (?, ?, ?, ?) RETURNING id',
  ),
  allSeries: database.prepare('SELECT id, namespace, name, dimensions, unit FROM series'),
  addPoint: database.prepare(
    `INSERT INTO point (series, at, resolution, sum, count, minimum, maximum) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count,
       minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`,
  ),
  addSample: database.prepare(
    `INSERT INTO sample (series, at, resolution, value, count) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET count = count + excluded.count`,
  ),
  points: database.prepare(
    `SELECT ${SLOT} AS slot, sum(sum) AS sum, sum(count) AS count, min(minimum) AS minimum, max(maximum) AS maximum
     FROM point WHERE ${RANGE} GROUP BY slot`,
  ),
  samples: database.prepare(
    `SELECT ${SLOT} AS slot, value, sum(count) AS count FROM sample WHERE ${RANGE} GROUP BY slot, value`,
  ),
  latest: database.prepare('SELECT max(at) AS at FROM point WHERE series = ?'),
  first: database.prepare('SELECT min(at) AS at FROM point WHERE series = ?'),
});

const merge = (into: Map<number, Merged>, { slot, ...row }: PointRow): void => {
  const merged = into.get(slot);
  if (merged === undefined) {
    into.set(slot, { ...row, values: [] });
    return;
  }
  merged.sum += row.sum;
  merged.count += row.count;
  merged.minimum = Math.min(merged.minimum, row.minimum);
  merged.maximum = Math.max(merged.maximum, row.maximum);
};

/** The store over an open database. It keeps the ids of all series in memory. */
export const createMetricStore = (database: DatabaseSync): MetricStore => {
  const statements = statementsOf(database);
  type Known = { readonly metric: Metric; readonly ids: Map<string, number> };
  const known = new Map<string, Known>();
  const keyOf = ({ namespace, name, dimensions }: Metric): string =>
    `${namespace}\u0000${name}\u0000${dimensionsKey(dimensions)}`;
  const remember = (metric: Metric, unit: string, id: number): void => {
    const key = keyOf(metric);
    const entry = known.get(key) ?? { metric, ids: new Map() };
    known.set(key, entry);
    entry.ids.set(unit, id);
  };
  type SeriesRow = { id: number; namespace: string; name: string; dimensions: string; unit: string };
  for (const row of statements.allSeries.all() as SeriesRow[])
    remember({ namespace: row.namespace, name: row.name, dimensions: dimensionsOf(row.dimensions) }, row.unit, row.id);

  const seriesOf = (metric: Metric, unit: string, created: (() => void)[]): number => {
    const id = known.get(keyOf(metric))?.ids.get(unit);
    if (id !== undefined) return id;
    const row = statements.newSeries.get(metric.namespace, metric.name, dimensionsKey(metric.dimensions), unit);
    const newId = (row as { id: number }).id;
    remember(metric, unit, newId);
    created.push(() => known.get(keyOf(metric))!.ids.delete(unit));
    return newId;
  };

  const add = (datum: Datum, created: (() => void)[]): void => {
    const series = seriesOf(datum.metric, datum.unit, created);
    const { resolution, sum, count, minimum, maximum } = datum;
    const at = Math.floor(datum.at / 1000 / resolution) * resolution;
    statements.addPoint.run(series, at, resolution, sum, count, minimum, maximum);
    for (const [value, times] of datum.values) statements.addSample.run(series, at, resolution, rounded(value), times);
  };

  const contentsOf = ({ metric, statistic, unit }: Reading, { from, period, slots }: Grid): Map<number, Merged> => {
    const contents = new Map<number, Merged>();
    const ids = known.get(keyOf(metric))?.ids ?? new Map<string, number>();
    for (const [seriesUnit, series] of ids) {
      if (unit !== undefined && unit !== seriesUnit) continue;
      const range = { $series: series, $from: from, $to: from + slots * period, $period: period };
      for (const row of statements.points.all(range) as PointRow[]) merge(contents, row);
      if (!statistic.needsValues) continue;
      for (const { slot, value, count } of statements.samples.all(range) as SampleRow[])
        contents.get(slot)!.values.push([value, count]);
    }
    return contents;
  };

  return {
    put: (data) => {
      const created: (() => void)[] = [];
      try {
        inTransaction(database, () => {
          for (const datum of data) add(datum, created);
        });
      } catch (error) {
        for (const forget of created) forget();
        throw error;
      }
    },
    read: (reading, grid) => {
      const values: (number | undefined)[] = new Array(grid.slots).fill(undefined);
      for (const [slot, contents] of contentsOf(reading, grid)) {
        contents.values.sort(([a], [b]) => a - b);
        values[slot] = reading.statistic.compute(contents satisfies PeriodContents);
      }
      return values;
    },
    list: (namespace) =>
      [...known.values()]
        .filter(({ metric, ids }) => ids.size > 0 && (namespace ?? metric.namespace) === metric.namespace)
        .map(({ metric, ids }) => ({
          metric,
          latest: Math.max(
            ...[...ids.values()].map((id) => (statements.latest.get(id) as { at: number | null }).at ?? 0),
          ),
        })),
    firstSeen: (metric) => {
      const ids = [...(known.get(keyOf(metric))?.ids.values() ?? [])];
      const firsts = ids.flatMap((id) => (statements.first.get(id) as { at: number | null }).at ?? []);
      return firsts.length === 0 ? undefined : Math.min(...firsts);
    },
  };
};
