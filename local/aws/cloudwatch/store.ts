/** The metric store: observations are added to pre-aggregated minutes (or seconds), statistics are read per period. */
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite.ts';
import type { Datum } from './datum.ts';
import type { Metric } from './metric.ts';
import { createSeriesCatalogue, metricKey } from './series.ts';
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
}

/**
 * Values are kept to four significant digits for percentiles, so one minute holds at most 9,000 of them per power of ten
 * however busy it is; sums, counts, minima and maxima are exact. CloudWatch's own percentiles are approximate too.
 */
const rounded = (value: number): number => Number(value.toPrecision(4));

/** Reading rows as arrays and adding them up here is twice as fast as letting SQLite group them. */
const statementsOf = (database: DatabaseSync) => {
  const arrays = (sql: string) => {
    const statement = database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  };
  return {
    addPoint: database.prepare(
      `INSERT INTO point (series, at, resolution, sum, count, minimum, maximum) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET sum = sum + excluded.sum, count = count + excluded.count,
         minimum = min(minimum, excluded.minimum), maximum = max(maximum, excluded.maximum)`,
    ),
    addSample: database.prepare(
      `INSERT INTO sample (series, at, resolution, value, count) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET count = count + excluded.count`,
    ),
    points: arrays('SELECT at, sum, count, minimum, maximum FROM point WHERE series = ? AND at >= ? AND at < ?'),
    samples: arrays('SELECT at, value, count FROM sample WHERE series = ? AND at >= ? AND at < ?'),
    latest: database.prepare('SELECT max(at) AS at FROM point WHERE series = ?'),
  };
};

type PointRow = [at: number, sum: number, count: number, minimum: number, maximum: number];
type SampleRow = [at: number, value: number, count: number];
interface Merged extends PeriodContents {
  sum: number;
  count: number;
  minimum: number;
  maximum: number;
  readonly values: [number, number][];
}
type Contents = ReadonlyMap<number, Merged>;

const addTo = (contents: Map<number, Merged>, slot: number, [, sum, count, minimum, maximum]: PointRow): void => {
  const merged = contents.get(slot);
  if (merged === undefined) {
    contents.set(slot, { sum, count, minimum, maximum, values: [] });
    return;
  }
  merged.sum += sum;
  merged.count += count;
  merged.minimum = Math.min(merged.minimum, minimum);
  merged.maximum = Math.max(merged.maximum, maximum);
};

/** Alarms on one metric read the same periods one after another; this many reads are remembered until something is put. */
const REMEMBERED_READS = 100;
/** The weeks that an anomaly band looks back are not: they would fill the memory. */
const REMEMBERED_SLOTS = 100;

/** The store over an open database. */
export const createMetricStore = (database: DatabaseSync): MetricStore => {
  const statements = statementsOf(database);
  const catalogue = createSeriesCatalogue(database);
  const remembered = new Map<string, Contents>();

  const add = ({ metric, unit, at: time, resolution, sum, count, minimum, maximum, values }: Datum): void => {
    const series = catalogue.idFor(metric, unit);
    const at = Math.floor(time / 1000 / resolution) * resolution;
    statements.addPoint.run(series, at, resolution, sum, count, minimum, maximum);
    for (const [value, times] of values) statements.addSample.run(series, at, resolution, rounded(value), times);
  };

  const query = ({ metric, statistic, unit }: Reading, { from, period, slots }: Grid): Contents => {
    const contents = new Map<number, Merged>();
    const until = from + slots * period;
    const slotOf = (at: number): number => Math.floor((at - from) / period);
    for (const [seriesUnit, series] of catalogue.idsOf(metric)) {
      if (unit !== undefined && unit !== seriesUnit) continue;
      for (const row of statements.points.all(series, from, until) as unknown as PointRow[])
        addTo(contents, slotOf(row[0]), row);
      if (!statistic.needsValues) continue;
      for (const [at, value, count] of statements.samples.all(series, from, until) as unknown as SampleRow[])
        contents.get(slotOf(at))!.values.push([value, count]);
    }
    for (const { values } of contents.values()) values.sort(([a], [b]) => a - b);
    return contents;
  };

  const contentsOf = (reading: Reading, grid: Grid): Contents => {
    const { from, period, slots } = grid;
    const { metric, statistic, unit } = reading;
    const key = [metricKey(metric), unit, statistic.needsValues, from, period, slots].join('\u0000');
    const known = remembered.get(key);
    if (known !== undefined) return known;
    const contents = query(reading, grid);
    if (remembered.size >= REMEMBERED_READS) remembered.clear();
    if (contents.size <= REMEMBERED_SLOTS) remembered.set(key, contents);
    return contents;
  };

  return {
    put: (data) => {
      remembered.clear();
      try {
        inTransaction(database, () => {
          for (const datum of data) add(datum);
        });
        catalogue.keepNew();
      } catch (error) {
        catalogue.forgetNew();
        throw error;
      }
    },
    read: (reading, grid) => {
      const values: (number | undefined)[] = new Array(grid.slots).fill(undefined);
      for (const [slot, contents] of contentsOf(reading, grid)) values[slot] = reading.statistic.compute(contents);
      return values;
    },
    list: (namespace) =>
      catalogue
        .metrics()
        .filter(({ metric }) => (namespace ?? metric.namespace) === metric.namespace)
        .map(({ metric, ids }) => {
          const latest = [...ids.values()].map((id) => (statements.latest.get(id) as { at: number | null }).at ?? 0);
          return { metric, latest: Math.max(...latest) };
        }),
  };
};
