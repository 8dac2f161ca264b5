/**
 * What a report consists of: highlights, figures, tables and charts as plain JSON. The writers of Markdown and HTML know
 * only these, so a new section needs no new writing. Names are snake_case because readers get them as they are.
 */
import type { MeasureUnit } from '../measures.ts';

/** How a value is written. `name` and `interaction` are texts, `time` is ISO 8601. */
export type Unit = MeasureUnit | 'name' | 'interaction' | 'time';

export type Meaning = 'better' | 'worse' | 'change';

/** One sentence that a reader should not miss. */
export interface Highlight {
  readonly meaning: Meaning;
  readonly text: string;
}

/** One number, with the number of the period before where there is one. */
export interface Figure {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
  /** Null when nothing was observed. */
  readonly value: number | null;
  readonly previous?: number;
  /** Relative change against the period before; for shares and scores the difference. */
  readonly change?: number;
  /** What the change means, where it is more than noise. */
  readonly meaning?: Meaning;
}

export interface Column {
  readonly id: string;
  readonly label: string;
  readonly unit: Unit;
}

/** A cell for each column; `null` where there is nothing to say. */
export type Row = readonly (string | number | null)[];

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** What the rows leave out, as "12 more models". */
  readonly note?: string;
}

/** One point of a chart; `failed` is the part of the value that is drawn as bad. */
export interface ChartPoint {
  readonly label: string;
  readonly value: number;
  readonly failed?: number;
}

export interface Chart {
  readonly id: string;
  readonly title: string;
  readonly unit: Unit;
  /** Columns over time, bars by name, or a line over time. */
  readonly kind: 'columns' | 'bars' | 'line';
  readonly points: readonly ChartPoint[];
}

export interface Section {
  readonly id: string;
  readonly title: string;
  readonly lead?: string;
  readonly figures?: readonly Figure[];
  readonly charts?: readonly Chart[];
  readonly tables?: readonly Table[];
}
