/** Everything that the sections of a report are made from. */
import type { Anomaly } from '../anomaly.ts';
import type { DriftFinding } from '../drift.ts';
import type { Period } from '../period.ts';
import type { Rollup } from '../rollup.ts';
import type { Trend } from '../trend.ts';
import type { Section } from './document.ts';

export interface Evidence {
  readonly audience: 'engineering' | 'business';
  readonly rollup: Rollup;
  readonly period: Period;
  readonly previous?: Rollup;
  readonly anomalies: readonly Anomaly[];
  readonly drift: readonly DriftFinding[];
  readonly trends: readonly Trend[];
}

/** A section without its absent and empty parts; undefined when nothing is left of it. */
export const sectionOf = (
  section: Pick<Section, 'id' | 'title' | 'lead' | 'figures'> & {
    readonly tables?: readonly (NonNullable<Section['tables']>[number] | undefined)[];
    readonly charts?: readonly (NonNullable<Section['charts']>[number] | undefined)[];
  },
): Section | undefined => {
  const tables = section.tables?.filter((table) => table !== undefined) ?? [];
  const charts = section.charts?.filter((chart) => chart !== undefined) ?? [];
  const figures = section.figures?.filter(({ value }) => value !== null) ?? [];
  if (tables.length + charts.length + figures.length === 0 && section.lead === undefined) return undefined;
  return {
    id: section.id,
    title: section.title,
    ...(section.lead === undefined ? {} : { lead: section.lead }),
    ...(figures.length === 0 ? {} : { figures }),
    ...(charts.length === 0 ? {} : { charts }),
    ...(tables.length === 0 ? {} : { tables }),
  };
};

/** The sections that have anything in them. */
export const presentSections = (sections: readonly (Section | undefined)[]): readonly Section[] =>
  sections.filter((section) => section !== undefined);
