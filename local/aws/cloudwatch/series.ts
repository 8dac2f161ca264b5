/** The catalogue of series: a series is one metric in one unit. All of it is in memory; SQLite keeps it. */
import type { DatabaseSync } from 'node:sqlite';
import { dimensionsKey, dimensionsOf, type Metric } from './metric.ts';

export interface SeriesCatalogue {
  /** The series of a metric, by unit. */
  idsOf(metric: Metric): ReadonlyMap<string, number>;
  /** The series' id, made if it is new. */
  idFor(metric: Metric, unit: string): number;
  /** Forgets what was made since the last call, because the transaction around it failed. */
  forgetNew(): void;
  keepNew(): void;
  metrics(): readonly { readonly metric: Metric; readonly ids: ReadonlyMap<string, number> }[];
}

/** The same text for the same metric. */
export const metricKey = ({ namespace, name, dimensions }: Metric): string =>
  `${namespace}\u0000${name}\u0000${dimensionsKey(dimensions)}`;

type Row = { id: number; namespace: string; name: string; dimensions: string; unit: string };

const NONE: ReadonlyMap<string, number> = new Map();

export const createSeriesCatalogue = (database: DatabaseSync): SeriesCatalogue => {
  const insert = database.prepare(
    'INSERT INTO series (namespace, name, dimensions, unit) VALUES (?, ?, ?, ?) RETURNING id',
  );
  const known = new Map<string, { readonly metric: Metric; readonly ids: Map<string, number> }>();
  let made: { readonly key: string; readonly unit: string }[] = [];

  const remember = (metric: Metric, unit: string, id: number): void => {
    const key = metricKey(metric);
    const entry = known.get(key) ?? { metric, ids: new Map() };
    known.set(key, entry);
    entry.ids.set(unit, id);
  };
  const rows = database.prepare('SELECT id, namespace, name, dimensions, unit FROM series').all() as Row[];
  for (const { id, namespace, name, dimensions, unit } of rows)
    remember({ namespace, name, dimensions: dimensionsOf(dimensions) }, unit, id);

  return {
    idsOf: (metric) => known.get(metricKey(metric))?.ids ?? NONE,
    idFor: (metric, unit) => {
      const key = metricKey(metric);
      const id = known.get(key)?.ids.get(unit);
      if (id !== undefined) return id;
      const row = insert.get(metric.namespace, metric.name, dimensionsKey(metric.dimensions), unit) as { id: number };
      remember(metric, unit, row.id);
      made.push({ key, unit });
      return row.id;
    },
    forgetNew: () => {
      for (const { key, unit } of made) known.get(key)!.ids.delete(unit);
      made = [];
    },
    keepNew: () => {
      made = [];
    },
    metrics: () => [...known.values()].filter(({ ids }) => ids.size > 0),
  };
};
